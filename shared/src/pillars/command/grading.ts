import type { Hazard } from '../../kernel/hazard.ts';
import { type Level, worse } from '../../kernel/level.ts';
import type { Figure } from './events.ts';

type Figures = Readonly<Partial<Record<Figure, { value: number }>>>;

/** Numbers from which a grade is 特别重大 (1), 重大 (2), 较大 (3); 以上 includes the number. */
type Criteria = Partial<Record<Figure, readonly [number, number, number]>>;

/** Work-safety accidents, 国务院令493 art. 3. Also used where no table of its own is in force (P). */
const ACCIDENT: Criteria = { dead: [30, 10, 3], injured: [100, 50, 10] };
/** 森林防火条例 art. 40. */
const FOREST_FIRE: Criteria = { dead: [30, 10, 3], injured: [100, 50, 10] };
/** 地质灾害防治条例 art. 4 for deaths; people to move: of a danger that has not come down yet. */
const GEOLOGY: Criteria = { dead: [30, 10, 3], threatened: [1000, 500, 100] };
/** National earthquake plan. */
const EARTHQUAKE: Criteria = { dead: [300, 50, 10] };
/** 较大涉险事故, 安监总局令21: reportable as 较大 without a death. */
const EXPOSED: Criteria = {
  threatened: [Infinity, Infinity, 10],
  trapped: [Infinity, Infinity, 3],
  missing: [Infinity, Infinity, 3],
  evacuated: [Infinity, Infinity, 500],
};

const ACCIDENTS: readonly Hazard[] = [
  'coal_mine',
  'mine',
  'construction',
  'chemical',
  'fireworks',
  'fire',
  'infrastructure',
  'traffic',
];
const GEOLOGICAL: readonly Hazard[] = ['landslide', 'debris_flow', 'collapse', 'subsidence'];

function tablesFor(hazard: Hazard): readonly Criteria[] {
  if (hazard === 'earthquake') return [EARTHQUAKE];
  if (hazard === 'forest_fire' || hazard === 'grass_fire') return [FOREST_FIRE];
  if (GEOLOGICAL.includes(hazard)) return [GEOLOGY];
  return ACCIDENTS.includes(hazard) ? [ACCIDENT, EXPOSED] : [ACCIDENT];
}

/** CMD-5: the grade the known figures demand; the highest criterion wins. 4 when none asks for more. */
export function gradeByFigures(hazard: Hazard, figures: Figures): Level {
  let grade: Level = 4;
  for (const criteria of tablesFor(hazard)) {
    for (const [figure, from] of Object.entries(criteria) as [Figure, readonly [number, number, number]][]) {
      const value = figures[figure]?.value ?? 0;
      if (value >= from[0]) grade = 1;
      else if (value >= from[1]) grade = worse(grade, 2);
      else if (value >= from[2]) grade = worse(grade, 3);
    }
  }
  return grade;
}
