import { MapStore } from '../../plumbing/master/map-store.ts';
import type { Services } from '../services.ts';
import { DrawnTiles } from './drawn-tiles.ts';
import { removeHalves } from './store-archive.ts';
import { Tianditu } from './tianditu.ts';

/** What maps are drawn from, opened with the routes that serve it. */
export interface Ground {
  map: MapStore;
  drawn: DrawnTiles;
  tianditu: Tianditu;
}

export async function openGround({ pool, config, master, sealer, logger, now }: Services): Promise<Ground> {
  const onError = (error: unknown, what: string): void => logger.error({ err: error }, what);
  const map = new MapStore(pool, config.dataDir, sealer, onError);
  await map.reload();
  await removeHalves(map.folder, now());
  const drawn = new DrawnTiles(master, onError);
  return { map, drawn, tianditu: new Tianditu(map, now) };
}
