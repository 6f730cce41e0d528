import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { describe, expect, it } from 'vitest';
import { NOTHING_SOUNDED, type Sounded, type SoundName, soundDue, soundedBefore } from './sound-plan.ts';
import { PATTERNS } from './tones.ts';

function alarm(id: string, over: Partial<Alarm> = {}): Alarm {
  return {
    id,
    number: 1,
    priority: 3,
    status: 'unacked',
    cause: { kind: 'source_lost', source: 'x' },
    point: undefined,
    raisedAt: '2026-07-18T20:47:10+08:00',
    changedAt: '2026-07-18T20:47:10+08:00',
    toggles: 0,
    acked: undefined,
    owner: 'p-duty',
    seat: 'desk',
    incidentId: undefined,
    shelved: undefined,
    escalated: 'none',
    division: '610525000000',
    audience: [],
    ...over,
  };
}

/** What is heard second by second. */
function hear(
  alarms: readonly Alarm[],
  seconds: number,
  from: Sounded = NOTHING_SOUNDED,
  silentUntilS = 0,
): (SoundName | undefined)[] {
  let sounded = from;
  return Array.from({ length: seconds }, (_, s) => {
    const due = soundDue(alarms, sounded, s * 1000, silentUntilS * 1000);
    sounded = due.sounded;
    return due.sound;
  });
}
const times = (heard: readonly (SoundName | undefined)[], sound: SoundName): number[] =>
  heard.flatMap((one, s) => (one === sound ? [s] : []));

describe('alarm sounds (ux §4)', () => {
  it('red every 5 s, orange every 15 s, yellow once, blue never', () => {
    expect(times(hear([alarm('1', { priority: 1 })], 16), 'red')).toEqual([0, 5, 10, 15]);
    expect(times(hear([alarm('1', { priority: 2 })], 31), 'orange')).toEqual([0, 15, 30]);
    expect(times(hear([alarm('1')], 60), 'yellow')).toEqual([0]);
    expect(hear([alarm('1', { priority: 4 })], 60).every((one) => one === undefined)).toBe(true);
  });

  it('an order nobody accepted has a sound of its own', () => {
    const cause = { kind: 'order_escalated', order: '1', orderNumber: 'D-1', team: 't', step: 're_ring' } as const;
    expect(hear([alarm('1', { priority: 2, cause })], 1)).toEqual(['order']);
  });

  it('many alarms of one kind share one sound', () => {
    const flood = Array.from({ length: 20 }, (_, i) => alarm(String(i)));
    expect(times(hear(flood, 30), 'yellow')).toEqual([0]);
  });

  it('is silent for acknowledged, returned and shelved alarms', () => {
    const shelved = { reason: 'x', until: '2026-07-18T22:00:00+08:00', by: 'p' };
    const quiet = [
      alarm('1', { priority: 1, status: 'acked' }),
      alarm('2', { priority: 2, status: 'returned' }),
      alarm('3', { shelved }),
    ];
    expect(hear(quiet, 20).every((one) => one === undefined)).toBe(true);
  });

  it('F8 silences and what was waiting sounds afterwards', () => {
    const heard = hear([alarm('1'), alarm('2', { priority: 1 })], 70, NOTHING_SOUNDED, 60);
    expect(heard.slice(0, 60).every((one) => one === undefined)).toBe(true);
    expect(heard[60]).toBe('red');
    expect(heard[61]).toBe('yellow');
  });

  it('yellow alarms that stood before the page opened do not ring again; red ones do', () => {
    const standing = [alarm('1'), alarm('2', { priority: 1 })];
    const heard = hear(standing, 10, soundedBefore(standing));
    expect(times(heard, 'yellow')).toEqual([]);
    expect(times(heard, 'red')).toEqual([0, 5]);
  });

  it('separates the pitches of the four sounds by a fifth of their height at least', () => {
    const pitches = Object.values(PATTERNS)
      .map((notes) => notes[0]?.hz ?? 0)
      .sort((a, b) => a - b);
    for (const [i, hz] of pitches.entries()) if (i > 0) expect(hz / (pitches[i - 1] ?? 1)).toBeGreaterThanOrEqual(1.2);
  });
});
