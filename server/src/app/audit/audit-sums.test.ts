import { AuditFactSchema } from '@sitong/shared/kernel/audit.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditSums } from './audit-sums.ts';

describe('what is summed per minute', () => {
  it('counts every wrong password once, and no name that is no account', () => {
    const sums = new AuditSums(0);
    for (let n = 0; n < 3; n++) sums.failed({ username: 'duty', code: 'bad_credentials', address: '10.0.0.1' });
    sums.failed({ username: undefined, code: 'bad_credentials', address: '10.0.0.2' });
    const [entry, ...others] = sums.take(60_000);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      person: 'system',
      fact: {
        type: 'SignInsFailed',
        body: {
          count: 4,
          unknownNames: 1,
          names: [{ username: 'duty', code: 'bad_credentials', count: 3 }],
          addresses: [
            { address: '10.0.0.1', count: 3 },
            { address: '10.0.0.2', count: 1 },
          ],
        },
      },
    });
    expect(sums.take(120_000)).toEqual([]);
  });

  it('is one bounded entry for each person who was denied, whatever is asked and however often', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ person: fc.constantFrom('a', 'b'), act: fc.string({ maxLength: 300 }), code: fc.string() }),
          {
            maxLength: 400,
          },
        ),
        (acts) => {
          const sums = new AuditSums(0);
          for (const act of acts) sums.denied({ ...act, world: LIVE });
          const entries = sums.take(60_000);
          expect(entries.map(({ person }) => person).sort()).toEqual(
            [...new Set(acts.map(({ person }) => person))].sort(),
          );
          for (const { person, fact } of entries) {
            expect(AuditFactSchema.safeParse(fact).success).toBe(true);
            expect(fact.body).toMatchObject({ count: acts.filter((act) => act.person === person).length });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
