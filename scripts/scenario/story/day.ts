import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Timestamp, toMs } from '@sitong/shared/kernel/time.ts';

const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;
/** The clock time at which the scenario was written to begin. */
const WRITTEN_START_MS = 19.5 * HOUR_MS;

/**
 * The times of the story are written as clock times of one evening that begins at 19:30. Begun at another
 * time, the whole evening moves along.
 */
export interface Day {
  startMs: number;
  /** World time of a written clock time, `20:47:32` or `20:47`. */
  at: (clock: string) => number;
}

export function dayFrom(startAt: Timestamp): Day {
  const startMs = toMs(startAt);
  const midnight = Math.floor((startMs + SHANGHAI_OFFSET_MS) / DAY_MS) * DAY_MS - SHANGHAI_OFFSET_MS;
  const shift = startMs - (midnight + WRITTEN_START_MS);
  return { startMs, at: (clock) => midnight + shift + clockMs(clock) };
}

/** Milliseconds since midnight of `HH:mm` or `HH:mm:ss`. Throws on anything else. */
export function clockMs(clock: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(clock);
  if (parts === null) throw new Error(`"${clock}" is no clock time: write 20:47 or 20:47:32`);
  const [, hours, minutes, seconds = '0'] = parts;
  return Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
}
