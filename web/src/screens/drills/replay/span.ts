import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Span } from '../../../wall/replay-address.ts';

const HOUR_MS = 3_600_000;
/** The server replays no more at once. */
export const LONGEST_MS = 48 * HOUR_MS;
const WRITTEN = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const two = (n: number | string): string => String(n).padStart(2, '0');

/** `2026-07-18 20:47`, Beijing time: how people write a moment, and how they are shown one to change. */
export function momentText(ms: number): string {
  return toTimestamp(ms).slice(0, 16).replace('T', ' ');
}

/** Undefined: no moment is written there. Full-width figures, colons and blanks are read as the plain ones. */
export function momentOf(text: string): number | undefined {
  const parts = WRITTEN.exec(text.normalize('NFKC').trim().replaceAll(/\s+/g, ' '));
  if (parts === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = parts;
  const written = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}`;
  const ms = Date.parse(`${written}+08:00`);
  // 31 February and the like come out as another day.
  return Number.isNaN(ms) || toTimestamp(ms).slice(0, 19) !== written ? undefined : ms;
}

export type SpanFault = 'unreadable_from' | 'unreadable_to' | 'backwards' | 'too_long' | 'to_come';

/** A span as written, or what is wrong with it. */
export function spanOf(from: string, to: string, nowMs: number): Span | SpanFault {
  const [fromMs, toMs] = [momentOf(from), momentOf(to)];
  if (fromMs === undefined) return 'unreadable_from';
  if (toMs === undefined) return 'unreadable_to';
  if (toMs <= fromMs) return 'backwards';
  if (toMs - fromMs > LONGEST_MS) return 'too_long';
  return fromMs >= nowMs ? 'to_come' : { fromMs, toMs: Math.min(toMs, nowMs) };
}

/** `&from=…&to=` of the address, if it names a span. */
export function spanOfAddress(search: string): Span | undefined {
  const query = new URLSearchParams(search);
  const [fromMs, toMs] = [Date.parse(query.get('from') ?? ''), Date.parse(query.get('to') ?? '')];
  return Number.isNaN(fromMs) || !(toMs > fromMs) ? undefined : { fromMs, toMs };
}
