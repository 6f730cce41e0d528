import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainHash, type DigestFields, eventDigest, genesisHash } from './chain.ts';

const fields = fc.record<DigestFields>({
  world: fc.constantFrom('live', 'drill-0001'),
  stream: fc.string(),
  type: fc.string(),
  schema: fc.nat(),
  commandId: fc.uuid(),
  causedBy: fc.option(fc.nat(), { nil: undefined }),
  actor: fc.json(),
  at: fc.string(),
  recordedAt: fc.string(),
  observedAt: fc.option(fc.string(), { nil: undefined }),
  division: fc.string(),
  audience: fc.array(fc.string()),
  body: fc.json(),
});

describe('the chain', () => {
  it('[LOG-38] two events have the same digest only when every field is the same', () => {
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const same = JSON.stringify(Object.values(a)) === JSON.stringify(Object.values(b));
        expect(eventDigest(a).equals(eventDigest(b))).toBe(same);
      }),
    );
  });

  it('[LOG-39] text moved from one field to its neighbour changes the digest', () => {
    fc.assert(
      fc.property(fields, fc.string({ minLength: 1 }), (event, tail) => {
        const left = eventDigest({ ...event, stream: event.stream + tail });
        const right = eventDigest({ ...event, type: tail + event.type });
        expect(left.equals(right)).toBe(false);
      }),
    );
  });

  it('[LOG-40] number, version, incident and previous hash all count', () => {
    const digest = genesisHash('live');
    const base = chainHash(digest, 12, 3, undefined, digest);
    expect(chainHash(genesisHash('drill-0001'), 12, 3, undefined, digest).equals(base)).toBe(false);
    expect(chainHash(digest, 1, 23, undefined, digest).equals(base)).toBe(false);
    expect(chainHash(digest, 12, 3, 'x', digest).equals(base)).toBe(false);
  });
});
