import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { difference, inWords } from './compare.ts';

/** A grey surface with a white rectangle on it. */
function surface(width: number, height: number, white: { x: number; y: number; size: number }): PNG {
  const picture = new PNG({ width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = x >= white.x && x < white.x + white.size && y >= white.y && y < white.y + white.size;
      picture.data.fill(inside ? 255 : 40, (y * width + x) * 4, (y * width + x) * 4 + 3);
      picture.data[(y * width + x) * 4 + 3] = 255;
    }
  }
  return picture;
}

describe('two pictures', () => {
  const accepted = surface(80, 60, { x: 10, y: 10, size: 8 });

  it('of the same are the same', () => {
    expect(difference(surface(80, 60, { x: 10, y: 10, size: 8 }), accepted)).toEqual({ kind: 'same' });
  });

  it('may differ in a few stray pixels', () => {
    const stray = surface(80, 60, { x: 10, y: 10, size: 8 });
    stray.data.fill(255, (50 * 80 + 70) * 4, (50 * 80 + 72) * 4);
    expect(difference(stray, accepted).kind).toBe('same');
  });

  it('differ when something the size of a letter has moved, and the words say where', () => {
    const found = difference(surface(80, 60, { x: 30, y: 20, size: 8 }), accepted);
    expect(found.kind).toBe('pixels');
    if (found.kind === 'same') throw new Error('they differ');
    expect(inWords('part', found)).toMatch(/^part: \d+ pixels differ \(x \d+–\d+, y \d+–\d+\)$/);
  });

  it('of other sizes are not laid over each other', () => {
    const found = difference(surface(80, 61, { x: 10, y: 10, size: 8 }), accepted);
    expect(found).toEqual({ kind: 'size', was: '80 × 60', is: '80 × 61' });
  });

  it('need an accepted one', () => {
    expect(difference(accepted, undefined)).toEqual({ kind: 'new' });
  });
});
