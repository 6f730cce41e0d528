import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { overlayOf } from '@sitong/shared/pillars/monitoring/public.ts';
import { givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { deadlinesOfAlarm, monitoringDeadlines } from './deadlines.ts';
import { decideMonitoring as decide } from './decide.ts';
import { aboutReport, alarmId, escalate, givenAlarm, raise } from './given-monitoring.ts';

const ack = { type: 'AcknowledgeAlarm', alarmId: alarmId(1) } as const;
const returned = { type: 'ReturnAlarm', alarmId: alarmId(1), value: 20 } as const;

describe('life of an alarm', () => {
  it('[MON-1] an unacked alarm becomes acked, by name and time', () => {
    const after = givenAlarm().when(decide, ack, BY.duty).thenEvents('AlarmAcknowledged');
    expect(after.state.monitoring.alarms[alarmId(1)]).toMatchObject({
      status: 'acked',
      acked: { by: 'p-duty' },
      owner: 'p-duty',
    });
  });

  it('[MON-1] an acked alarm is not acknowledged twice', () => {
    const acked = givenAlarm().having(decide, ack, BY.duty);
    expect(acked.when(decide, ack, BY.duty2).refused('already_acknowledged').facts).toEqual({ by: 'p-duty' });
  });

  it('[MON-1] acknowledging a returned alarm clears it', () => {
    const after = givenAlarm().having(decide, returned, 'system').when(decide, ack, BY.duty);
    expect(after.thenEvents(['AlarmCleared', { reason: 'acknowledged' }]).state.monitoring.alarms).toEqual({});
  });
  it('[MON-1] the reason given with it stays in the log', () => {
    const after = givenAlarm()
      .having(decide, returned, 'system')
      .when(decide, { ...ack, note: '水位回落' }, BY.duty);
    after.thenEvents(['AlarmAcknowledged', { note: '水位回落' }], ['AlarmCleared', { reason: 'acknowledged' }]);
  });

  it('[MON-2] an unacked alarm whose condition returns waits for its acknowledgement', () => {
    const after = givenAlarm().when(decide, returned, 'system').thenEvents('AlarmReturned');
    expect(after.state.monitoring.alarms[alarmId(1)]?.status).toBe('returned');
    after.when(decide, returned, 'system').refused('already_returned');
  });

  it('[MON-2] an acked alarm whose condition returns is cleared', () => {
    const acked = givenAlarm().having(decide, ack, BY.duty);
    acked.when(decide, returned, 'system').thenEvents(['AlarmCleared', { reason: 'returned' }]);
  });

  it('[MON-3] a returned alarm raised again keeps its number, counts a toggle and is unacked', () => {
    const again = givenAlarm().having(decide, returned, 'system').later(60).when(decide, raise(2, 2), 'system');
    const after = again.thenEvents(['AlarmReraised', { alarmId: alarmId(1) }]);
    const alarm = after.state.monitoring.alarms[alarmId(1)];
    expect(alarm).toMatchObject({
      status: 'unacked',
      number: 1,
      toggles: 1,
      escalated: 'none',
      changedAt: toTimestamp(after.nowMs),
    });
    const byMatter = { type: 'ReturnAlarm', alarmId: alarmId(2), subject: 'sensor/rain-shanhua/rain_3h_mm' } as const;
    after.when(decide, byMatter, 'system').thenEvents(['AlarmReturned', { alarmId: alarmId(1) }]);
  });

  it('[MON-4] the same matter is not raised twice, nor anything milder', () => {
    const open = givenAlarm(2);
    expect(open.when(decide, raise(1, 2), 'system').refused('already_open').facts).toEqual({
      alarmId: alarmId(1),
      number: 1,
    });
    open.when(decide, raise(2, 2), 'system').refused('already_open');
    open.when(decide, raise(2, 3), 'system').refused('already_open');
  });

  it('[MON-4] a milder alarm may stand beside a returned worse one', () => {
    const open = givenAlarm(1).having(decide, returned, 'system');
    open.when(decide, raise(2, 2), 'system').thenEvents('AlarmNumberTaken', 'AlarmRaised');
  });

  it('[MON-5] a worse alarm takes the milder one’s place in the same decision', () => {
    const red = givenAlarm(2).when(decide, raise(2, 1), 'system');
    const after = red.thenEvents(['AlarmCleared', { alarmId: alarmId(1), reason: 'superseded' }], 'AlarmNumberTaken', [
      'AlarmRaised',
      { number: 2 },
    ]);
    expect(Object.keys(after.state.monitoring.alarms)).toEqual([alarmId(2)]);
  });

  it('[MON-6] numbers follow each other; the officer on duty owns it until somebody takes it', () => {
    const two = givenAlarm().having(decide, raise(2, 3, { cause: aboutReport(1) }), 'system');
    expect(Object.values(two.state.monitoring.alarms).map(({ number, owner, seat }) => [number, owner, seat])).toEqual([
      [1, 'p-bureau', 'duty'],
      [2, 'p-bureau', 'duty'],
    ]);
    const take = { type: 'TakeAlarm', alarmId: alarmId(1), seat: 'desk-2' } as const;
    const taken = two
      .when(decide, take, BY.duty2)
      .thenEvents(['AlarmOwnerChanged', { owner: 'p-duty2', seat: 'desk-2' }]);
    taken.when(decide, take, BY.duty2).refused('already_yours');
  });

  it('[MON-9] what is settled elsewhere is cleared whatever its state', () => {
    const settle = { type: 'SettleAlarm', alarmId: alarmId(1) } as const;
    const open = givenAlarm();
    for (const world of [open, open.having(decide, ack, BY.duty), open.having(decide, returned, 'system')]) {
      world
        .when(decide, settle, 'system')
        .thenEvents(['AlarmCleared', { reason: 'settled' }])
        .when(decide, settle, 'system')
        .refused('alarm_not_open');
    }
  });

  it('[MON-11] is linked to an open incident only', () => {
    givenAlarm()
      .when(decide, { type: 'LinkAlarm', alarmId: alarmId(1), incidentId: derivedId('none') }, BY.duty)
      .refused('incident_not_open');
  });

  it('[MON-12] no person sends what is for rules, clocks and reactions', () => {
    givenWorld().when(decide, raise(1, 1), BY.duty).refused('system_only');
    givenAlarm().when(decide, returned, BY.duty).refused('system_only');
  });

  it('[MON-12] a town acts on its own villages, not on another town’s; the wall on nothing', () => {
    const open = givenAlarm();
    open.when(decide, ack, BY.townF).thenEvents('AlarmAcknowledged');
    open.when(decide, ack, BY.townW).refused('outside_own_division');
    open.when(decide, ack, BY.wall).refused('wall_never_acts');
  });
});

describe('shelving', () => {
  const until = (hours: number) => toTimestamp(givenWorld().nowMs + hours * 3_600_000);
  const shelve = (hours: number) =>
    ({ type: 'ShelveAlarm', alarmId: alarmId(1), reason: '检修', until: until(hours) }) as const;

  it('[MON-7] at most one shift, never in the past', () => {
    givenAlarm().when(decide, shelve(8), BY.duty).thenEvents('AlarmShelved');
    expect(givenAlarm().when(decide, shelve(8.1), BY.duty).refused('shelved_too_long').facts).toEqual({ maxH: 8 });
    givenAlarm().when(decide, shelve(-1), BY.duty).refused('time_is_past');
  });

  it('[MON-7] red is never shelved', () => {
    givenAlarm(1).when(decide, shelve(1), BY.duty).refused('red_never_shelved');
  });

  it('[MON-7] comes back by itself when the time is over, not before, or when a person ends it', () => {
    const shelved = givenAlarm().having(decide, shelve(1), BY.duty);
    const alarm = shelved.state.monitoring.alarms[alarmId(1)]!;
    expect(overlayOf(shelved.state.monitoring, alarm)).toBe('shelved');
    const [due] = deadlinesOfAlarm(alarm, shelved.practiceAt);
    expect(due).toMatchObject({ dueMs: shelved.nowMs + 3_600_000, intent: { type: 'UnshelveExpired' } });
    shelved.when(decide, due!.intent, 'system').refused('not_due_yet');
    shelved
      .later(3600)
      .when(decide, due!.intent, 'system')
      .thenEvents(['AlarmUnshelved', { why: 'expired' }]);
    shelved
      .when(decide, { type: 'UnshelveAlarm', alarmId: alarmId(1) }, BY.duty)
      .thenEvents(['AlarmUnshelved', { why: 'person' }]);
  });
});

describe('escalation of red', () => {
  it('[MON-8] banner after 30 s, leader after 60 s, deputy after 120 s, each once and in order', () => {
    let world = givenAlarm(1);
    const raisedMs = world.nowMs;
    for (const [step, seconds] of [
      ['banner', 30],
      ['leader', 60],
      ['deputy', 120],
    ] as const) {
      const [due, ...others] = monitoringDeadlines(`alarm/${alarmId(1)}`, world.state.monitoring, world.practiceAt);
      expect(others).toEqual([]);
      expect(due).toMatchObject({ dueMs: raisedMs + seconds * 1000, intent: { step } });
      world = world.later((due!.dueMs - world.nowMs) / 1000).having(decide, due!.intent, 'system');
      world.when(decide, due!.intent, 'system').refused('no_longer_due');
    }
    expect(monitoringDeadlines(`alarm/${alarmId(1)}`, world.state.monitoring, world.practiceAt)).toEqual([]);
  });

  it('[MON-8] stops at the acknowledgement and starts anew when raised again', () => {
    const red = givenAlarm(1)
      .later(31)
      .having(decide, escalate('banner', givenWorld().nowMs + 30_000), 'system');
    const acked = red.having(decide, ack, BY.duty).later(60);
    acked.when(decide, escalate('leader', red.nowMs), 'system').refused('no_longer_due');
    const again = red.having(decide, returned, 'system').later(60).having(decide, raise(2, 1), 'system');
    const [due] = monitoringDeadlines(`alarm/${alarmId(1)}`, again.state.monitoring, again.practiceAt);
    expect(due).toMatchObject({ dueMs: again.nowMs + 30_000, intent: { step: 'banner' } });
  });

  it('[MON-8] orange is not escalated', () => {
    const orange = givenAlarm(2);
    expect(deadlinesOfAlarm(orange.state.monitoring.alarms[alarmId(1)]!, orange.practiceAt)).toEqual([]);
  });
});

describe('sensors out of service', () => {
  const out = { type: 'TakeSensorOut', sensor: 'rain-shanhua', reason: '维修' } as const;
  const back = { type: 'PutSensorBack', sensor: 'rain-shanhua' } as const;

  it('[MON-10] raises nothing while out, and is put back once', () => {
    const off = givenWorld().having(decide, out, BY.duty);
    off.when(decide, out, BY.duty).refused('already_out_of_service');
    off.when(decide, raise(1, 1), 'system').refused('sensor_out_of_service');
    const on = off.having(decide, back, BY.duty);
    on.when(decide, raise(1, 1), 'system').thenEvents('AlarmNumberTaken', 'AlarmRaised');
    on.when(decide, back, BY.duty).refused('not_out_of_service');
  });

  it('[MON-10] open alarms stay under the overlay and escalate no further', () => {
    const red = givenAlarm(1).having(decide, out, BY.duty).later(31);
    expect(overlayOf(red.state.monitoring, red.state.monitoring.alarms[alarmId(1)]!)).toBe('out_of_service');
    red.when(decide, escalate('banner', givenWorld().nowMs + 30_000), 'system').refused('sensor_out_of_service');
  });

  it('[MON-10] an unknown sensor is refused', () => {
    givenWorld()
      .when(decide, { ...out, sensor: 'nowhere' }, BY.duty)
      .refused('unknown_sensor');
  });
});
