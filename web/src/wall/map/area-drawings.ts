import { type AreaDrawing, drawArea, type LevelArea } from '../../plumbing/map/area-layers.ts';

/** Geometry of areas, kept area by area until it, the zoom step or the size of a pixel changes. */
export function createAreaDrawings(): (areas: readonly LevelArea[], zoom: number, unit: number) => AreaDrawing[] {
  const drawn = new Map<string, { area: LevelArea; zoom: number; unit: number; drawing: AreaDrawing }>();
  return (areas, zoom, unit) => {
    const here = new Set(areas.map(({ id }) => id));
    for (const id of drawn.keys()) if (!here.has(id)) drawn.delete(id);
    return areas.map((area) => {
      const known = drawn.get(area.id);
      if (known?.area === area && known.zoom === zoom && known.unit === unit) return known.drawing;
      const drawing = drawArea(area, zoom, unit);
      drawn.set(area.id, { area, zoom, unit, drawing });
      return drawing;
    });
  };
}
