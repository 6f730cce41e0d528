import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { create } from 'zustand';
import type { Way } from './way.ts';

/** Ways known to this page, by `wayKey`; asked and kept by `way-keeper.tsx`, which comes later. */
export const useKnownWays = create<{ ways: Readonly<Record<string, Way>> }>(() => ({ ways: {} }));

/** A way belongs to an order and a place: a changed destination has none yet. */
export function wayKey({ id, content }: Pick<Order, 'id' | 'content'>): string {
  const { lon, lat } = content.destination.point;
  return [id, lon, lat].join(' ');
}
