import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

function easy(pace: Pace, speed: number): number | undefined {
  for (let n = 0; n < 39; n++) expect(pace.after(20, speed)).toBeUndefined();
  return pace.after(20, speed);
}

describe('the pace of a played drill', () => {
  it('stays as it is while the machine carries it', () => {
    expect(easy(new Pace(), 120)).toBeUndefined();
  });

  it('slows down at once when a moment takes more than its share, never below real time', () => {
    expect(new Pace().after(300, 120)).toBe(60);
    expect(new Pace().after(5000, 120)).toBe(5);
    expect(new Pace().after(60_000, 120)).toBe(1);
    expect(new Pace().after(60_000, 1)).toBeUndefined();
  });

  it('comes back step by step to the speed that was wanted', () => {
    const pace = new Pace();
    expect(pace.after(900, 120)).toBe(27);
    expect(easy(pace, 27)).toBe(54);
    expect(easy(pace, 54)).toBe(108);
    expect(easy(pace, 108)).toBe(120);
    expect(easy(pace, 120)).toBeUndefined();
  });

  it('takes a speed that a person sets as the one wanted', () => {
    const pace = new Pace();
    pace.after(900, 120);
    expect(easy(pace, 15)).toBeUndefined();
  });
});
