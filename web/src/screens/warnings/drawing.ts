import type { Point, Ring } from '@sitong/shared/kernel/geo.ts';
import { type RingFault, ringFault, ringOf } from '@sitong/shared/kernel/ring.ts';
import { pointIn } from '../../wall/new-incident/coordinates.ts';

/** Outlines as drawn so far, and every state before this one. */
export interface Drawing {
  readonly rings: readonly Ring[];
  /** The outline being edited; undefined: none, the next corner begins a new one. */
  readonly selected: number | undefined;
  readonly past: readonly { readonly rings: readonly Ring[]; readonly selected: number | undefined }[];
}

/** As many as a warning holds (`content.scope.rings`). */
export const MOST_RINGS = 20;
const MOST_PAST = 100;

export const beginDrawing = (rings: readonly Ring[]): Drawing => ({
  rings,
  selected: rings.length === 0 ? undefined : 0,
  past: [],
});

/** 1e-6°: a tenth of a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

export function rounded(ring: Ring): Ring {
  return ring.map(([lon, lat]): Ring[number] => [round(lon), round(lat)]);
}

function remembered({ rings, selected, past }: Drawing): Drawing['past'] {
  return [...past, { rings, selected }].slice(-MOST_PAST);
}

/** Puts an outline in place of the selected one, or adds it; it is then the selected one. */
export function withRing(drawing: Drawing, at: number | undefined, ring: Ring): Drawing {
  const { rings } = drawing;
  const known = at !== undefined && rings[at] !== undefined;
  if (!known && rings.length >= MOST_RINGS) return drawing;
  return {
    rings: known ? rings.map((one, i) => (i === at ? ring : one)) : [...rings, ring],
    selected: known ? at : rings.length,
    past: remembered(drawing),
  };
}

export function withoutRing(drawing: Drawing, at: number): Drawing {
  const rings = drawing.rings.filter((_, i) => i !== at);
  if (rings.length === drawing.rings.length) return drawing;
  const selected = rings.length === 0 ? undefined : Math.min(at, rings.length - 1);
  return { rings, selected, past: remembered(drawing) };
}

export function undone(drawing: Drawing): Drawing {
  const before = drawing.past.at(-1);
  return before === undefined ? drawing : { ...before, past: drawing.past.slice(0, -1) };
}

/** `109.87766, 35.34584` a line: what the corner field shows of an outline, without its closing corner. */
export function linesOf(ring: Ring | undefined): string {
  return (ring ?? [])
    .slice(0, -1)
    .map(([lon, lat]) => lineOf({ lon, lat }))
    .join('\n');
}

export function lineOf({ lon, lat }: Point): string {
  return `${lon}, ${lat}`;
}

export type CornersRead =
  | { readonly kind: 'ring'; readonly ring: Ring }
  | { readonly kind: 'few'; readonly count: number }
  | { readonly kind: 'not_coordinates'; readonly line: number }
  | { readonly kind: 'fault'; readonly fault: RingFault };

/** An outline from what somebody typed, a corner a line, in any of the forms coordinates are written in. */
export function cornersFrom(text: string): CornersRead {
  const corners: Point[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const point = pointIn(line);
    if (point === undefined) return { kind: 'not_coordinates', line: i + 1 };
    corners.push({ lon: round(point.lon), lat: round(point.lat) });
  }
  const ring = ringOf(corners);
  if (ring === undefined) return { kind: 'few', count: corners.length };
  const fault = ringFault(ring);
  return fault === undefined ? { kind: 'ring', ring } : { kind: 'fault', fault };
}
