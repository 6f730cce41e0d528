import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import { divisionPrefix } from '@sitong/shared/kernel/division.ts';
import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { ResponsibilityRow } from '@sitong/shared/kernel/master/people.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';

/** Dam danger is called by name whatever its colour (domain §3). */
const ALWAYS_CALLED: readonly Hazard[] = ['reservoir_danger', 'dike_danger'];
const MOVE_NOW = '立即转移';

/** [REL-11] Called by name, or only counted as notified. */
export function callsByName(content: WarningContent, practice: Practice): boolean {
  if (content.level <= practice.call.fromLevel || ALWAYS_CALLED.includes(content.hazard)) return true;
  return content.instruction.includes(MOVE_NOW) || content.text.includes(MOVE_NOW);
}

/**
 * [REL-11] The chain of responsibility for these places, each person once: under the widest place they answer
 * for, so that one call speaks for all of it.
 */
export function recipientsOf(places: readonly DivisionCode[], county: CountyIndex): ResponsibilityRow[] {
  const byPerson = new Map<string, ResponsibilityRow>();
  for (const row of county.responsibleFor(places)) {
    const before = byPerson.get(row.person);
    if (before === undefined || divisionPrefix(row.division).length < divisionPrefix(before.division).length) {
      byPerson.set(row.person, row);
    }
  }
  return [...byPerson.values()];
}
