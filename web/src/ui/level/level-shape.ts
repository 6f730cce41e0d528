import { filledSteps, type GlyphLevel } from './level.ts';

/** One of the four rising steps, in a 24 × 24 box. */
export interface Step {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly filled: boolean;
}

/** Outline of each level's shape in a 24 × 24 box: octagon, triangle, diamond, circle. */
export const shapePath: Readonly<Record<GlyphLevel, string>> = {
  1: 'M7.6 1.2h8.8l6.4 6.4v8.8l-6.4 6.4H7.6L1.2 16.4V7.6z',
  2: 'M12 1.4 23.4 22.2H.6z',
  3: 'M12 .7 23.3 12 12 23.3.7 12z',
  4: 'M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22z',
};

/** Where the steps stand inside each shape, and how tall the last one is. */
const stand: Readonly<Record<GlyphLevel, { x: number; base: number; pitch: number; width: number; tallest: number }>> =
  {
    1: { x: 5.1, base: 17.9, pitch: 3.7, width: 2.7, tallest: 11.8 },
    2: { x: 5.4, base: 20.6, pitch: 3.35, width: 2.5, tallest: 7.2 },
    3: { x: 5.7, base: 15.9, pitch: 3.4, width: 2.5, tallest: 8 },
    4: { x: 5.2, base: 17.2, pitch: 3.65, width: 2.65, tallest: 10.6 },
  };

/**
 * Four rising steps of which n are filled. Steps, because plain strokes read as the numerals Ⅰ Ⅱ Ⅲ
 * (or, lying, as 一 二 三) of the wrong level.
 */
export function stepsOf(level: GlyphLevel): readonly Step[] {
  const { x, base, pitch, width, tallest } = stand[level];
  const filled = filledSteps(level);
  return [1, 2, 3, 4].map((step) => {
    const height = tallest * (0.34 + 0.66 * ((step - 1) / 3));
    return { x: x + (step - 1) * pitch, y: base - height, width, height, filled: step <= filled };
  });
}
