import type { Layer } from '@deck.gl/core';
import { LineLayer, PathLayer } from '@deck.gl/layers';
import type { Ring } from '@sitong/shared/kernel/geo.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { levelFill } from '../../ui/tokens.ts';
import { byteColours } from './byte-colours.ts';
import { dashes, type LonLatPath } from './dashes.ts';
import { type Hatch, type HatchStyle, hatch, type Segments } from './hatch.ts';
import { type MapLook, type Rgba, rgba } from './map-look.ts';

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

interface HatchPart {
  readonly segments: Segments;
  readonly colour: Rgba;
}

/** The hatch of all areas as one layer: a storm over a county has dozens, and each layer costs the page its part of a frame. */
function hatchLayer(parts: readonly HatchPart[], widthPx: number): Layer {
  const count = parts.reduce((sum, { segments }) => sum + segments.count, 0);
  const from = new Float64Array(2 * count);
  const to = new Float64Array(2 * count);
  const colours = new Uint8Array(4 * count);
  let at = 0;
  for (const { segments, colour } of parts) {
    from.set(segments.from, 2 * at);
    to.set(segments.to, 2 * at);
    for (let i = 0; i < segments.count; i++) colours.set(colour, 4 * (at + i));
    at += segments.count;
  }
  return new LineLayer({
    id: 'area-hatch',
    data: {
      length: count,
      attributes: {
        getSourcePosition: { value: from, size: 2 },
        getTargetPosition: { value: to, size: 2 },
        getColor: byteColours(colours),
      },
    },
    getWidth: widthPx,
    widthUnits: 'pixels',
  });
}

interface EdgePart {
  readonly line: LonLatPath;
  readonly colour: Rgba;
  readonly widthPx: number;
}

/** One area's edge: a dark rim under it in light, a gap in the middle of a double one. */
function edgeParts({ area, edge }: AreaDrawing, look: MapLook): EdgePart[] {
  const { fill } = levelFill[area.level];
  const widthPx = widthOf(area.level, look);
  const all = (colour: Rgba, width: number): EdgePart[] => edge.map((line) => ({ line, colour, widthPx: width }));
  return [
    ...(look.theme === 'light' ? all(rgba(look.palette.text1, 0.75), widthPx + 2) : []),
    ...all(rgba(fill), widthPx),
    ...(area.level === 1 ? all(rgba(look.palette.bg0), 1.8 * look.unitPx) : []),
  ];
}

/** Dots have round ends, lines and dashes square ones: the only thing a layer cannot have both ways. */
function edgeLayer(id: string, data: readonly EdgePart[], ends: 'round' | 'square'): Layer {
  return new PathLayer<EdgePart>({
    id,
    data,
    getPath: ({ line }) => line,
    getColor: ({ colour }) => [...colour],
    getWidth: ({ widthPx }) => widthPx,
    widthUnits: 'pixels',
    jointRounded: true,
    capRounded: ends === 'round',
  });
}

function widthOf(level: Level, look: MapLook): number {
  return (level === 1 ? 5.4 : level === 4 ? 3.2 : 2.4) * look.unitPx;
}

/** Layers of areas: hatch below, edges above, in each the worst on top. */
export function areaLayers(drawings: readonly AreaDrawing[], look: MapLook): Layer[] {
  const worstLast = [...drawings].sort((a, b) => b.area.level - a.area.level);
  const dark = look.theme === 'dark';
  const hatched = worstLast.flatMap(({ area, hatch: drawn }): HatchPart[] => {
    if (drawn === undefined) return [];
    const { fill } = levelFill[area.level];
    return [
      { segments: drawn.inner, colour: rgba(fill, dark ? 0.16 : 0.3) },
      { segments: drawn.rim, colour: rgba(fill, dark ? 0.5 : 0.75) },
    ];
  });
  const edges = (of: (level: Level) => boolean): EdgePart[] =>
    worstLast.flatMap((drawing) => (of(drawing.area.level) ? edgeParts(drawing, look) : []));
  return [
    hatchLayer(hatched, look.unitPx),
    edgeLayer(
      'area-dots',
      edges((level) => level === 4),
      'round',
    ),
    edgeLayer(
      'area-edges',
      edges((level) => level !== 4),
      'square',
    ),
  ];
}
