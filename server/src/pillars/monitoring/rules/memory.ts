import type { Threshold } from '@sitong/shared/kernel/master/ground.ts';
import { newRain, type RainMemory } from './rain.ts';
import { newSeries, type SeriesMemory } from './series.ts';

export type Quantity = Threshold['quantity'];

/** Where a value stands against one threshold; `sinceMs` is measured time. */
export interface ThresholdMemory {
  phase: 'normal' | 'pending' | 'over';
  sinceMs: number;
}

export interface Standing {
  threshold: string;
  alarmId: string;
}

/**
 * All the rules remember of one sensor: plain, bounded data. It is not stored: the last 24 h of readings
 * give it again (MON-39). Changed in place by its one owner, because it is touched by every reading.
 */
export interface SensorMemory {
  /** Newest measurement; undefined: never heard. */
  lastMs: number | undefined;
  rain: RainMemory;
  series: SeriesMemory;
  /** Present value of each quantity; `known` false: too much of its window is unmeasured to return an alarm. */
  now: Partial<Record<Quantity, { value: number; known: boolean }>>;
  /** By threshold id. */
  thresholds: Record<string, ThresholdMemory>;
  /** The alarm that stands for each quantity. */
  standing: Partial<Record<Quantity, Standing>>;
  silentAlarm: string | undefined;
}

export function newMemory(): SensorMemory {
  return {
    lastMs: undefined,
    rain: newRain(),
    series: newSeries(),
    now: {},
    thresholds: {},
    standing: {},
    silentAlarm: undefined,
  };
}
