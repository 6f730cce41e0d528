import type { DivisionCode } from '../division.ts';
import { divisionPrefix, divisionRank, isWithin } from '../division.ts';
import type { Level } from '../level.ts';
import type { CountySeed } from './county.ts';
import type { DivisionRow, PersonRow, PostRow, ResponsibilityRow } from './people.ts';

/** The county without households and roads: what decisions and screens look things up in. */
export type CountyData = Omit<CountySeed, 'households' | 'roads'>;

function byId<T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Read-only lookups over one version of the master data. Built once per version, never changed. */
export function indexCounty(data: CountyData) {
  const divisions: ReadonlyMap<DivisionCode, DivisionRow> = new Map(data.divisions.map((row) => [row.code, row]));
  const persons = byId<PersonRow>(data.persons);
  const posts = byId<PostRow>(data.posts);
  const postsOf = new Map<string, PostRow[]>();
  const deputyOf = new Map<string, PostRow[]>();
  for (const post of data.posts) {
    postsOf.set(post.holder, [...(postsOf.get(post.holder) ?? []), post]);
    for (const deputy of post.deputies) deputyOf.set(deputy, [...(deputyOf.get(deputy) ?? []), post]);
  }
  return {
    data,
    county: data.county,
    divisions,
    persons,
    posts,
    contacts: byId(data.contacts),
    sensors: byId(data.sensors),
    hazards: byId(data.hazards),
    shelters: byId(data.shelters),
    depots: byId(data.depots),
    teams: byId(data.teams),
    plans: byId(data.plans),
    postsHeldBy: (person: string): readonly PostRow[] => postsOf.get(person) ?? [],
    postsDeputisedBy: (person: string): readonly PostRow[] => deputyOf.get(person) ?? [],
    divisionName: (code: DivisionCode): string => divisions.get(code)?.name ?? code,
    /** Villages inside the given towns and villages, each once. */
    villagesIn(codes: readonly DivisionCode[]): readonly DivisionRow[] {
      return data.divisions.filter(
        (row) => divisionRank(row.code) === 'village' && codes.some((code) => isWithin(row.code, code)),
      );
    },
    /** Everyone in the chain for these places: the places themselves, what lies in them, and their towns and county. */
    responsibleFor(codes: readonly DivisionCode[]): readonly ResponsibilityRow[] {
      return data.responsibilities.filter((row) =>
        codes.some((code) => isWithin(row.division, code) || isWithin(code, row.division)),
      );
    },
    /** Children directly below a division. */
    below(code: DivisionCode): readonly DivisionRow[] {
      const prefix = divisionPrefix(code);
      const next = divisionRank(code) === 'county' ? 'town' : 'village';
      return data.divisions.filter((row) => row.code.startsWith(prefix) && divisionRank(row.code) === next);
    },
  };
}

export type CountyIndex = ReturnType<typeof indexCounty>;

/** A post that signs level 2 also signs 3 and 4: a higher post may sign for a lower (design §9). */
export function maySign(power: Level | undefined, level: Level): boolean {
  return power !== undefined && power <= level;
}
