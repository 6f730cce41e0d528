import type { Level } from '@sitong/shared/kernel/level.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { AlarmStatus } from '@sitong/shared/pillars/monitoring/state.ts';
import { subjectOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import { givenWorld } from '@sitong/shared/testing/given.ts';
import { lostSight, readerState } from '@sitong/shared/testing/reader.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monitoringDeadlines, monitoringStreams } from './deadlines.ts';
import { decideMonitoring as decide } from './decide.ts';
import { aboutReport, alarmId, incoming, raise } from './given-monitoring.ts';

/** The life of one alarm as a table: what each act makes of each status; absent: refused. */
const MODEL: Record<
  'raise' | 'ack' | 'return' | 'settle',
  Partial<Record<AlarmStatus | 'none', AlarmStatus | 'none'>>
> = {
  raise: { none: 'unacked', returned: 'unacked' },
  ack: { unacked: 'acked', returned: 'none' },
  return: { unacked: 'returned', acked: 'none' },
  settle: { unacked: 'none', acked: 'none', returned: 'none' },
};

const ACTS: Record<keyof typeof MODEL, MonitoringIntent> = {
  raise: raise(1, 2),
  ack: { type: 'AcknowledgeAlarm', alarmId: alarmId(1) },
  return: { type: 'ReturnAlarm', alarmId: alarmId(1) },
  settle: { type: 'SettleAlarm', alarmId: alarmId(1) },
};

const n = fc.integer({ min: 1, max: 4 });
const level = fc.constantFrom<Level>(1, 2, 3, 4);
const anyIntent: fc.Arbitrary<MonitoringIntent> = fc.oneof(
  fc
    .record({ n, level, report: fc.boolean() })
    .map(({ n: i, level: priority, report }) => raise(`${i}`, priority, report ? { cause: aboutReport(i) } : {})),
  n.map((i) => ({ type: 'AcknowledgeAlarm' as const, alarmId: alarmId(`${i}`) })),
  n.map((i) => ({ type: 'ReturnAlarm' as const, alarmId: alarmId(`${i}`), subject: 'sensor/rain-shanhua/rain_3h_mm' })),
  n.map((i) => ({ type: 'SettleAlarm' as const, alarmId: alarmId(`${i}`) })),
  n.map((i) => ({ type: 'TakeAlarm' as const, alarmId: alarmId(`${i}`), seat: 'duty' })),
  n.map((i) => ({ type: 'UnshelveAlarm' as const, alarmId: alarmId(`${i}`) })),
  n.map((i) => ({
    type: 'ShelveAlarm' as const,
    alarmId: alarmId(`${i}`),
    reason: '检修',
    until: '2026-07-18T21:00:00+08:00',
  })),
  fc.constant({ type: 'TakeSensorOut' as const, sensor: 'rain-shanhua', reason: '检修' }),
  fc.constant({ type: 'PutSensorBack' as const, sensor: 'rain-shanhua' }),
  n.map((i) => incoming(i)),
  n.map((i) => ({
    type: 'EndIncomingWarning' as const,
    incomingId: incoming(i).warning.incomingId,
    how: 'cancelled' as const,
  })),
);

describe('any sequence of intents', () => {
  it('[MON-1] [MON-2] [MON-3] the life of an alarm equals its table', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...(Object.keys(MODEL) as (keyof typeof MODEL)[])), { maxLength: 40, size: 'max' }),
        (acts) => {
          let world = givenWorld();
          let status: AlarmStatus | 'none' = 'none';
          for (const act of acts) {
            const next: AlarmStatus | 'none' | undefined = MODEL[act][status];
            const outcome = world.later(1).when(decide, ACTS[act], act === 'ack' ? BY.duty : 'system');
            expect(outcome.refusal === undefined ? 'done' : 'refused').toBe(next === undefined ? 'refused' : 'done');
            status = next ?? status;
            world = outcome.after;
            expect(world.state.monitoring.alarms[alarmId(1)]?.status ?? 'none').toBe(status);
          }
        },
      ),
    );
  });

  it('[MON-4] [MON-6] [MON-7] never throws; one standing alarm a matter; numbers rise; red is never shelved', () => {
    const sender = fc.constantFrom(BY.duty, BY.townF, BY.townW, 'system' as const);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyIntent, sender, fc.integer({ min: 0, max: 200 })), { maxLength: 40, size: 'max' }),
        (steps) => {
          let world = givenWorld();
          for (const [intent, by, seconds] of steps) {
            world = world.later(seconds).when(decide, intent, by).after;
            for (const stream of monitoringStreams(world.state.monitoring)) {
              for (const due of monitoringDeadlines(stream, world.state.monitoring, world.practiceAt)) {
                if (due.dueMs <= world.nowMs) world = world.when(decide, due.intent, 'system').after;
              }
            }
            const alarms = Object.values(world.state.monitoring.alarms);
            const standing = alarms.filter(({ status }) => status !== 'returned').map(({ cause }) => subjectOf(cause));
            expect(new Set(standing).size).toBe(standing.length);
            expect(alarms.filter((alarm) => alarm.priority === 1 && alarm.shelved !== undefined)).toEqual([]);
            expect(alarms.every((alarm) => alarm.owner !== '' && alarm.seat !== '')).toBe(true);
          }
          for (const who of Object.values(BY)) {
            expect(lostSight(world.log, scopeOf(who))).toEqual([]);
            expect(readerState(world.log, scopeOf(who))).toEqual(filterWorld(world.state, scopeOf(who)));
          }
          const numbers = world.log.flatMap((event) =>
            event.type === 'AlarmNumberTaken' ? [(event.body as { n: number }).n] : [],
          );
          expect(numbers).toEqual(numbers.map((_, i) => i + 1));
        },
      ),
      { numRuns: 30 },
    );
  });
});
