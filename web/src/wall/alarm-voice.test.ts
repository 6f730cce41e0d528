import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Told, untold } from './alarm-voice.ts';

const DRILL = WorldIdSchema.parse('drill-0001');

function alarm(id: string, change: Partial<Alarm> = {}): Alarm {
  return {
    id,
    number: 1,
    priority: 1,
    status: 'unacked',
    cause: { kind: 'sensor_silent', sensor: 's-lvl-shanhua' },
    point: undefined,
    raisedAt: '2026-07-18T20:40:00+08:00',
    changedAt: '2026-07-18T20:40:00+08:00',
    toggles: 0,
    acked: undefined,
    owner: 'p-duty',
    seat: '',
    incidentId: undefined,
    shelved: undefined,
    escalated: 'none',
    division: '610525101000',
    audience: [],
    ...change,
  };
}

const idsOf = (alarms: readonly Alarm[]): string[] => alarms.map(({ id }) => id);

describe('what a screen reader is told of alarms (ux.md §8)', () => {
  it('tells each new alarm once, and nothing of what stood when the world was opened', () => {
    const opened = untold(undefined, LIVE, [alarm('a')]);
    expect(opened.fresh).toEqual([]);
    const next = untold(opened.told, LIVE, [alarm('a'), alarm('b')]);
    expect(idsOf(next.fresh)).toEqual(['b']);
    expect(untold(next.told, LIVE, [alarm('a'), alarm('b')]).fresh).toEqual([]);
  });
  it('tells the same condition again when it came back, and of no alarm that somebody has taken or put aside', () => {
    const { told } = untold(undefined, LIVE, [alarm('a', { status: 'returned' })]);
    expect(idsOf(untold(told, LIVE, [alarm('a', { toggles: 1 })]).fresh)).toEqual(['a']);
    const taken = alarm('b', { status: 'acked' });
    const aside = alarm('c', { shelved: { reason: '检修', until: '2026-07-19T08:00:00+08:00', by: 'p-duty' } });
    expect(untold(told, LIVE, [taken, aside]).fresh).toEqual([]);
  });
  it('begins anew in another world', () => {
    const { told } = untold(undefined, LIVE, []);
    expect(untold(told, DRILL, [alarm('a')]).fresh).toEqual([]);
  });
  it('whatever comes and goes, tells every raising at most once', () => {
    const states = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), { maxLength: 20 });
    fc.assert(
      fc.property(states, (steps) => {
        let told: Told | undefined;
        const toggles = new Map<string, number>();
        const said: string[] = [];
        let present = new Set<string>();
        for (const step of steps) {
          // Gone and back: the log never raises a cleared alarm under the same name, it counts on.
          for (const id of step) if (!present.has(id)) toggles.set(id, (toggles.get(id) ?? -1) + 1);
          present = new Set(step);
          const alarms = step.map((id) => alarm(id, { toggles: toggles.get(id) ?? 0 }));
          const news = untold(told, LIVE, alarms);
          told = news.told;
          said.push(...news.fresh.map((one) => `${one.id} ${one.toggles}`));
        }
        expect(new Set(said).size).toBe(said.length);
      }),
    );
  });
});
