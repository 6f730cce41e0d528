import { type ById, patch, put } from '../../kernel/collection.ts';
import { assertNever } from '../../kernel/refusal.ts';
import { toMs, type WorldClock } from '../../kernel/time.ts';
import type { CommandEvent } from './events.ts';
import { seen } from './seen.ts';
import type { Drill, Shift } from './state.ts';

type DrillEvent = Extract<CommandEvent, { type: 'DrillStarted' | 'WorldClockSet' | 'DrillEnded' }>;

export function evolveShifts(shifts: ById<Shift>, event: Extract<CommandEvent, { type: 'ShiftStarted' }>): ById<Shift> {
  const { shiftId, officers, leader } = event.body;
  return put(shifts, 'now', { id: shiftId, officers, leader, since: event.at, ...seen(event) });
}

/** The event was made at world time `at` and server time `recordedAt`: exactly the anchor of the new clock. */
function clockFrom(event: DrillEvent, speed: number, running: WorldClock['running']): WorldClock {
  return { anchorWorldMs: toMs(event.at), anchorServerMs: toMs(event.recordedAt), speed, running };
}

export function evolveDrills(drills: ById<Drill>, event: DrillEvent): ById<Drill> {
  switch (event.type) {
    case 'DrillStarted': {
      const { title, scenario, startAt, speed } = event.body;
      const clock = clockFrom(event, speed, 'running');
      return put(drills, 'drill', {
        title,
        scenario,
        startAt,
        clock,
        status: 'running',
        startedAt: event.at,
        ...seen(event),
      });
    }
    case 'WorldClockSet': {
      const { speed, running } = event.body;
      return patch(drills, 'drill', (drill) => ({ ...drill, clock: clockFrom(event, speed, running), ...seen(event) }));
    }
    case 'DrillEnded':
      return patch(drills, 'drill', (drill) => ({ ...drill, status: 'ended', ...seen(event) }));
    default:
      return assertNever(event);
  }
}
