import { divisionRank } from '@sitong/shared/kernel/division.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Role } from '@sitong/shared/kernel/roles.ts';
import type { Account } from '../../plumbing/accounts/account.ts';

/**
 * A person of the county who has no account, as a drill plays them: the leader of a team, or an officer of
 * a town or village. People of the county's own desks are played by their accounts.
 */
export function accountOfPerson(id: string, county: CountyIndex): Account | undefined {
  const person = county.persons.get(id);
  if (person === undefined) return undefined;
  const leads = county.data.teams.some((team) => team.leader === id);
  const rank = divisionRank(person.division);
  const office: Role | undefined =
    rank === 'village' ? 'village_officer' : rank === 'town' ? 'town_officer' : undefined;
  const roles: Role[] = [
    ...(leads ? (['team_lead'] as const) : []),
    ...(office === undefined || leads ? [] : [office]),
  ];
  if (roles.length === 0) return undefined;
  return {
    username: `person:${id}`,
    person: id,
    roles,
    division: leads ? undefined : person.division,
    teams: [],
  };
}
