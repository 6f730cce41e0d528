import { type DivisionCode, divisionPrefix, isWithin } from '@sitong/shared/kernel/division.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { ResponsibilityRow } from '@sitong/shared/kernel/master/people.ts';
import { placesOf } from '@sitong/shared/pillars/release/area.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';

export interface Reach {
  places: readonly DivisionCode[];
  villages: number;
  /** Villages with nobody in the chain of responsibility: they would be called by no one. */
  uncovered: readonly DivisionCode[];
  towns: number;
  population: number;
  households: number;
  /** Each person once. */
  people: number;
  byDuty: Readonly<Partial<Record<ResponsibilityRow['duty'], number>>>;
}

/** Whom a warning for this area reaches, before anybody signs it (REL-11: each person once). */
export function reachOf(scope: WarningContent['scope'], county: CountyIndex): Reach {
  const places = placesOf(scope, county);
  const villages = county.villagesIn(places);
  const rows = new Map<string, ResponsibilityRow>();
  for (const row of county.responsibleFor(places)) {
    const before = rows.get(row.person);
    if (before === undefined || divisionPrefix(row.division).length < divisionPrefix(before.division).length)
      rows.set(row.person, row);
  }
  const byDuty: Partial<Record<ResponsibilityRow['duty'], number>> = {};
  for (const { duty } of rows.values()) byDuty[duty] = (byDuty[duty] ?? 0) + 1;
  const covered = new Set([...rows.values()].map(({ division }) => division));
  return {
    places,
    villages: villages.length,
    uncovered: villages.filter(({ code }) => !covered.has(code)).map(({ code }) => code),
    towns: new Set(villages.map(({ code }) => code.slice(0, 9))).size,
    population: villages.reduce((sum, row) => sum + row.population, 0),
    households: villages.reduce((sum, row) => sum + row.households, 0),
    people: rows.size,
    byDuty,
  };
}

/** Whether a place stands in the choice, itself or by a wider one. */
export function isChosen(code: DivisionCode, chosen: readonly DivisionCode[]): boolean {
  return chosen.some((wider) => isWithin(code, wider));
}

/** Adds or takes out one place. A village taken out of a chosen town leaves its other villages chosen. */
export function toggled(code: DivisionCode, chosen: readonly DivisionCode[], county: CountyIndex): DivisionCode[] {
  if (!isChosen(code, chosen)) return [...chosen.filter((one) => !isWithin(one, code)), code];
  if (chosen.includes(code)) return chosen.filter((one) => one !== code);
  return chosen.flatMap((one) => {
    if (!isWithin(code, one)) return [one];
    const below = county.below(one).map((row) => row.code);
    return toggled(code, below, county);
  });
}
