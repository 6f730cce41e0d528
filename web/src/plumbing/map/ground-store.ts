import { type MapGround, MapGroundSchema } from '@sitong/shared/kernel/master/map-ground.ts';
import { useEffect } from 'react';
import { create } from 'zustand';
import { api } from '../http/api.ts';

/** Nothing to draw on: marks still stand where they are. */
const BARE: MapGround = { datum: 'none', vectors: [], terrain: null, raster: null, credits: [] };

const useGroundStore = create<{ ground: MapGround | undefined }>(() => ({ ground: undefined }));

/** Asks what the map is drawn from. An unchanged answer stays the same object, so that no style is loaded anew. */
export async function loadGround(): Promise<void> {
  const { ground: before } = useGroundStore.getState();
  try {
    const ground = await api('/api/map', { schema: MapGroundSchema });
    if (JSON.stringify(ground) !== JSON.stringify(before)) useGroundStore.setState({ ground });
  } catch (error) {
    // Without an answer a map that is up stays as it was, and a new one shows marks on a bare ground.
    console.error('what the map is drawn from was not told', error);
    if (before === undefined) useGroundStore.setState({ ground: BARE });
  }
}

/** What the map is drawn from; asked anew each time a map is opened. */
export function useGround(): MapGround | undefined {
  useEffect(() => void loadGround(), []);
  return useGroundStore((store) => store.ground);
}
