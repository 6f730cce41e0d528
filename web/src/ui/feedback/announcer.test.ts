import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnnouncer } from './announcer.ts';

function handClock() {
  let at = 0;
  const due: { run: () => void; at: number }[] = [];
  const heard: { text: string; at: number }[] = [];
  const announcer = createAnnouncer({
    now: () => at,
    setTimer(run, delayMs) {
      due.push({ run, at: at + delayMs });
      return () => undefined;
    },
    more: (count) => `(+${count})`,
  });
  let before = '';
  announcer.subscribe(() => {
    const { assertive } = announcer.spoken();
    if (assertive !== before) heard.push({ text: assertive, at });
    before = assertive;
  });
  return {
    announcer,
    heard,
    advance(ms: number) {
      const end = at + ms;
      for (;;) {
        due.sort((a, b) => a.at - b.at);
        const next = due[0];
        if (next === undefined || next.at > end) break;
        due.shift();
        at = next.at;
        next.run();
      }
      at = end;
    },
  };
}

describe('status messages (ux.md §8)', () => {
  it('says the first urgent message at once and gathers the next for 5 s', () => {
    const { announcer, heard, advance } = handClock();
    announcer.say('a', 'assertive');
    announcer.say('b', 'assertive');
    announcer.say('c', 'assertive');
    advance(5_000);
    expect(heard).toEqual([
      { text: 'a', at: 0 },
      { text: 'c (+1)', at: 5_000 },
    ]);
  });
  it('reads a polite message twice when it comes twice', () => {
    const { announcer } = handClock();
    announcer.say('saved');
    const first = announcer.spoken().turns.polite;
    announcer.say('saved');
    expect(announcer.spoken().turns.polite).toBe(first + 1);
  });
  it('reads nothing again for the sake of the other voice', () => {
    const { announcer } = handClock();
    announcer.say('saved');
    const { polite } = announcer.spoken().turns;
    announcer.say('red', 'assertive');
    expect(announcer.spoken().turns).toEqual({ polite, assertive: 1 });
    announcer.say('saved');
    expect(announcer.spoken().turns.assertive).toBe(1);
  });
  it('never says two urgent messages within 5 s, and leaves none unmentioned', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(7_000), { maxLength: 40 }), (gaps) => {
        const { announcer, heard, advance } = handClock();
        gaps.forEach((gap, index) => {
          advance(gap);
          announcer.say(`m${index}`, 'assertive');
        });
        advance(10_000);
        heard.slice(1).forEach((message, index) => {
          expect(message.at - (heard[index]?.at ?? 0)).toBeGreaterThanOrEqual(5_000);
        });
        const told = heard.reduce((sum, { text }) => sum + 1 + Number(/\(\+(\d+)\)/.exec(text)?.[1] ?? 0), 0);
        expect(told).toBe(gaps.length);
      }),
    );
  });
});
