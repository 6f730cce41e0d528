import type { Map as MapLibreMap } from 'maplibre-gl';

/** CSS pixels. */
export interface MapSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * How large a map is, read when it says that this has changed. Asking its box within a frame makes the browser lay the
 * page out there and then; and a map is as large as it drew itself last, not as its box has become since.
 */
export function keptSize(map: MapLibreMap): () => MapSize {
  const read = (): MapSize => {
    const { clientWidth, clientHeight } = map.getContainer();
    return { widthPx: clientWidth, heightPx: clientHeight };
  };
  let size = read();
  map.on('resize', () => {
    size = read();
  });
  return () => size;
}
