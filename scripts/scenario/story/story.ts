import type { CountySeed } from '@sitong/shared/kernel/master/county.ts';
import { HOUR_MS, type Timestamp } from '@sitong/shared/kernel/time.ts';
import { chanceOf } from '../chance.ts';
import type { Beat } from './beat.ts';
import { type Bulletin, bulletinsOf } from './bulletins.ts';
import { callsOf, type IncomingCall, type VillageReport, villageReportsOf } from './calls.ts';
import { type Day, dayFrom } from './day.ts';
import { officersBeats } from './officers.ts';
import { type ReadingsBatch, readingsOf } from './readings.ts';

/** The storm of 18 July as everything that reaches the county from outside, and what its officers do about it. */
export interface Story {
  day: Day;
  endMs: number;
  readings: readonly ReadingsBatch[];
  bulletins: readonly Bulletin[];
  calls: readonly IncomingCall[];
  villageReports: readonly VillageReport[];
  beats: readonly Beat[];
}

const LENGTH_MS = 3 * HOUR_MS;

/**
 * Pure: county, start, seed and salt make one evening.
 * @param salt keeps the messages of two drills apart, for example the end of the world's id
 */
export function stormStory(
  county: Pick<CountySeed, 'sensors'>,
  { startAt, seed, salt }: { startAt: Timestamp; seed: number; salt: string },
): Story {
  const day = dayFrom(startAt);
  return {
    day,
    endMs: day.startMs + LENGTH_MS,
    readings: readingsOf(county.sensors, day, chanceOf(seed)),
    bulletins: bulletinsOf(day, salt),
    calls: callsOf(day),
    villageReports: villageReportsOf(day),
    beats: officersBeats(),
  };
}
