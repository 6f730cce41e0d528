import type { Ring } from '@sitong/shared/kernel/geo.ts';

/**
 * One outline around neighbouring areas: an edge that two of them share is inside and falls away. Works on
 * outlines that share their corners, as the divisions of one county do; where corners differ, both edges stay.
 */
export function dissolve(rings: readonly Ring[]): Ring[] {
  if (rings.length < 2) return [...rings];
  const name = ([lon, lat]: readonly [number, number]): string => `${lon.toFixed(6)} ${lat.toFixed(6)}`;
  const standing = new Map<string, { from: string; to: string }>();
  const corners = new Map<string, [number, number]>();
  for (const ring of rings) {
    let previous: string | undefined;
    for (const corner of ring) {
      const here = name(corner);
      corners.set(here, corner);
      if (previous !== undefined && previous !== here) {
        const key = previous < here ? `${previous}|${here}` : `${here}|${previous}`;
        if (standing.has(key)) standing.delete(key);
        else standing.set(key, { from: previous, to: here });
      }
      previous = here;
    }
  }
  return chained(standing, corners);
}

/** Links loose edges, whichever way round they were drawn, into closed rings. */
function chained(edges: Map<string, { from: string; to: string }>, corners: Map<string, [number, number]>): Ring[] {
  const meeting = new Map<string, Set<string>>();
  for (const [key, { from, to }] of edges) {
    for (const corner of [from, to]) {
      const there = meeting.get(corner) ?? new Set<string>();
      there.add(key);
      meeting.set(corner, there);
    }
  }
  const out: Ring[] = [];
  const used = new Set<string>();
  for (const [start, first] of edges) {
    if (used.has(start)) continue;
    const ring: Ring = [];
    let key: string | undefined = start;
    let at = first.from;
    while (key !== undefined) {
      used.add(key);
      const corner = corners.get(at);
      if (corner !== undefined) ring.push(corner);
      const edge = edges.get(key);
      at = edge === undefined ? at : edge.from === at ? edge.to : edge.from;
      key = [...(meeting.get(at) ?? [])].find((next) => !used.has(next));
    }
    const closing = ring[0];
    if (closing !== undefined && ring.length > 2) {
      ring.push(closing);
      out.push(ring);
    }
  }
  return out;
}
