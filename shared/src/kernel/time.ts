import { z } from 'zod';

/** RFC 3339 with offset, as it stands on the wire. */
export const TimestampSchema = z.iso.datetime({ offset: true });
export type Timestamp = z.infer<typeof TimestampSchema>;

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export function toMs(time: Timestamp): number {
  return Date.parse(time);
}

const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

/** Epoch milliseconds to RFC 3339 at +08:00 (no daylight saving in China). */
export function toTimestamp(ms: number): Timestamp {
  return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().replace('Z', '+08:00');
}

/** World clock: world time runs from an anchor at `speed`, or stands still. Live is the server clock itself. */
export const WorldClockSchema = z.object({
  anchorWorldMs: z.number(),
  anchorServerMs: z.number(),
  /** World seconds per server second, 1–600. */
  speed: z.number().min(1).max(600),
  running: z.enum(['running', 'paused']),
});
export type WorldClock = z.infer<typeof WorldClockSchema>;

export const LIVE_CLOCK: WorldClock = { anchorWorldMs: 0, anchorServerMs: 0, speed: 1, running: 'running' };

export function worldNowMs(clock: WorldClock, serverNowMs: number): number {
  if (clock.running === 'paused') return clock.anchorWorldMs;
  return clock.anchorWorldMs + (serverNowMs - clock.anchorServerMs) * clock.speed;
}

/** Server milliseconds until a world time is reached; Infinity while the clock stands. */
export function serverDelayMs(clock: WorldClock, worldMs: number, serverNowMs: number): number {
  if (clock.running === 'paused') return Number.POSITIVE_INFINITY;
  return Math.max(0, (worldMs - worldNowMs(clock, serverNowMs)) / clock.speed);
}
