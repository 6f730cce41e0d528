import { hypot } from './det-math.ts';
import type { Spot } from './frame.ts';

export function lengthM(line: readonly Spot[]): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += hypot(line[i]!.x - line[i - 1]!.x, line[i]!.y - line[i - 1]!.y);
  return sum;
}

/** Twice-signed area halved; positive when the ring runs clockwise on a map with y southward. */
export function signedAreaM2(ring: readonly Spot[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i]!.x * ring[i + 1]!.y - ring[i + 1]!.x * ring[i]!.y;
  return sum / 2;
}

function offLine(p: Spot, a: Spot, b: Spot): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2));
  return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/** Douglas–Peucker, ends held; a closed line is split at its far point. */
export function simplify(line: readonly Spot[], toleranceM: number): Spot[] {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const stack: [number, number][] = [[0, line.length - 1]];
  while (stack.length > 0) {
    const [from, to] = stack.pop()!;
    let far = -1;
    let farM = toleranceM;
    for (let i = from + 1; i < to; i++) {
      const off = offLine(line[i]!, line[from]!, line[to]!);
      if (off > farM) {
        farM = off;
        far = i;
      }
    }
    if (far < 0) continue;
    keep[far] = 1;
    stack.push([from, far], [far, to]);
  }
  return line.filter((_, i) => keep[i] === 1);
}

/** Points at most `stepM` apart, corners kept. */
export function densify(line: readonly Spot[], stepM: number): Spot[] {
  const out: Spot[] = [];
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i]!;
    const b = line[i + 1]!;
    const n = Math.max(1, Math.ceil(hypot(b.x - a.x, b.y - a.y) / stepM));
    for (let k = 0; k < n; k++) out.push({ x: a.x + ((b.x - a.x) * k) / n, y: a.y + ((b.y - a.y) * k) / n });
  }
  const last = line[line.length - 1];
  if (last !== undefined) out.push(last);
  return out;
}

export function inRing(x: number, y: number, ring: readonly Spot[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!;
    const b = ring[j]!;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/** Groups rings into polygons: each outer ring with the holes that lie in it. */
export function polygons(rings: readonly Spot[][], outerIsPositive: boolean): Spot[][][] {
  const sized = rings.map((ring) => ({ ring, area: signedAreaM2(ring) }));
  const outers = sized
    .filter((one) => one.area > 0 === outerIsPositive)
    .sort((a, b) => Math.abs(a.area) - Math.abs(b.area));
  const out = outers.map((one) => [one.ring]);
  for (const hole of sized) {
    if (hole.area > 0 === outerIsPositive || hole.area === 0) continue;
    const p = hole.ring[0]!;
    const index = outers.findIndex((one) => Math.abs(one.area) > Math.abs(hole.area) && inRing(p.x, p.y, one.ring));
    if (index >= 0) out[index]!.push(hole.ring);
  }
  return out;
}
