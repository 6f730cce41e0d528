import type { IssueLog } from './issues.ts';
import { clip } from './issues.ts';

const LOOSE =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:T| +)(\d{1,2}):(\d\d)(?::(\d\d))?(\.\d{1,9})?(Z|z|[+-]\d\d:?\d\d)?$/;

function pad(text: string | undefined): string {
  return (text ?? '00').padStart(2, '0');
}

/** Null when there is no such moment (February 30th, hour 24, offset +15:00). */
export function instantMs(time: string): number | null {
  const ms = Date.parse(time);
  if (!Number.isFinite(ms)) return null;
  const [, day = '', offset = ''] = /^\d{4}-\d\d-(\d\d)T.*([+-]\d\d):\d\d$/.exec(time) ?? [];
  if (Math.abs(Number(offset)) > 14) return null;
  // Date.parse lets 2026-02-30 roll into March.
  const wall = new Date(Date.parse(`${time.slice(0, 19)}Z`));
  return wall.getUTCDate() === Number(day) && !time.includes('T24') ? ms : null;
}

/** Reads one CAP time. CAP 1.2 §3.3.2: offset always given, `Z` never. */
export function readTime(raw: string, path: string, log: IssueLog): string | null {
  const match = LOOSE.exec(raw.trim());
  const wrong = `"${clip(raw)}" is not a CAP time; write 2026-07-12T16:15:00+08:00`;
  if (match === null) {
    log.error('time_invalid', path, wrong);
    return null;
  }
  if (raw !== raw.trim() && !log.lenient('whitespace_around', path, 'white space stands around the time', 'removed'))
    return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const date = `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
  if (fraction !== undefined && !log.lenient('time_fraction', path, 'CAP times have whole seconds', 'fraction dropped'))
    return null;
  const offset = readOffset(zone, path, log);
  if (offset === null) return null;
  const time = `${date}${offset}`;
  const asWritten = raw
    .trim()
    .replace(fraction ?? '', '')
    .replace(/[Zz]$/, offset);
  if (asWritten !== time && !log.lenient('time_loose', path, wrong, `read as ${time}`)) return null;
  if (instantMs(time) === null) {
    log.error('time_invalid', path, `there is no such moment as "${clip(raw)}"`);
    return null;
  }
  return time;
}

function readOffset(zone: string | undefined, path: string, log: IssueLog): string | null {
  if (zone === undefined) return '+08:00';
  if (zone === 'Z' || zone === 'z') {
    return log.lenient('time_zulu', path, 'CAP forbids the zone letter Z (use +00:00)', 'read as +00:00')
      ? '+00:00'
      : null;
  }
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
