import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { MINUTE_MS } from '@sitong/shared/kernel/time.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import { TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideMonitoring as decide } from '../decide.ts';
import type { RuleReading } from './reading.ts';
import { type RuleIntent, SensorWatch } from './sensor-watch.ts';

const T = Date.UTC(2026, 6, 18, 12);

function watch(out: ReadonlySet<string> = new Set()): SensorWatch {
  return new SensorWatch({
    world: 'live',
    sensor: (id) => TINY_COUNTY.sensors.get(id),
    outOfService: (id) => out.has(id),
  });
}

function reading(
  sensor: string,
  quantity: string,
  minute: number,
  value: number | null,
  over: Partial<RuleReading> = {},
): RuleReading {
  return { sensor, quantity, observedAtMs: T + minute * MINUTE_MS, quality: 'good', value, ...over };
}
const rain = (minute: number, mm: number): RuleReading =>
  reading('rain-shanhua', 'rain', minute, mm, { period: { kind: 'amount', durationS: 300 } });
const level = (minute: number, m: number | null, over: Partial<RuleReading> = {}): RuleReading =>
  reading('level-dayu', 'level', minute, m, over);
const gas = (second: number, value: number): RuleReading => reading('gas-plant', 'gas', second / 60, value);

/** `Raise rain-3h-red`, `Return …`: what was asked for, in words. */
function said(intents: readonly RuleIntent[]): string[] {
  return intents.map(({ intent }) => {
    if (intent.type === 'RaiseAlarm' && intent.cause.kind === 'threshold') return `raise ${intent.cause.threshold}`;
    if (intent.type === 'RaiseAlarm') return `raise ${intent.cause.kind}`;
    return intent.type === 'ReturnAlarm' ? `return ${intent.subject}` : intent.type;
  });
}

function feed(rules: SensorWatch, readings: readonly RuleReading[]): string[] {
  return readings.flatMap((one) => said(rules.accept(one, one.observedAtMs).intents));
}

describe('thresholds', () => {
  it('[MON-30] values are shown for every window', () => {
    const rules = watch();
    feed(rules, [rain(5, 3), rain(10, 4)]);
    const { values } = rules.accept(rain(15, 1), T + 15 * MINUTE_MS);
    expect(values?.rain_1h_mm?.value).toBe(8);
    expect(values?.rain_24h_mm?.value).toBe(8);
  });

  it('[MON-33] raises once at the mark, returns only below the lower one', () => {
    const rules = watch();
    expect(feed(rules, [gas(0, 10), gas(60, 49), gas(120, 50), gas(180, 55), gas(240, 46), gas(300, 45)])).toEqual([
      'raise gas-high',
    ]);
    expect(feed(rules, [gas(360, 44.9)])).toEqual(['return sensor/gas-plant/gas_pct_lel', 'raise gas-low']);
  });

  it('[MON-33] the minimum duration is counted in measured time, not in arrivals', () => {
    const rules = watch();
    expect(feed(rules, [level(0, 512), level(4, 512.1), level(4.5, 512.1)])).toEqual([]);
    expect(feed(rules, [level(5, 512.1)])).toEqual(['raise level-guard']);
    const dip = watch();
    expect(feed(dip, [level(0, 512), level(3, 511.9), level(5, 512), level(9, 512)])).toEqual([]);
  });

  it('[MON-33] silence in between starts the duration anew', () => {
    const rules = watch();
    expect(feed(rules, [level(0, 512), level(30, 512)])).toEqual([]);
    expect(feed(rules, [level(35, 512)])).toEqual(['raise level-guard']);
  });

  it('[MON-34] a rain sum with a hole in it does not return an alarm', () => {
    const rules = watch();
    expect(feed(rules, [rain(5, 15), rain(10, 15)])).toEqual(['raise rain-1h-yellow']);
    // An hour of silence: what fell then is unknown.
    expect(feed(rules, [rain(75, 0)])).toEqual([]);
    const dry = Array.from({ length: 12 }, (_, i) => rain(80 + i * 5, 0));
    expect(feed(rules, dry)).toEqual(['return sensor/rain-shanhua/rain_1h_mm']);
  });

  it('[MON-35] only the worst of one quantity stands; when it returns, the milder one does', () => {
    const rules = watch();
    const wet = Array.from({ length: 36 }, (_, i) => rain((i + 1) * 5, 3));
    expect(feed(rules, wet)).toEqual(['raise rain-1h-yellow', 'raise rain-3h-orange', 'raise rain-3h-red']);
    const drier = Array.from({ length: 12 }, (_, i) => rain(185 + i * 5, 1));
    expect(feed(rules, drier)).toEqual([
      'return sensor/rain-shanhua/rain_1h_mm',
      'return sensor/rain-shanhua/rain_3h_mm',
      'raise rain-3h-orange',
    ]);
  });

  it('[MON-36] rise is per hour over the last hour, never over less than ten minutes', () => {
    const rules = watch();
    feed(rules, [level(0, 510)]);
    expect(rules.accept(level(5, 510.5), T).values?.level_rise_m_per_h).toBeUndefined();
    expect(rules.accept(level(30, 510.6), T).values?.level_rise_m_per_h?.value).toBe(1.2);
    expect(rules.accept(level(80, 510.6), T).values?.level_rise_m_per_h?.value).toBe(0);
  });

  it('[MON-36] displacement per hour', () => {
    const rules = watch();
    const slope = (minute: number, mm: number) => reading('slope-luocheng', 'displacement', minute, mm);
    expect(feed(rules, [slope(0, 100), slope(30, 101), slope(60, 106)])).toEqual(['raise slope-orange']);
  });

  it('[MON-31] a late level does not become the present one', () => {
    const rules = watch();
    feed(rules, [level(10, 510)]);
    expect(rules.accept(level(5, 514), T).values).toBeUndefined();
    expect(feed(rules, [level(10, 514)])).toEqual([]);
  });

  it('[MON-38] suspect and missing values show that the sensor lives, no more', () => {
    const rules = watch();
    expect(feed(rules, [level(0, 520, { quality: 'suspect' }), level(5, null, { quality: 'missing' })])).toEqual([]);
    expect(rules.silent(T + 29 * MINUTE_MS)).toEqual([]);
    expect(said(rules.silent(T + 31 * MINUTE_MS))).toEqual(['raise sensor_silent']);
  });

  it('[MON-10] a sensor out of service raises nothing; put back, it is judged afresh', () => {
    const out = new Set(['gas-plant']);
    const rules = watch(out);
    expect(feed(rules, [gas(0, 90)])).toEqual([]);
    expect(rules.silent(T + 60 * MINUTE_MS)).toEqual([]);
    out.clear();
    expect(feed(rules, [gas(60, 90)])).toEqual(['raise gas-high']);
  });

  it('readings of unknown sensors and of the wrong kind are left alone', () => {
    expect(feed(watch(), [reading('nowhere', 'gas', 0, 99), reading('gas-plant', 'level', 1, 999)])).toEqual([]);
  });
});

describe('silence', () => {
  it('[MON-37] silent after five cadences, once; heard again when fresh, not by old readings', () => {
    const rules = watch();
    feed(rules, [gas(0, 60)]);
    expect(rules.silent(T + 5 * MINUTE_MS)).toEqual([]);
    const [silent, ...more] = rules.silent(T + 5 * MINUTE_MS + 1);
    expect(more).toEqual([]);
    expect(silent?.intent).toMatchObject({
      type: 'RaiseAlarm',
      priority: 3,
      cause: { kind: 'sensor_silent', sensor: 'gas-plant' },
    });
    expect(rules.silent(T + 6 * MINUTE_MS)).toEqual([]);
    expect(rules.accept(gas(60, 60), T + 60 * MINUTE_MS).intents).toEqual([]);
    expect(said(rules.accept(gas(3600, 60), T + 60 * MINUTE_MS).intents)).toEqual(['return sensor/gas-plant/silent']);
  });

  it('[MON-37] silence returns no other alarm', () => {
    const rules = watch();
    expect(feed(rules, [gas(0, 60)])).toEqual(['raise gas-high']);
    expect(said(rules.silent(T + 24 * 60 * MINUTE_MS))).toEqual(['raise sensor_silent']);
  });

  it('[MON-37] a sensor never heard is not silent', () => {
    expect(watch().silent(T + 24 * 60 * MINUTE_MS)).toEqual([]);
  });
});

describe('restart', () => {
  const storm = [...Array.from({ length: 36 }, (_, i) => rain((i + 1) * 5, 3)), level(185, 512), level(190, 512.5)];

  it('[MON-39] the same readings ask for the same with the same command ids', () => {
    const asked = () => {
      const rules = watch();
      return storm.flatMap((one) => rules.accept(one, one.observedAtMs).intents);
    };
    const once = asked();
    expect(once.length).toBeGreaterThan(3);
    expect(asked()).toEqual(once);
  });

  it('[MON-39] after a replay, alarms and memory agree and nothing is asked twice', () => {
    const rules = watch();
    let world: Given = givenWorld();
    for (const one of storm) {
      for (const { intent } of rules.accept(one, one.observedAtMs).intents)
        world = world.having(decide, intent, 'system');
    }
    const again = watch();
    for (const one of storm) again.replay(one);
    expect(again.inStep(Object.values(world.state.monitoring.alarms))).toEqual([]);
  });

  it('[MON-39] an alarm whose raise was lost in the crash is raised, one whose return was lost is returned', () => {
    const rules = watch();
    for (const one of [gas(0, 60), level(0, 512), level(5, 512)]) rules.replay(one);
    const lost: MonitoringIntent[] = rules.inStep([]).map(({ intent }) => intent);
    expect(lost.map(({ type }) => type)).toEqual(['RaiseAlarm', 'RaiseAlarm']);
    const world = lost.reduce((given, intent) => given.having(decide, intent, 'system'), givenWorld());
    const calm = watch();
    for (const one of [gas(0, 60), gas(60, 0), level(0, 512), level(5, 512), level(10, 511)]) calm.replay(one);
    expect(said(calm.inStep(Object.values(world.state.monitoring.alarms))).toSorted()).toEqual([
      'return sensor/gas-plant/gas_pct_lel',
      'return sensor/level-dayu/level_m',
    ]);
  });

  it('[MON-39] an alarm raised before the replay begins stands until it is below its return', () => {
    const before = watch();
    before.replay(gas(0, 60));
    const world = before.inStep([]).reduce((given, { intent }) => given.having(decide, intent, 'system'), givenWorld());
    const rules = watch();
    rules.replay(gas(600, 47));
    expect(rules.inStep(Object.values(world.state.monitoring.alarms))).toEqual([]);
    expect(feed(rules, [gas(660, 47)])).toEqual([]);
    expect(feed(rules, [gas(720, 10)])).toEqual(['return sensor/gas-plant/gas_pct_lel']);
  });
});

describe('rules and decisions together', () => {
  it('[MON-2] whatever is measured, every standing threshold has an open alarm, and no other sensor alarm is unreturned', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('gas' as const),
        value: fc.integer({ min: 0, max: 80 }),
        wait: fc.integer({ min: 1, max: 20 }),
      }),
      fc.record({ kind: fc.constant('ack' as const), value: fc.constant(0), wait: fc.constant(1) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const rules = watch();
        let world: Given = givenWorld({ start: new Date(T).toISOString() });
        let second = 0;
        for (const { kind, value, wait } of steps) {
          second += wait;
          if (kind === 'gas') {
            for (const { intent } of rules.accept(gas(second, value), T + second * 1000).intents) {
              const outcome = world.when(decide, intent, 'system');
              expect(outcome.refusal, JSON.stringify(intent)).toBeUndefined();
              world = outcome.after;
            }
          } else {
            for (const alarm of Object.values(world.state.monitoring.alarms)) {
              world = world.when(decide, { type: 'AcknowledgeAlarm', alarmId: alarm.id }, BY.duty).after;
            }
          }
          const standing = Object.values(world.state.monitoring.alarms).filter(({ status }) => status !== 'returned');
          expect(standing.length).toBeLessThanOrEqual(1);
        }
        expect(rules.inStep(Object.values(world.state.monitoring.alarms))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('alarm ids name world, sensor, threshold and onset', () => {
    const [asked] = watch().accept(gas(0, 60), T).intents;
    expect(asked?.intent).toMatchObject({ alarmId: derivedId('alarm', 'live', 'gas-plant', 'gas-high', T) });
  });
});
