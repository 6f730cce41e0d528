import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';

/** A row that can be looked for by name, place, person or id. */
export interface Findable {
  id: string;
  name: string;
  division: string;
  person: string;
}

/** Town and village in words: `冯原镇 善化村`; of the county itself only its name. */
export function placeOf(division: string, county: CountyIndex): string {
  const town = `${division.slice(0, 9)}000`;
  const own = county.divisionName(division);
  return town === division || division === county.county ? own : `${county.divisionName(town)} ${own}`;
}

/** Between the words of a list that may take two lines: the dot stays with the word before it. */
export const listDot = '\u00a0· ';

/** Every word typed must be found somewhere in the row. */
export function found<T extends Findable>(rows: readonly T[], typed: string, county: CountyIndex): readonly T[] {
  const words = typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const person = county.persons.get(row.person)?.name ?? '';
    const text = `${row.name} ${row.id} ${row.division} ${placeOf(row.division, county)} ${person}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
