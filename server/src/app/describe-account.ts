import { AUDIT_ROLES, AUDIT_TAG } from '@sitong/shared/kernel/audit.ts';
import { countyOf, type DivisionCode, divisionRank, townOf } from '@sitong/shared/kernel/division.ts';
import type { AudienceTag } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { Account } from '../plumbing/accounts/account.ts';
import type { Access } from '../plumbing/accounts/session-store.ts';

/** An account as rules and screens see it; posts and teams come from the county's present data. */
export function describeAccount(account: Account, county: CountyIndex, worlds: () => WorldId[]): SessionInfo {
  const person = county.persons.get(account.person);
  const led = county.data.teams.filter((team) => team.leader === account.person).map((team) => team.id);
  const teams = [...new Set([...account.teams, ...led])];
  return {
    username: account.username,
    person: account.person,
    name: person?.name ?? account.username,
    roles: [...account.roles],
    posts: county.postsHeldBy(account.person).map((post) => post.id),
    deputyFor: county.postsDeputisedBy(account.person).map((post) => post.id),
    ...(account.division === undefined ? {} : { division: account.division }),
    tags: [
      ...tagsOf(account.person, teams, account.division ?? person?.division),
      ...(account.roles.some((role) => AUDIT_ROLES.includes(role)) ? [AUDIT_TAG] : []),
    ],
    teams,
    get worlds() {
      return worlds();
    },
  };
}

/** Person, teams, and the units above and at the person's place: a town's warning reaches its villages. */
function tagsOf(person: string, teams: readonly string[], place: DivisionCode | undefined): AudienceTag[] {
  const units =
    place === undefined
      ? []
      : [...new Set([place, ...(divisionRank(place) === 'village' ? [townOf(place)] : []), countyOf(place)])];
  return [`person:${person}`, ...teams.map((team) => `team:${team}`), ...units.map((unit) => `unit:${unit}`)];
}

/** As `describeAccount`; one who must first set up a second factor sees and may do nothing until then. */
export function describeSession(
  account: Account,
  access: Access,
  county: CountyIndex,
  worlds: () => WorldId[],
): SessionInfo {
  const info = describeAccount(account, county, worlds);
  if (access === 'full') return info;
  const { username, person, name } = info;
  return { username, person, name, roles: [], posts: [], deputyFor: [], tags: [], teams: [], worlds: [], access };
}
