import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';
import { TARGETS } from './targets.ts';

/** Enough to meet what was met before and a little more; `node scripts/fuzz/main.ts --seconds 600` goes on. */
const INPUTS = 400;
const FOR_MS = 4000;

describe('whatever a stranger sends is taken or refused, never thrown at us', () => {
  for (const [name, target] of Object.entries(TARGETS))
    it(name, async () => {
      const { findings, inputs } = await fuzz(name, target, { seed: 1, inputs: INPUTS, forMs: FOR_MS });
      // A timing never decides a test: what is slow is told by the long run, and thrown errors fail here.
      expect(findings.filter(({ what }) => what === 'threw')).toEqual([]);
      expect(inputs).toBeGreaterThan(0);
    }, 60_000);

  it('a parser that throws is found', async () => {
    const { findings } = await fuzz(
      'none-such',
      {
        corpus: () => [Buffer.from('fine')],
        run: (bytes) => {
          if (bytes.includes('__proto__')) throw new Error('fell over');
        },
      },
      { seed: 1, inputs: 3000, forMs: 20_000, kept: 'told' },
    );
    expect(findings[0]).toMatchObject({ what: 'threw', detail: 'Error: fell over' });
  });
});
