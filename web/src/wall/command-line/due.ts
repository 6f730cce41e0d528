import { DAY_MS, HOUR_MS, MINUTE_MS } from '@sitong/shared/kernel/time.ts';

const SHANGHAI_MS = 8 * HOUR_MS;

export type Due = { readonly kind: 'due'; readonly dueMs: number } | { readonly kind: 'past' };

/**
 * A deadline in one word: `21:15`, `21:15前`, `30分`, `30分钟内`, `2小时内`, `30min`. A time of day already past counts
 * for tomorrow only when it lies more than twelve hours back (00:30 typed at 23:50); otherwise it is past.
 */
export function dueIn(token: string, nowMs: number): Due | undefined {
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)(?:前|之前)?$/.exec(token);
  if (clock !== null) {
    const midnight = Math.floor((nowMs + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
    const today = midnight + Number(clock[1]) * HOUR_MS + Number(clock[2]) * MINUTE_MS;
    if (today > nowMs) return { kind: 'due', dueMs: today };
    return nowMs - today > 12 * HOUR_MS ? { kind: 'due', dueMs: today + DAY_MS } : { kind: 'past' };
  }
  const span = /^(\d{1,3})(分钟?|min|m|小时|h)(?:内|之内)?$/i.exec(token);
  if (span === null) return undefined;
  const [, n, unit = ''] = span;
  const ms = Number(n) * (/小时|h/i.test(unit) ? HOUR_MS : MINUTE_MS);
  return ms > 0 ? { kind: 'due', dueMs: nowMs + ms } : undefined;
}
