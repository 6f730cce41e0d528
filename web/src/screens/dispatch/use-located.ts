import { useCallback, useEffect, useMemo } from 'react';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { wantRow } from '../../ui/table/wanted-row.ts';
import { useChangeAddress } from '../../wall/use-address.ts';
import { useSearchParam } from '../../wall/use-search-param.ts';
import type { Located } from './desk-map.tsx';

/**
 * What the command line or a link asked to see (`定位 迪家河`, `定位 3队`), until something on the desk is chosen.
 * A team also gets the focus of its row: Enter goes on with it.
 */
export function useLocated(onTeam: () => void): {
  located: Located | undefined;
  team: string | undefined;
  clear: () => void;
} {
  const county = useCounty();
  const [teamAsked] = useSearchParam('team');
  const [divisionAsked] = useSearchParam('division');
  const change = useChangeAddress(['team', 'division']);
  const team = teamAsked === undefined ? undefined : county.teams.get(teamAsked);
  const division = divisionAsked === undefined ? undefined : county.divisions.get(divisionAsked);
  const id = team?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each team, not whenever the desk is drawn
  useEffect(() => {
    if (id === undefined) return;
    onTeam();
    wantRow(id);
  }, [id]);
  const clear = useCallback(() => change({ team: undefined, division: undefined }), [change]);
  const located = useMemo((): Located | undefined => {
    if (team !== undefined) return { kind: 'team', id: team.id, name: team.name, point: team.base };
    if (division === undefined) return undefined;
    return { kind: 'place', id: division.code, name: division.name, point: division.seat };
  }, [team, division]);
  return { located, team: id, clear };
}
