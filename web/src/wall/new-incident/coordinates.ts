import type { Point } from '@sitong/shared/kernel/geo.ts';

interface Angle {
  readonly axis: 'lon' | 'lat' | undefined;
  readonly degrees: number;
}

/** Decimal degrees, or degrees, minutes and seconds. */
const SIZE = String.raw`(-?\d{1,3}(?:\.\d+)?)(?:\s*[°度d:]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:['′分m:]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″秒s]|'')?)?)?)?`;
/** Its axis stands before it (`N`, 北纬), or as a letter after it, never both. */
const ANGLE = new RegExp(
  String.raw`(东经|西经|北纬|南纬|经度|纬度|[NSEW])[:\s]*${SIZE}|${SIZE}(?:\s*([NSEW]))?`,
  'giu',
);

const AXIS: Readonly<Record<string, 'lon' | 'lat'>> = {
  东经: 'lon',
  西经: 'lon',
  经度: 'lon',
  E: 'lon',
  W: 'lon',
  北纬: 'lat',
  南纬: 'lat',
  纬度: 'lat',
  N: 'lat',
  S: 'lat',
};
const NEGATIVE = new Set(['西经', '南纬', 'W', 'S']);

function angles(text: string): Angle[] {
  return [...text.matchAll(ANGLE)].map((found) => {
    const [, before, d1, m1, s1, d2, m2, s2, after] = found;
    const [degrees, minutes = '0', seconds = '0'] = before === undefined ? [d2, m2, s2] : [d1, m1, s1];
    const mark = (before ?? after ?? '').toUpperCase();
    const size = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
    return { axis: AXIS[mark], degrees: NEGATIVE.has(mark) ? -size : size };
  });
}

/**
 * A place read from what somebody types or pastes (WGS-84): `109.8777,35.3458`, `35.3458N 109.8777E`,
 * `东经109°52′39″ 北纬35°20′45″`. Two bare numbers: the one no latitude of China (3–54) reaches is the longitude,
 * whichever comes first. Undefined when it is not two angles on earth.
 */
export function pointIn(typed: string): Point | undefined {
  const found = angles(typed.normalize('NFKC').trim());
  const [first, second] = found;
  if (found.length !== 2 || first === undefined || second === undefined) return undefined;
  const [lon, lat] =
    first.axis === 'lat' || second.axis === 'lon'
      ? [second, first]
      : first.axis === 'lon' || second.axis === 'lat' || first.degrees > 60 || second.degrees <= 60
        ? [first, second]
        : [second, first];
  if (lon.axis === 'lat' || lat.axis === 'lon') return undefined;
  const onEarth = Math.abs(lon.degrees) <= 180 && Math.abs(lat.degrees) <= 90;
  return onEarth ? { lon: round(lon.degrees), lat: round(lat.degrees) } : undefined;
}

/** 1e-6°: a tenth of a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
