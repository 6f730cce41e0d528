import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import type { MonitoringState } from '@sitong/shared/pillars/monitoring/state.ts';
import type { ReadingNow } from '@sitong/shared/protocol/down.ts';
import { freshness } from '../../../ui/clock/freshness.ts';

/** Which of some sensors speak. An empty alarm list is worth only as much as this (ux §1.5). */
export interface Heard {
  /** Sensors that should speak: all but those a person has set out of service. */
  readonly all: number;
  /** Heard within twice their cadence. */
  readonly fresh: number;
  /** Not heard in time; of them, `never` not once. */
  readonly silent: number;
  readonly never: number;
  readonly outOfService: number;
  /** When the newest reading of any was taken. */
  readonly newestMs: number | undefined;
  /** The one that once spoke and has now been silent longest. */
  readonly longest: { readonly sensor: SensorRow; readonly sinceMs: number } | undefined;
  /** All that are silent: those that once spoke, the longest first, then those never heard. */
  readonly silentOnes: readonly SilentSensor[];
}

export interface SilentSensor {
  readonly id: string;
  readonly sensor: SensorRow;
  /** When its last reading was taken; null: never one. */
  readonly sinceMs: number | null;
}

/** `nowMs`: world time. A reading from our future counts as silent: its age is unknown. */
export function heardOf(
  sensors: readonly SensorRow[],
  readings: Readonly<Record<string, ReadingNow>>,
  out: MonitoringState['sensorsOut'],
  nowMs: number,
): Heard {
  let fresh = 0;
  let newestMs: number | undefined;
  const fallen: (SilentSensor & { sinceMs: number })[] = [];
  const unheard: SilentSensor[] = [];
  const inService = sensors.filter(({ id }) => out[id] === undefined);
  for (const sensor of inService) {
    const reading = readings[sensor.id];
    if (reading === undefined) {
      unheard.push({ id: sensor.id, sensor, sinceMs: null });
      continue;
    }
    const atMs = Date.parse(reading.observedAt);
    if (newestMs === undefined || atMs > newestMs) newestMs = atMs;
    if (freshness(nowMs - atMs, sensor.cadenceS * 1000) === 'fresh') fresh += 1;
    else fallen.push({ id: sensor.id, sensor, sinceMs: atMs });
  }
  fallen.sort((a, b) => a.sinceMs - b.sinceMs);
  return {
    all: inService.length,
    fresh,
    silent: inService.length - fresh,
    never: unheard.length,
    outOfService: sensors.length - inService.length,
    newestMs,
    longest: fallen[0],
    silentOnes: [...fallen, ...unheard],
  };
}
