import type { Map as MapLibreMap } from 'maplibre-gl';
import type { DrawnView } from './carried.ts';

/**
 * What of the ground a map shows, and how large it is; read when it says that this has changed, the very same answer
 * until then. Asking for its box within a frame makes the browser lay the page out there and then, asking for its
 * middle makes objects in every frame; and a map is as large as it drew itself last, not as its box has become since.
 */
export function keptSight(map: MapLibreMap): () => DrawnView {
  const sizeNow = () => {
    const { clientWidth: widthPx, clientHeight: heightPx } = map.getContainer();
    return { widthPx, heightPx };
  };
  const placeNow = () => {
    const { lng: lon, lat } = map.getCenter();
    return { lon, lat, zoom: map.getZoom() };
  };
  let sight: DrawnView = { ...placeNow(), ...sizeNow() };
  map.on('move', () => {
    sight = { ...sight, ...placeNow() };
  });
  map.on('resize', () => {
    sight = { ...placeNow(), ...sizeNow() };
  });
  return () => sight;
}
