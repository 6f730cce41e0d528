import type { Role } from '../kernel/roles.ts';
import { type SessionInfo, SessionInfoSchema } from '../protocol/session.ts';
import { COUNTY, FENGYUAN, LUOCHENG, SHANHUA, TINY_COUNTY, WANGZHUANG } from './county.ts';

/**
 * The session a person of the tiny county would get at sign-in: posts and teams from the master data,
 * tags for the person, their teams and their place.
 */
export function sessionOf(person: string, roles: readonly Role[], division: string | undefined): SessionInfo {
  const teams = TINY_COUNTY.data.teams.filter((team) => team.leader === person).map((team) => team.id);
  const place = division === undefined || division === COUNTY ? [] : [`unit:${division}`];
  return SessionInfoSchema.parse({
    username: person,
    person,
    name: TINY_COUNTY.persons.get(person)?.name ?? person,
    roles: [...roles],
    posts: TINY_COUNTY.postsHeldBy(person).map((post) => post.id),
    deputyFor: TINY_COUNTY.postsDeputisedBy(person).map((post) => post.id),
    ...(division === undefined ? {} : { division }),
    tags: [`person:${person}`, ...teams.map((team) => `team:${team}`), ...place],
    teams,
    worlds: ['live', 'drill-test'],
  });
}

/** One signed-in person of each role. */
export const BY = {
  duty: sessionOf('p-duty', ['duty_officer'], COUNTY),
  duty2: sessionOf('p-duty2', ['duty_officer'], COUNTY),
  leader: sessionOf('p-leader', ['duty_leader'], COUNTY),
  bureau: sessionOf('p-bureau', ['duty_leader'], COUNTY),
  vice: sessionOf('p-vice', ['commander'], COUNTY),
  commander: sessionOf('p-commander', ['commander'], COUNTY),
  townF: sessionOf('p-town-f', ['town_officer'], FENGYUAN),
  mayorF: sessionOf('p-mayor-f', ['town_officer'], FENGYUAN),
  townW: sessionOf('p-town-w', ['town_officer'], WANGZHUANG),
  villageS: sessionOf('p-village-s', ['village_officer'], SHANHUA),
  villageL: sessionOf('p-village-l', ['village_officer'], LUOCHENG),
  team1: sessionOf('leader-team-1', ['team_lead'], undefined),
  team2: sessionOf('leader-team-2', ['team_lead'], undefined),
  wall: sessionOf('wall', ['wall'], COUNTY),
  admin: sessionOf('admin', ['admin', 'security', 'auditor'], COUNTY),
} as const satisfies Record<string, SessionInfo>;
