import { describe, expect, it } from 'vitest';
import { seeded } from '../faults/fault.ts';
import { primaryLost } from '../faults/primary-lost.ts';

describe('a synchronous standby', () => {
  it('[OPS-40] has everything that was ever confirmed when the primary is lost, and nothing is confirmed without it', async () => {
    const checks = await primaryLost({ random: seeded(1) });
    // How long it takes is told by `pnpm faults primary-lost`.
    expect(checks.filter(({ holds, what }) => !holds && !what.includes('≤'))).toEqual([]);
  }, 180_000);
});
