import type { Level } from '@sitong/shared/kernel/level.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { SensorRow, Threshold } from '@sitong/shared/kernel/master/ground.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import type { ReadingNow } from '@sitong/shared/protocol/down.ts';

export type Quantity = Threshold['quantity'];

export interface KeyGauge {
  readonly sensor: SensorRow;
  readonly quantity: Quantity;
  /** Worst standing alarm of this sensor. */
  readonly level: Level | undefined;
  readonly thresholds: readonly Threshold[];
}

export const mainQuantity: Readonly<Record<SensorRow['kind'], Quantity>> = {
  rain: 'rain_3h_mm',
  river_level: 'level_m',
  reservoir_level: 'level_m',
  displacement: 'displacement_mm_per_h',
  gas: 'gas_pct_lel',
};

const kindWeight: Readonly<Record<SensorRow['kind'], number>> = {
  river_level: 0,
  reservoir_level: 1,
  rain: 2,
  displacement: 3,
  gas: 4,
};

/** How near a reading is to its worst threshold, 0 … 1 and above; nothing heard counts as nothing. */
function nearness(gauge: KeyGauge, readings: Readonly<Record<string, ReadingNow>>): number {
  const value = readings[gauge.sensor.id]?.values[gauge.quantity];
  const first = gauge.thresholds[0];
  if (value === undefined || first === undefined || first.raiseAt === 0) return 0;
  return value / first.raiseAt;
}

/** The gauges that say most now: those in alarm, the worst first, then the rivers nearest to their mark. */
export function keyGauges(
  county: CountyIndex,
  alarms: readonly Alarm[],
  readings: Readonly<Record<string, ReadingNow>>,
  most: number,
): KeyGauge[] {
  const standing = new Map<string, Alarm>();
  for (const alarm of alarms) {
    const id = sensorOf(alarm.cause);
    if (id === undefined || alarm.cause.kind !== 'threshold' || alarm.status === 'returned') continue;
    const before = standing.get(id);
    if (before === undefined || alarm.priority < before.priority) standing.set(id, alarm);
  }
  const gauges = county.data.sensors.map((sensor): KeyGauge => {
    const alarm = standing.get(sensor.id);
    const named = alarm?.cause.kind === 'threshold' ? alarm.cause.quantity : undefined;
    // A rise is shown as the trend beside its level, not instead of it.
    const quantity = named === undefined || named === 'level_rise_m_per_h' ? mainQuantity[sensor.kind] : named;
    const thresholds = sensor.thresholds
      .filter((threshold) => threshold.quantity === quantity)
      .sort((a, b) => a.level - b.level);
    return { sensor, quantity, level: alarm?.priority, thresholds };
  });
  return gauges
    .sort(
      (a, b) =>
        (a.level ?? 5) - (b.level ?? 5) ||
        kindWeight[a.sensor.kind] - kindWeight[b.sensor.kind] ||
        nearness(b, readings) - nearness(a, readings) ||
        (a.sensor.id < b.sensor.id ? -1 : 1),
    )
    .slice(0, most);
}
