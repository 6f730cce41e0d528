import { derivedId } from '@sitong/shared/kernel/ids.ts';
import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { COUNTY_SEED } from '@sitong/shared/testing/county.ts';
import type { RuleReading } from './reading.ts';
import { SensorWatch } from './sensor-watch.ts';

/**
 * Readings evaluated per second: 500 rain gauges and 500 level gauges over a day at their cadence, on one core.
 * `node server/src/pillars/monitoring/rules/rules.bench.ts`
 */
const SENSORS = 500;
const STEPS = 288;

function clones(id: string): SensorRow[] {
  const row = COUNTY_SEED.sensors.find((sensor) => sensor.id === id);
  if (row === undefined) throw new Error(`no sensor ${id} in the tiny county`);
  return Array.from({ length: SENSORS }, (_, i) => ({ ...row, id: `${id}-${i}` }));
}

export interface RulesBench {
  readings: number;
  seconds: number;
  perSecond: number;
  intents: number;
  heapMb: number;
}

export function benchRules(): RulesBench {
  const rows = [...clones('rain-shanhua'), ...clones('level-dayu')];
  const sensors = new Map(rows.map((row) => [row.id, row]));
  const watch = new SensorWatch({ world: 'live', sensor: (id) => sensors.get(id), outOfService: () => false });
  const readings: RuleReading[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const observedAtMs = Date.UTC(2026, 6, 18) + step * 300_000;
    const wave = Math.sin(step / 20);
    for (const { id, kind } of rows) {
      const seed = Number.parseInt(derivedId(id).slice(0, 6), 16) / 0xffffff;
      if (kind === 'rain') {
        readings.push({
          sensor: id,
          quantity: 'rain',
          observedAtMs,
          quality: 'good',
          value: Math.max(0, wave + seed) * 3,
          period: { kind: 'amount', durationS: 300 },
        });
      } else {
        readings.push({ sensor: id, quantity: 'level', observedAtMs, quality: 'good', value: 511 + wave * 1.5 + seed });
      }
    }
  }
  const start = process.hrtime.bigint();
  let intents = 0;
  for (const reading of readings) intents += watch.accept(reading, reading.observedAtMs).intents.length;
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return {
    readings: readings.length,
    seconds: Math.round(seconds * 1000) / 1000,
    perSecond: Math.round(readings.length / seconds),
    intents,
    heapMb: Math.round(process.memoryUsage().heapUsed / 1e6),
  };
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(benchRules())}\n`);
