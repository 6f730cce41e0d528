import { describe, expect, it } from 'vitest';
import { reducedSize } from './reduce-photo.ts';

describe('the size a photo is queued at', () => {
  it('is at most 1600 px on the longest edge and keeps its shape', () => {
    expect(reducedSize(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(reducedSize(3000, 4000)).toEqual({ width: 1200, height: 1600 });
  });
  it('never makes a small picture larger', () => {
    expect(reducedSize(640, 480)).toEqual({ width: 640, height: 480 });
  });
});
