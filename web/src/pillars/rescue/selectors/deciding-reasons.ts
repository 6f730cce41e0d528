import type { RecommendedRow } from './recommendation.ts';

type Reason = RecommendedRow['reasons'][number];

/** Told by no other column of the row. */
const ONLY_HERE: readonly string[] = ['leaves_home_thin', 'too_few_people', 'still_out'];
/** Each has a column of its own: arrival, capabilities, load. */
const IN_THE_ROW: readonly string[] = ['late', 'missing_skills', 'other_orders'];
/** What speaks for a team that nothing speaks against. */
const FOR: readonly string[] = ['in_time', 'all_skills'];

/** What the narrow column of reasons tells: all that only it can tell; else what weighs most, said again. */
export function decidingReasons(reasons: readonly Reason[]): Reason[] {
  const told = [ONLY_HERE, IN_THE_ROW, FOR].map((codes) =>
    codes.flatMap((code) => reasons.find((reason) => reason.code === code) ?? []),
  );
  return told.find((some) => some.length > 0) ?? [];
}
