/** 1 = Ⅰ 红, worst … 4 = Ⅳ 蓝. The same scale as the kernel's Level; repeated because parts import nothing of ours. */
export type GlyphLevel = 1 | 2 | 3 | 4;

export const glyphLevels: readonly GlyphLevel[] = [1, 2, 3, 4];

/** Steps filled of the four a glyph carries: the worse, the fuller. */
export function filledSteps(level: GlyphLevel): 1 | 2 | 3 | 4 {
  switch (level) {
    case 1:
      return 4;
    case 2:
      return 3;
    case 3:
      return 2;
    case 4:
      return 1;
    default:
      return level satisfies never;
  }
}

/** Text colour of a level, readable on the panel behind it in every theme. */
export const levelText: Readonly<Record<GlyphLevel, string>> = {
  1: 'text-level-1',
  2: 'text-level-2',
  3: 'text-level-3',
  4: 'text-level-4',
};
