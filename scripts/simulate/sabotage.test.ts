import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import { SABOTAGES } from './sabotage.ts';

const PATIENCE_MS = 120_000;

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
