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
}

/** `nowMs`: world time. A reading from our future counts as silent: its age is unknown. */
export function heardOf(
  sensors: readonly SensorRow[],
  readings: Readonly<Record<string, ReadingNow>>,
  out: MonitoringState['sensorsOut'],
  nowMs: number,
): Heard {
  let fresh = 0;
  let never = 0;
  let newestMs: number | undefined;
  let longest: Heard['longest'];
  const inService = sensors.filter(({ id }) => out[id] === undefined);
  for (const sensor of inService) {
    const reading = readings[sensor.id];
    if (reading === undefined) {
      never += 1;
      continue;
    }
    const atMs = Date.parse(reading.observedAt);
    if (newestMs === undefined || atMs > newestMs) newestMs = atMs;
    if (freshness(nowMs - atMs, sensor.cadenceS * 1000) === 'fresh') fresh += 1;
    else if (longest === undefined || atMs < longest.sinceMs) longest = { sensor, sinceMs: atMs };
  }
  return {
    all: inService.length,
    fresh,
    silent: inService.length - fresh,
    never,
    outOfService: sensors.length - inService.length,
    newestMs,
    longest,
  };
}
