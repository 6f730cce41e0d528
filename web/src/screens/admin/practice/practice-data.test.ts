import { describe, expect, it } from 'vitest';
import { momentOf, type PracticeVersion, standingOf, waitingOf } from './practice-data.ts';

const row = (version: number, over: Partial<PracticeVersion>): PracticeVersion => ({
  version,
  origin: 'changed',
  state: 'past',
  effectiveFrom: '2026-07-18T20:00:00+08:00',
  madeAt: '2026-07-18T19:00:00+08:00',
  madeBy: 'admin',
  reason: '汛期',
  changes: {},
  ...over,
});

describe('versions of practice', () => {
  it('a moment is written as people write it, in Beijing time', () => {
    const at = Date.UTC(2026, 7, 1, 0, 0);
    expect(['2026-08-01 08:00', '2026-8-1 8:00', ' ２０２６/08/01 08:00 ', '2026.08.01T08:00'].map(momentOf)).toEqual([
      at,
      at,
      at,
      at,
    ]);
    expect(['', '08:00', '2026-06-31 08:00', '2026-13-01 08:00', '2026-08-01 25:00'].map(momentOf)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('a value stands by the last version that set it and has taken effect, whenever that was made', () => {
    const early = row(3, { effectiveFrom: '2026-07-18T21:00:00+08:00', changes: { a: 1, b: 1 } });
    const late = row(2, { state: 'in_force', effectiveFrom: '2026-07-18T22:00:00+08:00', changes: { a: 2 } });
    const gone = row(4, { state: 'withdrawn', changes: { b: 9 } });
    const standing = standingOf([gone, early, late]);
    expect([standing.get('a')?.version, standing.get('b')?.version, standing.get('c')]).toEqual([2, 3, undefined]);
  });

  it('of several waiting for one value the next is told', () => {
    const soon = row(3, { state: 'waiting', effectiveFrom: '2026-08-01T00:00:00+08:00', changes: { a: 1 } });
    const later = row(2, { state: 'waiting', effectiveFrom: '2026-09-01T00:00:00+08:00', changes: { a: 2, b: 2 } });
    const waiting = waitingOf([soon, later]);
    expect([waiting.get('a')?.value, waiting.get('b')?.value]).toEqual([1, 2]);
  });
});
