import type { FormatLanguage } from './language.ts';

const two = (n: number): string => String(n).padStart(2, '0');

const units: Record<FormatLanguage, { d: string; h: string; m: string; s: string }> = {
  'zh-CN': { d: '天', h: '时', m: '分', s: '秒' },
  en: { d: 'd', h: 'h', m: 'min', s: 's' },
};

/** A running clock: `0:22`, `26:24`, `1:44:10`. Counts whole seconds passed; below zero reads as zero. */
export function formatStopwatch(ms: number): string {
  if (!Number.isFinite(ms)) return '-:--';
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = seconds % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A length in words, two units at most: `22 秒`, `35 分`, `1 时 17 分`, `2 天 3 时`. Rounded down. */
export function formatSpan(ms: number, language: FormatLanguage): string {
  if (!Number.isFinite(ms)) return '--';
  const u = units[language];
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} ${u.s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} ${u.m}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, u.h, minutes % 60, u.m);
  return pair(Math.floor(hours / 24), u.d, hours % 24, u.h);
}

function pair(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/**
 * Time left: a clock below one hour (seconds matter), words above. A count of whole seconds not yet
 * used up, rounded up, so that `0:00` means the deadline has come.
 */
export function formatRemaining(ms: number, language: FormatLanguage): string {
  const left = Math.ceil(ms / 1000) * 1000;
  return left < 3_600_000 ? formatStopwatch(left) : formatSpan(left, language);
}

/** `PT26M24S`: for `<time datetime>`, which screen readers and tests can read in any language. */
export function isoDuration(ms: number): string {
  const seconds = Number.isFinite(ms) ? Math.max(0, Math.floor(ms / 1000)) : 0;
  return `PT${Math.floor(seconds / 3600)}H${Math.floor((seconds % 3600) / 60)}M${seconds % 60}S`;
}
