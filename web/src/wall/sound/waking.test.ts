import { describe, expect, it } from 'vitest';
import { type Beat, type Known, MOST_WAIT_MS, nextBeat } from './waking.ts';

const START = 1_790_000_000_000;
/** The server's clock stands two minutes off, which must not matter. */
const OFF = 120_000;

const known = (s: number, over: Partial<Known> = {}): Known => ({
  atMs: START + s * 1000,
  serverMs: START + OFF + s * 1000,
  line: 'in_step',
  ...over,
});
const kinds = (beats: readonly Known[]): string[] => {
  let last: Beat | undefined;
  return beats.map((one) => {
    last = nextBeat(last, one);
    return last.kind;
  });
};
/** The server's word of that second. */
const wordOf = (s: number): Partial<Known> => ({ serverMs: START + OFF + s * 1000 });

describe('a console that slept', () => {
  it('rings as ever while its beat comes, late by little or not', () => {
    expect(kinds([0, 1, 2, 6, 7, 11].map((s) => known(s)))).toEqual(Array(6).fill('awake'));
  });

  it('waits for a word of the present before it rings, and not for one that was on its way before', () => {
    expect(
      kinds([
        known(0),
        known(600, wordOf(0)),
        known(601, wordOf(4)),
        known(601.5, { ...wordOf(601), line: 'behind' }),
        known(602, wordOf(601)),
      ]),
    ).toEqual(['awake', 'waking', 'waking', 'waking', 'awake']);
  });

  it('rings with what it has when no word comes: an alarm that nobody hears is worse', () => {
    const behind = wordOf(0);
    const beats = [0, 600, 601, 602, 600 + MOST_WAIT_MS / 1000].map((s) => known(s, behind));
    expect(kinds(beats)).toEqual(['awake', 'waking', 'waking', 'waking', 'awake']);
  });

  it('slept again before it was awake: the word must be of after both', () => {
    expect(kinds([known(0), known(600, wordOf(0)), known(1200, wordOf(600)), known(1201, wordOf(601))])).toEqual([
      'awake',
      'waking',
      'waking',
      'waking',
    ]);
  });

  it('a page that never heard the server rings with the first whole copy', () => {
    const unheard = { serverMs: undefined, line: 'behind' as const };
    expect(kinds([known(0, unheard), known(60, unheard), known(61)])).toEqual(['awake', 'waking', 'awake']);
  });
});
