import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { worldNowMs } from '@sitong/shared/kernel/time.ts';
import { HandOverCheckSchema } from '@sitong/shared/pillars/command/events.ts';
import { givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideCommand as decide } from '../decide.ts';
import { givenIncident, I1, type Of } from '../given-command.ts';

const shift: Of<'StartShift'> = {
  type: 'StartShift',
  shiftId: derivedId('shift', 1),
  officers: ['p-duty', 'p-duty2'],
  leader: 'p-leader',
};

describe('duty', () => {
  it('[CMD-28] a shift names known persons, each once', () => {
    const world = givenWorld().when(decide, shift, BY.duty).thenEvents('ShiftStarted');
    expect(world.state.command.shifts['now']).toMatchObject({ officers: ['p-duty', 'p-duty2'], leader: 'p-leader' });
    world.when(decide, shift, BY.duty).refused('already_started');
    givenWorld()
      .when(decide, { ...shift, leader: 'nobody' }, BY.duty)
      .refused('unknown_person');
    givenWorld()
      .when(decide, { ...shift, officers: ['p-duty', 'p-duty'] }, BY.duty)
      .refused('officer_named_twice');
  });

  const handOver: Of<'HandOverShift'> = {
    type: 'HandOverShift',
    shiftId: derivedId('shift', 2),
    officers: ['p-duty2'],
    leader: 'p-leader',
    outgoing: { person: 'p-duty', second: 'none' },
    incoming: { person: 'p-duty2', second: 'totp' },
    checks: HandOverCheckSchema.options.map((check) => ({ check, open: 0 })),
  };

  it('[CMD-29] a running shift is handed over by two who sign, never just replaced', () => {
    const running = givenWorld().when(decide, shift, BY.duty).after;
    running.when(decide, { ...shift, shiftId: derivedId('shift', 3) }, BY.duty).refused('hand_over_needed');
    running.when(decide, handOver, BY.duty).refused('system_only');
    const done = running.when(decide, handOver, 'system').thenEvents('ShiftStarted');
    expect(done.state.command.shifts['now']).toMatchObject({ officers: ['p-duty2'] });
    expect(done.log.at(-1)?.body).toMatchObject({
      handedOver: { outgoing: { person: 'p-duty' }, incoming: { person: 'p-duty2', second: 'totp' } },
    });
    done.when(decide, handOver, 'system').refused('already_started');
  });

  it('[CMD-29] refuses one person twice, a stranger to either shift, and an open checklist', () => {
    givenWorld().when(decide, handOver, 'system').refused('no_shift_runs');
    const running = givenWorld().when(decide, shift, BY.duty).after;
    const refused = (over: Partial<Of<'HandOverShift'>>, code: string) =>
      running.when(decide, { ...handOver, ...over }, 'system').refused(code);
    refused({ incoming: handOver.outgoing }, 'two_persons_sign');
    refused({ outgoing: { person: 'p-commander', second: 'none' } }, 'not_of_ending_shift');
    refused({ incoming: { person: 'p-commander', second: 'none' } }, 'not_of_new_shift');
    refused({ checks: handOver.checks.slice(1) }, 'checklist_open');
    refused({ officers: ['nobody'] }, 'unknown_person');
    const inPlace = { outgoing: { person: 'p-commander', second: 'none' } as const, inPlaceReason: '值班员急病' };
    running.when(decide, { ...handOver, ...inPlace }, 'system').thenEvents('ShiftStarted');
  });

  it('[CMD-28] entries about an incident are seen where the incident is; a town’s own in the town', () => {
    const entry = givenIncident().when(decide, { type: 'EnterDutyLog', text: '来电核实', incidentId: I1 }, BY.duty);
    expect(entry.thenEvents('DutyLogEntered').log.at(-1)?.division).toBe('610525101233');
    const own = givenWorld()
      .when(decide, { type: 'EnterDutyLog', text: '交接班' }, BY.townF)
      .thenEvents('DutyLogEntered');
    expect(own.log.at(-1)?.division).toBe('610525101000');
    givenIncident()
      .when(decide, { type: 'EnterDutyLog', text: 'x', incidentId: I1 }, BY.townW)
      .refused('outside_own_division');
    givenWorld()
      .when(decide, { type: 'EnterDutyLog', text: 'x', incidentId: I1 }, BY.duty)
      .refused('incident_not_open');
  });
});

describe('drills', () => {
  const start = {
    type: 'StartDrill',
    title: '山洪演练',
    scenario: 'storm',
    startAt: '2026-07-18T20:00:00+08:00',
    speed: 60,
  } as const;
  const clock = { type: 'SetWorldClock', speed: 10, running: 'paused' } as const;
  const end = { type: 'EndDrill', reason: '' } as const;

  it('[CMD-30] the live world refuses all of it', () => {
    givenWorld().when(decide, start, 'system').refused('live_world');
    givenWorld().when(decide, clock, BY.duty).refused('live_world');
    givenWorld().when(decide, end, BY.duty).refused('live_world');
  });

  it('[CMD-30] a drill has a clock that is set, and an end', () => {
    const drill = givenWorld({ world: 'drill-test' });
    drill.when(decide, clock, BY.duty).refused('drill_not_started');
    const running = drill.when(decide, start, 'system').thenEvents('DrillStarted');
    running.when(decide, start, 'system').refused('drill_already_started');
    const clockNow = running.state.command.drills['drill']!.clock;
    expect(worldNowMs(clockNow, running.nowMs + 1000)).toBe(running.nowMs + 60_000);
    const paused = running.later(100).when(decide, clock, BY.leader).thenEvents('WorldClockSet');
    const stood = paused.state.command.drills['drill']!.clock;
    expect(worldNowMs(stood, paused.nowMs + 5000)).toBe(paused.nowMs);
    const over = paused.when(decide, end, BY.leader).thenEvents('DrillEnded');
    over.when(decide, clock, BY.leader).refused('drill_ended');
    over.when(decide, end, BY.leader).refused('drill_ended');
  });
});
