import type { FormatLanguage } from './language.ts';

/** China keeps one civil time everywhere and has had no daylight saving since 1991: UTC+8, whatever the machine is set to. */
const shanghaiOffsetMs = 8 * 3_600_000;

const weekdays: Record<FormatLanguage, readonly string[]> = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

const two = (n: number): string => String(n).padStart(2, '0');

/** Shown for a time nobody measured: never a guess, never 1970. */
export const noTime = '--:--:--';

interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

function civilTime(atMs: number): CivilTime | undefined {
  const date = new Date(atMs + shanghaiOffsetMs);
  if (Number.isNaN(date.getTime())) return undefined;
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

/** `20:47:32`, Beijing time. `atMs`: milliseconds since 1970 UTC. */
export function formatTime(atMs: number): string {
  const t = civilTime(atMs);
  return t === undefined ? noTime : `${two(t.hour)}:${two(t.minute)}:${two(t.second)}`;
}

/** `20:47`, for deadlines and measurements whose seconds mean nothing. */
export function formatMinute(atMs: number): string {
  const t = civilTime(atMs);
  return t === undefined ? '--:--' : `${two(t.hour)}:${two(t.minute)}`;
}

/** `20:46:40.112`, for proof of delivery. */
export function formatTimeExact(atMs: number): string {
  const t = civilTime(atMs);
  return t === undefined ? noTime : `${formatTime(atMs)}.${String(t.millisecond).padStart(3, '0')}`;
}

/** `2026-07-18 周六`. */
export function formatDate(atMs: number, language: FormatLanguage): string {
  const t = civilTime(atMs);
  if (t === undefined) return '----';
  return `${t.year}-${two(t.month)}-${two(t.day)} ${weekdays[language][t.weekday]}`;
}

/** `07-18 20:47`. */
export function formatDayMinute(atMs: number): string {
  const t = civilTime(atMs);
  return t === undefined ? '--:--' : `${two(t.month)}-${two(t.day)} ${two(t.hour)}:${two(t.minute)}`;
}

/** The shortest form nobody can mistake: the time today, with the day in front on any other day. */
export function formatMoment(atMs: number, nowMs: number): string {
  return sameDay(atMs, nowMs) ? formatTime(atMs) : formatDayMinute(atMs);
}

/** Whether two moments fall on one Beijing calendar day. */
export function sameDay(aMs: number, bMs: number): boolean {
  const dayOf = (ms: number): number => Math.floor((ms + shanghaiOffsetMs) / 86_400_000);
  return dayOf(aMs) === dayOf(bMs);
}
