import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';
import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { Quantity, SensorMemory } from './memory.ts';
import { addAmount, addCounter, RAIN_WINDOWS, rainSum } from './rain.ts';
import type { RuleReading } from './reading.ts';
import { addPoint, risePerHour } from './series.ts';

const FITS: Record<SensorRow['kind'], string> = {
  rain: 'rain',
  river_level: 'level',
  reservoir_level: 'level',
  displacement: 'displacement',
  gas: 'gas',
};

export type Measured = 'measured' | 'nothing_new';

/** What a reading must be like to count; local practice. */
export type SensorLimits = Practice['sensor'];

/** Takes a reading into the memory and brings the present value of each quantity up to date. */
export function measure(memory: SensorMemory, sensor: SensorRow, reading: RuleReading, limits: SensorLimits): Measured {
  const { value, observedAtMs } = reading;
  // MON-38
  if (reading.quality !== 'good' || value === null || reading.quantity !== FITS[sensor.kind]) return 'nothing_new';
  if (reading.quantity === 'rain') return measureRain(memory, reading, value, limits);
  const newest = memory.lastMs === undefined || observedAtMs > memory.lastMs;
  switch (sensor.kind) {
    case 'river_level':
    case 'reservoir_level':
      return measureChange(memory, newest, observedAtMs, value, 'level_m', 'level_rise_m_per_h');
    case 'displacement':
      return measureChange(memory, newest, observedAtMs, value, undefined, 'displacement_mm_per_h');
    default:
      if (!newest) return 'nothing_new';
      set(memory, 'gas_pct_lel', value, true);
      return 'measured';
  }
}

const sum = { mm: 0, known: 0 };

function measureRain(memory: SensorMemory, reading: RuleReading, value: number, limits: SensorLimits): Measured {
  const { period, observedAtMs } = reading;
  if (period === undefined) return 'nothing_new';
  if (period.kind === 'counter') addCounter(memory.rain, observedAtMs, value, limits);
  else addAmount(memory.rain, observedAtMs - period.durationS * SECOND_MS, observedAtMs, value);
  for (const [quantity, windowMs] of RAIN_WINDOWS) {
    rainSum(memory.rain, windowMs, sum);
    // MON-34: an alarm returns only when at least this share of its window was measured.
    set(memory, quantity, sum.mm, sum.known >= limits.knownShare);
  }
  return 'measured';
}

function measureChange(
  memory: SensorMemory,
  newest: boolean,
  atMs: number,
  value: number,
  itself: Quantity | undefined,
  change: Quantity,
): Measured {
  addPoint(memory.series, atMs, value);
  if (!newest) return 'nothing_new';
  if (itself !== undefined) set(memory, itself, value, true);
  const rise = risePerHour(memory.series, atMs, value);
  if (rise !== undefined) set(memory, change, rise, true);
  return 'measured';
}

function set(memory: SensorMemory, quantity: Quantity, value: number, known: boolean): void {
  const now = memory.now[quantity];
  if (now === undefined) {
    memory.now[quantity] = { value, known };
    return;
  }
  now.value = value;
  now.known = known;
}
