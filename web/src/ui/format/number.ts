import type { FormatLanguage } from './language.ts';

/** Shown for a number nobody knows. Never 0: zero is a measurement. */
export const unknownNumber = '—';

/**
 * `12,480`; `873.46` with `decimals: 2`. Always an ASCII minus-free sign (U+2212) so that a falling
 * value cannot be mistaken for a dash.
 */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return unknownNumber;
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  const isZero = Number(text.replaceAll(',', '')) === 0;
  return value < 0 && !isZero ? `\u2212${text}` : text;
}

/** Wall only: `4.9 万`, `1.2 亿`; below ten thousand as it is. English takes `49 k`, `120 M`. */
export function formatLarge(value: number, language: FormatLanguage): string {
  if (!Number.isFinite(value)) return unknownNumber;
  const size = Math.abs(value);
  if (language === 'en') {
    if (size >= 1_000_000) return `${trim(value / 1_000_000)} M`;
    if (size >= 10_000) return `${trim(value / 1000)} k`;
    return formatNumber(value);
  }
  if (size >= 100_000_000) return `${trim(value / 100_000_000)} 亿`;
  if (size >= 10_000) return `${trim(value / 10_000)} 万`;
  return formatNumber(value);
}

/** One decimal, rounded towards zero: a wall must not announce more than there is. */
function trim(value: number): string {
  const cut = Math.trunc(value * 10) / 10;
  return formatNumber(cut, Number.isInteger(cut) ? 0 : 1);
}

/** `850 m`, `18.6 km`, `128 km`. Metres are rounded to tens above 100: nobody steers by 847 m. */
export function formatDistance(distanceM: number): string {
  if (!Number.isFinite(distanceM) || distanceM < 0) return unknownNumber;
  if (distanceM < 100) return `${Math.round(distanceM)} m`;
  const tens = Math.round(distanceM / 10) * 10;
  if (tens < 1000) return `${tens} m`;
  const km = distanceM / 1000;
  return `${formatNumber(km, km < 99.95 ? 1 : 0)} km`;
}

/** `1.3 MB`: what waits in an outbox. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return unknownNumber;
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${formatNumber(bytes / 1_000_000, 1)} MB`;
}
