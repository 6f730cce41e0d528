import { divisionRank, isWithin } from '@sitong/shared/kernel/division.ts';
import type { AudienceTag } from '@sitong/shared/kernel/envelope.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';

/** The envelope's bound. A stream's audience only ever grows: what was shown once stays readable. */
const MOST_TAGS = 200;

export function widened(before: readonly AudienceTag[], more: readonly AudienceTag[]): Decision<AudienceTag[]> {
  const tags = [...new Set([...before, ...more])];
  return tags.length <= MOST_TAGS ? ok(tags) : refuse('audience_full', { most: MOST_TAGS });
}

export function teamTag(team: string): AudienceTag {
  return `team:${team}`;
}

/** Tags of a place and of the places above it below the county. */
export function unitsAbove(division: string, county: CountyIndex): AudienceTag[] {
  return county.data.divisions
    .filter((row) => row.code !== county.county && isWithin(division, row.code))
    .map((row): AudienceTag => `unit:${row.code}`);
}

export function townsOf(county: CountyIndex): AudienceTag[] {
  return county.data.divisions
    .filter((row) => divisionRank(row.code) === 'town')
    .map((row): AudienceTag => `unit:${row.code}`)
    .slice(0, MOST_TAGS);
}

/** Those a task is for: its owner, and all who hold or stand in for the owner post. */
export function taskAudience(ownerPost: string, ownerPerson: string | undefined, county: CountyIndex): AudienceTag[] {
  const post = county.posts.get(ownerPost);
  const persons = [ownerPerson, post?.holder, ...(post?.deputies ?? [])].filter((person) => person !== undefined);
  return [...new Set(persons)].map((person) => `person:${person}`);
}
