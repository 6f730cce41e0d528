import { toTimestamp } from '@sitong/shared/kernel/time.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** RFC 822 zones that are still seen; others count as UTC (RFC 2822 §4.3). */
const ZONES: ReadonlyMap<string, string> = new Map([
  ['est', '-05:00'],
  ['edt', '-04:00'],
  ['cst', '-06:00'],
  ['cdt', '-05:00'],
  ['mst', '-07:00'],
  ['mdt', '-06:00'],
  ['pst', '-08:00'],
  ['pdt', '-07:00'],
]);
const RFC_822 =
  /^(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d\d):(\d\d)(?::(\d\d))?\s*([A-Za-z]{1,5}|[+-]\d{4})?$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i;

/** Times as feeds write them (RFC 3339 in Atom, RFC 822 in RSS) to RFC 3339 at +08:00; null when neither. */
export function readFeedTime(raw: string): string | null {
  const text = raw.trim();
  if (RFC_3339.test(text)) return finite(Date.parse(text));
  const [, day, month, year, hour, minute, second, zone] = RFC_822.exec(text) ?? [];
  const at = MONTHS.indexOf((month ?? '').toLowerCase());
  if (day === undefined || at < 0) return null;
  const offset =
    zone === undefined || /[a-z]/i.test(zone)
      ? (ZONES.get((zone ?? '').toLowerCase()) ?? 'Z')
      : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const date = `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return finite(Date.parse(`${date}T${hour}:${minute}:${second ?? '00'}${offset}`));
}

function finite(ms: number): string | null {
  return Number.isFinite(ms) ? toTimestamp(ms) : null;
}
