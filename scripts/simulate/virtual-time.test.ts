import { describe, expect, it } from 'vitest';
import { VirtualTime } from './virtual-time.ts';

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
