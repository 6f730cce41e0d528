import type { Ring } from '@sitong/shared/kernel/geo.ts';
import { toLonLat, toPixel } from './mercator.ts';

/** Line segments in degrees, two typed arrays as deck.gl's LineLayer reads them (lon, lat pairs). */
export interface Segments {
  readonly count: number;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

export interface HatchStyle {
  readonly anglesDeg: readonly number[];
  /** Pixels between the faint lines; a whole multiple of the rim's. */
  readonly everyPx: number;
  readonly rimEveryPx: number;
  /** Width of the dense rim inside the edge. */
  readonly rimPx: number;
}

export interface Hatch {
  readonly rim: Segments;
  readonly inner: Segments;
}

type Interval = readonly [number, number];
type Edge = readonly [ax: number, ay: number, bx: number, by: number];

/**
 * Hatch of an area: dense in a rim inside its edge, faint elsewhere, so that names inside stay readable.
 * Computed in pixels of `zoom` and given back in degrees. Lines lie on one grid for the whole world, so that
 * neighbouring areas continue each other. Rings are read even-odd.
 */
export function hatch(rings: readonly Ring[], zoom: number, style: HatchStyle): Hatch {
  const rim: number[] = [];
  const inner: number[] = [];
  for (const angle of style.anglesDeg) {
    const cos = Math.cos((angle * Math.PI) / 180);
    const sin = Math.sin((angle * Math.PI) / 180);
    const edges = turnedEdges(rings, zoom, cos, sin);
    const keep = (out: number[], y: number, [x0, x1]: Interval): void => {
      out.push(...toLonLat(x0 * cos - y * sin, x0 * sin + y * cos, zoom));
      out.push(...toLonLat(x1 * cos - y * sin, x1 * sin + y * cos, zoom));
    };
    const crossings = byLine(edges, style.rimEveryPx, 0);
    const near = byLine(edges, style.rimEveryPx, style.rimPx);
    const coarse = Math.max(1, Math.round(style.everyPx / style.rimEveryPx));
    for (const [line, crossed] of crossings) {
      const y = line * style.rimEveryPx;
      const inside = insideOf(crossed, y);
      if (inside.length === 0) continue;
      const rims = intersect(inside, rimOf(near.get(line) ?? [], y, style.rimPx));
      for (const part of rims) keep(rim, y, part);
      if (line % coarse === 0) for (const part of subtract(inside, rims)) keep(inner, y, part);
    }
  }
  return { rim: toSegments(rim), inner: toSegments(inner) };
}

function turnedEdges(rings: readonly Ring[], zoom: number, cos: number, sin: number): Edge[] {
  const edges: Edge[] = [];
  for (const ring of rings) {
    let previous: readonly [number, number] | undefined;
    for (const [lon, lat] of ring) {
      const { x, y } = toPixel(lon, lat, zoom);
      const turned = [x * cos + y * sin, y * cos - x * sin] as const;
      if (previous !== undefined) edges.push([previous[0], previous[1], turned[0], turned[1]]);
      previous = turned;
    }
  }
  return edges;
}

/** Edges by the grid lines they touch, each edge widened by `reach`. */
function byLine(edges: readonly Edge[], everyPx: number, reach: number): Map<number, Edge[]> {
  const lines = new Map<number, Edge[]>();
  for (const edge of edges) {
    const low = Math.ceil((Math.min(edge[1], edge[3]) - reach) / everyPx);
    const high = Math.floor((Math.max(edge[1], edge[3]) + reach) / everyPx);
    for (let line = low; line <= high; line++) {
      const there = lines.get(line);
      if (there === undefined) lines.set(line, [edge]);
      else there.push(edge);
    }
  }
  return lines;
}

function insideOf(edges: readonly Edge[], y: number): Interval[] {
  const at: number[] = [];
  for (const [ax, ay, bx, by] of edges) if (ay > y !== by > y) at.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  at.sort((a, b) => a - b);
  const inside: Interval[] = [];
  for (let i = 0; i + 1 < at.length; i += 2) inside.push([at[i] ?? 0, at[i + 1] ?? 0]);
  return inside;
}

/** Parts of the line within `reach` of an edge: a line meets the capsule around an edge in one interval. */
function rimOf(edges: readonly Edge[], y: number, reach: number): Interval[] {
  const parts: Interval[] = [];
  for (const [ax, ay, bx, by] of edges) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    const meet = (x: number): void => {
      low = Math.min(low, x);
      high = Math.max(high, x);
    };
    for (const [cx, cy] of [
      [ax, ay],
      [bx, by],
    ] as const) {
      const rest = reach * reach - (y - cy) ** 2;
      if (rest < 0) continue;
      meet(cx - Math.sqrt(rest));
      meet(cx + Math.sqrt(rest));
    }
    const length = Math.hypot(bx - ax, by - ay);
    if (length > 0 && ay !== by) {
      for (const side of [-1, 1]) {
        const ox = (-(by - ay) / length) * reach * side;
        const oy = ((bx - ax) / length) * reach * side;
        const t = (y - ay - oy) / (by - ay);
        if (t >= 0 && t <= 1) meet(ax + ox + t * (bx - ax));
      }
    }
    if (low <= high) parts.push([low, high]);
  }
  return merged(parts);
}

function merged(parts: Interval[]): Interval[] {
  parts.sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [from, to] of parts) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

function intersect(inside: readonly Interval[], near: readonly Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const [a, b] of inside) {
    for (const [c, d] of near) if (Math.max(a, c) < Math.min(b, d)) out.push([Math.max(a, c), Math.min(b, d)]);
  }
  return out;
}

function subtract(inside: readonly Interval[], gone: readonly Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const [a, b] of inside) {
    let from = a;
    for (const [c, d] of gone) {
      if (d <= from || c >= b) continue;
      if (c > from) out.push([from, c]);
      from = Math.max(from, d);
    }
    if (from < b) out.push([from, b]);
  }
  return out;
}

function toSegments(flat: readonly number[]): Segments {
  const count = flat.length / 4;
  const from = new Float64Array(count * 2);
  const to = new Float64Array(count * 2);
  for (let i = 0; i < count; i++) {
    from[2 * i] = flat[4 * i] ?? 0;
    from[2 * i + 1] = flat[4 * i + 1] ?? 0;
    to[2 * i] = flat[4 * i + 2] ?? 0;
    to[2 * i + 1] = flat[4 * i + 3] ?? 0;
  }
  return { count, from, to };
}
