import { describe, expect, it } from 'vitest';
import { REGRESSIONS } from './regressions.ts';
import { simulate } from './run.ts';
import { SABOTAGES } from './sabotage.ts';
import { VirtualTime } from './virtual-time.ts';

const SEEDS = 200;
const AT_ONCE = 20;
const PATIENCE_MS = 120_000;

/** A failing seed names itself and the way to run it again. */
async function held(seed: number): Promise<number> {
  const { problems, did } = await simulate(seed);
  expect(problems, `pnpm simulate --seed ${seed}`).toEqual([]);
  // A run in which nothing happened would prove nothing.
  expect(did.events, `events of seed ${seed}`).toBeGreaterThan(30);
  return did.acknowledged;
}

describe('nodes, log and screens under one seed', () => {
  for (const { seed, was } of REGRESSIONS)
    it(`seed ${seed} holds again: ${was}`, async () => void (await held(seed)), PATIENCE_MS);

  for (let first = 1; first <= SEEDS; first += AT_ONCE)
    it(
      `all screens converge, nothing acknowledged is lost, no team is in two places: seeds ${first} to ${first + AT_ONCE - 1}`,
      async () => {
        let acknowledged = 0;
        for (let seed = first; seed < first + AT_ONCE; seed++) acknowledged += await held(seed);
        expect(acknowledged).toBeGreaterThan(AT_ONCE * 30);
      },
      PATIENCE_MS,
    );

  it('the same seed is the same run', async () => {
    expect(await simulate(7)).toEqual(await simulate(7));
  });
});

describe('a simulation that can fail', () => {
  for (const sabotage of SABOTAGES.filter((one) => one !== 'none'))
    it(
      `finds a defect put in on purpose: ${sabotage}`,
      async () => {
        for (let seed = 1; seed <= 40; seed++) if ((await simulate(seed, sabotage)).problems.length > 0) return;
        expect.fail('40 seeds did not find it');
      },
      PATIENCE_MS,
    );
});

describe('virtual time', () => {
  it('lets things happen in order of their time and then of their asking, and leaves the clock where it was told', async () => {
    const time = new VirtualTime(1000);
    const seen: string[] = [];
    const putBack = time.install();
    try {
      setTimeout(() => seen.push('late'), 50);
      setTimeout(() => seen.push('soon'), 10);
      const dropped = setTimeout(() => seen.push('dropped'), 20);
      clearTimeout(dropped);
      time.after(10, () => seen.push(`soon too, at ${time.now()}`));
      await time.runUntil(1040);
      expect(seen).toEqual(['soon', 'soon too, at 1010']);
      expect(time.now()).toBe(1040);
      await time.runUntil(1050);
      expect(seen.at(-1)).toBe('late');
    } finally {
      putBack();
    }
  });
});
