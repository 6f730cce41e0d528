import type { IssueLog } from './issues.ts';
import { clip } from './issues.ts';
import type { CapCircle, CapRing } from './model.ts';
import { MAX_POINTS } from './vocabulary.ts';

const PLAIN = /^[+-]?\d{1,4}(\.\d{0,30})?$/;
const EXPONENT = /^[+-]?\d(\.\d{1,30})?[eE]-\d{1,2}$/;

/** CAP writes lat,lon (WGS 84, degrees); we keep lon, lat. Null when an error was noted. */
function readNumber(raw: string, path: string, log: IssueLog): number | null {
  if (PLAIN.test(raw)) return Number(raw);
  if (EXPONENT.test(raw)) {
    return log.lenient('coordinate_exponent', path, `"${clip(raw)}" has an exponent`, 'read') ? Number(raw) : null;
  }
  log.error(
    { code: 'coordinate_invalid', facts: { value: clip(raw) } },
    path,
    `"${clip(raw)}" is not a coordinate in degrees; write lat,lon such as 35.19,109.93`,
  );
  return null;
}

function readPair(raw: string, path: string, log: IssueLog): [number, number] | null {
  const parts = raw.split(',');
  const [first, second] = parts;
  if (parts.length !== 2 || first === undefined || second === undefined) {
    log.error(
      { code: 'coordinate_invalid', facts: { value: clip(raw) } },
      path,
      `"${clip(raw)}" is not one lat,lon pair; separate pairs by a space`,
    );
    return null;
  }
  const lat = readNumber(first, path, log);
  const lon = lat === null ? null : readNumber(second, path, log);
  return lat === null || lon === null ? null : [lat, lon];
}

const fits = ([lat, lon]: readonly [number, number]): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** Turns lat,lon pairs into [lon, lat]; pairs that only fit the other way round are a known mistake. */
function place(pairs: readonly [number, number][], path: string, log: IssueLog): [number, number][] | null {
  const bad = pairs.find((pair) => !fits(pair));
  if (bad === undefined) return pairs.map(([lat, lon]) => [lon, lat]);
  const wrong = `${bad[0]},${bad[1]} lies outside lat -90…90, lon -180…180`;
  if (pairs.every(([lat, lon]) => fits([lon, lat]))) {
    return log.lenient('latlon_swapped', path, `${wrong}; it looks like lon,lat`, 'read as lon,lat')
      ? [...pairs]
      : null;
  }
  const reason = { code: 'coordinate_out_of_range', facts: { value: `${bad[0]},${bad[1]}` } } as const;
  log.error(reason, path, `${wrong}; write latitude first`);
  return null;
}

function sameSpot(a: readonly [number, number] | undefined, b: readonly [number, number] | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

export function readPolygon(raw: string, path: string, log: IssueLog): CapRing | null {
  const words = raw.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) {
    log.lenient('polygon_empty', path, 'the polygon is empty', 'left out: only the geocodes place this area');
    return null;
  }
  if (words.length > MAX_POINTS) {
    log.error(
      { code: 'too_many', facts: { most: MAX_POINTS } },
      path,
      `a polygon may have ${MAX_POINTS} points, this one has ${words.length}`,
    );
    return null;
  }
  const pairs: [number, number][] = [];
  for (const word of words) {
    const pair = readPair(word, path, log);
    if (pair === null) return null;
    pairs.push(pair);
  }
  const ring = place(pairs, path, log);
  if (ring === null) return null;
  const first = ring[0];
  if (!sameSpot(first, ring.at(-1))) {
    if (!log.lenient('polygon_not_closed', path, 'the last point of the polygon is not its first', 'closed'))
      return null;
    if (first !== undefined) ring.push([first[0], first[1]]);
  }
  if (ring.length >= 4) return ring;
  log.error(
    { code: 'polygon_too_short', facts: { count: ring.length } },
    path,
    `a polygon has at least 4 points with the first repeated, this one has ${ring.length}`,
  );
  return null;
}

export function readCircle(raw: string, path: string, log: IssueLog): CapCircle | null {
  const [centre, radius, ...rest] = raw.trim().split(/\s+/);
  if (centre === undefined || radius === undefined || rest.length > 0) {
    log.error(
      { code: 'circle_invalid', facts: { value: clip(raw) } },
      path,
      `"${clip(raw)}" is not a circle; write lat,lon radius, the radius in km`,
    );
    return null;
  }
  const pair = readPair(centre, path, log);
  const spot = pair === null ? null : place([pair], path, log)?.[0];
  if (spot === null || spot === undefined) return null;
  if (!/^\+?\d{1,5}(\.\d{0,30})?$/.test(radius) || Number(radius) > 20_038) {
    log.error(
      { code: 'circle_invalid', facts: { value: clip(radius) } },
      path,
      `"${clip(radius)}" is not a radius in km between 0 and 20038`,
    );
    return null;
  }
  return { lon: spot[0], lat: spot[1], radiusKm: Number(radius) };
}
