import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { MapMouseEvent } from 'maplibre-gl';
import type { MapTool } from '../../plumbing/map/map-tool.ts';

/** 1e-6°: a tenth of a metre; what lies behind it is the pixel, not the place. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
const pointOf = ({ lng, lat }: { lng: number; lat: number }): Point => ({ lon: round(lng), lat: round(lat) });

/**
 * Picks a point: by a click, or by the space bar at the middle of the map, which the arrow keys move. The map takes
 * the focus at once, so that both hands begin at the same place.
 */
export function pickTool(onPick: (point: Point) => void, onMiddle: (point: Point) => void): MapTool {
  return (map) => {
    const canvas = map.getCanvas();
    const cursor = canvas.style.cursor;
    const click = (event: MapMouseEvent): void => onPick(pointOf(event.lngLat));
    const tellMiddle = (): void => onMiddle(pointOf(map.getCenter()));
    const press = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || event.isComposing) return;
      event.preventDefault();
      onPick(pointOf(map.getCenter()));
    };
    canvas.style.cursor = 'crosshair';
    map.on('click', click);
    map.on('moveend', tellMiddle);
    canvas.addEventListener('keydown', press);
    canvas.focus();
    tellMiddle();
    return () => {
      map.off('click', click);
      map.off('moveend', tellMiddle);
      canvas.removeEventListener('keydown', press);
      canvas.style.cursor = cursor;
    };
  };
}
