import { describe, expect, it } from 'vitest';
import { SharedCounts } from '../../plumbing/nodes/shared-counts.ts';
import { rateStore } from './rate-store.ts';

/** Uses told by another node, without a line to it. */
class TellingCounts extends SharedCounts {
  told: (key: string, n: number) => void = () => undefined;

  override onUsed(_room: string, listener: (key: string, n: number) => void): void {
    this.told = listener;
  }
}

describe('the limit of requests', () => {
  let nowMs = 1_000_000;
  const counts = new TellingCounts(undefined);
  const Store = rateStore(counts, () => nowMs);
  const store = new Store({}).child({
    method: 'POST',
    url: '/api/session',
    path: '/api/session',
    prefix: '',
    handler: () => undefined,
  });
  const use = (): number => {
    let current = 0;
    store.incr(
      '10.0.0.1',
      (_error, result) => {
        current = result?.current ?? 0;
      },
      60_000,
      120,
    );
    return current;
  };

  it('counts what was used at this node and at the others, and begins anew with the next minute', () => {
    expect([use(), use()]).toEqual([1, 2]);
    counts.told('POST /api/session 10.0.0.1', 100);
    expect(use()).toBe(103);
    counts.told('POST /api/session 10.0.0.2', 100);
    counts.told('* 10.0.0.1', 100);
    expect(use()).toBe(104);
    nowMs += 60_000;
    expect(use()).toBe(1);
  });
});
