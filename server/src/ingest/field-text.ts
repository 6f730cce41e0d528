import type { Note } from './contract.ts';

/** A plain decimal number. Not `NaN`, `0x10`, `1e309`, blanks or words: those are null. */
export function decimalOf(text: string): number | null {
  if (text.length > 40 || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|z|[+-]\d\d:?\d\d)?$/;

/**
 * RFC 3339 (also with a blank for the T) to epoch ms; NaN when it is none or no real date.
 * `offset`: whether a time without one is UTC or an error.
 */
export function instantOf(text: string, offset: 'required' | 'utc_if_absent'): number {
  const match = INSTANT.exec(text);
  if (match === null) return Number.NaN;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone] = match;
  if (zone === undefined && offset === 'required') return Number.NaN;
  const named = (zone ?? 'Z').toUpperCase();
  const withColon = named.length === 5 ? `${named.slice(0, 3)}:${named.slice(3)}` : named;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const asUtc = Date.parse(`${local}Z`);
  // Date.parse lets 30 February run over into March.
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(local)) return Number.NaN;
  return Date.parse(`${local}${fraction.slice(0, 4)}${withColon}`);
}

/** A device name: printable, not too long to be one. */
export function isDeviceName(text: string): boolean {
  return text.length > 0 && text.length <= 64 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}

/** `[least, most]` of an optional field. */
export type Limits<K extends string> = Readonly<Record<K, readonly [number, number]>>;

/**
 * The optional numbers of a row. One that is no number or out of bounds is left out and noted:
 * a position is not lost because its battery is nonsense.
 */
export function optionalNumbers<K extends string>(
  row: Readonly<Record<string, unknown>>,
  limits: Limits<K>,
  path: string,
  notes: Note[],
): Partial<Record<K, number>> {
  const found: Partial<Record<K, number>> = {};
  for (const key in limits) {
    const raw = row[key];
    if (raw === undefined || raw === null || raw === '') continue;
    const value = typeof raw === 'string' ? decimalOf(raw) : raw;
    const [least, most] = limits[key];
    if (typeof value === 'number' && value >= least && value <= most) found[key] = value;
    else
      notes.push({
        code: 'field_left_out',
        message: `${key} must be a number from ${least} to ${most}; it was left out`,
        path: `${path}${key}`,
      });
  }
  return found;
}
