import type { Layer } from '@deck.gl/core';
import { LineLayer, PathLayer } from '@deck.gl/layers';
import type { Ring } from '@sitong/shared/kernel/geo.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { levelFill } from '../../ui/tokens.ts';
import { dashes, type LonLatPath } from './dashes.ts';
import { type Hatch, type HatchStyle, hatch, type Segments } from './hatch.ts';
import { type MapLook, rgba } from './map-look.ts';

/** An area with a level: a warning in force, whoever issued it. */
export interface LevelArea {
  readonly id: string;
  readonly level: Level;
  readonly rings: readonly Ring[];
}

/** ux §3: double edge and cross-hatch, solid and diagonal, dashed and sparse, dotted and none. */
function hatchOf(level: Level, unit: number): HatchStyle | undefined {
  switch (level) {
    case 1:
      return { anglesDeg: [45, -45], everyPx: 44 * unit, rimEveryPx: 11 * unit, rimPx: 26 * unit };
    case 2:
      return { anglesDeg: [45], everyPx: 28 * unit, rimEveryPx: 7 * unit, rimPx: 20 * unit };
    case 3:
      return { anglesDeg: [-45], everyPx: 44 * unit, rimEveryPx: 22 * unit, rimPx: 26 * unit };
    case 4:
      return undefined;
    default:
      return level satisfies never;
  }
}

export interface AreaDrawing {
  readonly area: LevelArea;
  readonly hatch: Hatch | undefined;
  readonly edge: readonly LonLatPath[];
}

/** Geometry of an area's edge and hatch at a zoom; pure, to be kept until area or zoom step change. */
export function drawArea(area: LevelArea, zoom: number, unit: number): AreaDrawing {
  const style = hatchOf(area.level, unit);
  const outlines = area.rings.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat]));
  const edge =
    area.level === 3
      ? outlines.flatMap((line) => dashes(line, zoom, 11 * unit, 6 * unit))
      : area.level === 4
        ? outlines.flatMap((line) => dashes(line, zoom, 0.5 * unit, 6 * unit))
        : outlines;
  return { area, hatch: style === undefined ? undefined : hatch(area.rings, zoom, style), edge };
}

function lines(
  id: string,
  segments: Segments,
  colour: readonly [number, number, number, number],
  widthPx: number,
): Layer {
  return new LineLayer({
    id,
    data: {
      length: segments.count,
      attributes: {
        getSourcePosition: { value: segments.from, size: 2 },
        getTargetPosition: { value: segments.to, size: 2 },
      },
    },
    getColor: [...colour],
    getWidth: widthPx,
    widthUnits: 'pixels',
  });
}

function edges(drawing: AreaDrawing, look: MapLook): Layer[] {
  const { area, edge } = drawing;
  const { fill } = levelFill[area.level];
  const path = (suffix: string, colour: readonly [number, number, number, number], widthPx: number): Layer =>
    new PathLayer<LonLatPath>({
      id: `area-${suffix}-${area.id}`,
      data: edge,
      getPath: (line) => line,
      getColor: [...colour],
      getWidth: widthPx,
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: area.level === 4,
    });
  const dark =
    look.theme === 'light' ? [path('halo', rgba(look.palette.text1, 0.75), widthOf(area.level, look) + 2)] : [];
  if (area.level !== 1) return [...dark, path('edge', rgba(fill), widthOf(area.level, look))];
  return [...dark, path('edge', rgba(fill), widthOf(1, look)), path('gap', rgba(look.palette.bg0), 1.8 * look.unitPx)];
}

function widthOf(level: Level, look: MapLook): number {
  return (level === 1 ? 5.4 : level === 4 ? 3.2 : 2.4) * look.unitPx;
}

/** Layers of areas, the worst on top. */
export function areaLayers(drawings: readonly AreaDrawing[], look: MapLook): Layer[] {
  return [...drawings]
    .sort((a, b) => b.area.level - a.area.level)
    .flatMap((drawing) => {
      const { area } = drawing;
      const colour = levelFill[area.level].fill;
      const hatched =
        drawing.hatch === undefined
          ? []
          : [
              lines(
                `area-inner-${area.id}`,
                drawing.hatch.inner,
                rgba(colour, look.theme === 'dark' ? 0.16 : 0.3),
                look.unitPx,
              ),
              lines(
                `area-rim-${area.id}`,
                drawing.hatch.rim,
                rgba(colour, look.theme === 'dark' ? 0.5 : 0.75),
                look.unitPx,
              ),
            ];
      return [...hatched, ...edges(drawing, look)];
    });
}
