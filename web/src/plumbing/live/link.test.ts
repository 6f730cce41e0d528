import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Link, linkShown, OFFLINE_MS, QUIET_MS, worldOver } from './link.ts';

const away = (sinceMs: number): Link => ({ kind: 'reconnecting', sinceMs });

describe('the link as it is shown', () => {
  it('a cut is a blink up to 3 s, reconnecting up to 10 s, then offline, by itself', () => {
    const at = (ms: number) => linkShown(away(1000), 1000 + ms).shown;
    expect([0, 2999, 3000, 9999, 10_000, 86_400_000].map(at)).toEqual([
      'settling',
      'settling',
      'reconnecting',
      'reconnecting',
      'offline',
      'offline',
    ]);
  });

  it('names the moment of its next change, and nothing changes before it', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (ms, part) => {
        const now = linkShown(away(0), ms);
        if (now.nextMs === undefined) {
          expect(ms).toBeGreaterThanOrEqual(OFFLINE_MS);
          return;
        }
        expect(linkShown(away(0), ms + now.nextMs * part * 0.999).shown).toBe(now.shown);
        expect(linkShown(away(0), ms + now.nextMs).shown).not.toBe(now.shown);
      }),
    );
    expect(linkShown(away(0), QUIET_MS).nextMs).toBe(OFFLINE_MS - QUIET_MS);
  });

  it('a closed drill is over for good; a lost session or a new version is another matter', () => {
    const reasons = ['ended', 'world_unknown', 'not_allowed', 'session_ended', 'protocol_changed'] as const;
    expect(reasons.map((reason) => worldOver({ kind: 'ended', reason }))).toEqual([
      'ended',
      'world_unknown',
      'not_allowed',
      undefined,
      undefined,
    ]);
    expect(worldOver({ kind: 'live' })).toBeUndefined();
  });
});
