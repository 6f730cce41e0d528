import type { Point } from '@sitong/shared/kernel/geo.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { useMemo } from 'react';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import type { Choice } from '../../ui/form/choice.ts';
import { usePlaceChoices } from '../../wall/new-incident/use-place-choices.ts';
import { useSearchParam } from '../../wall/use-search-param.ts';

/** What distances are reckoned to: an open incident, or a town or village. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly point: Point;
  /** Of an incident. */
  readonly level: Level | undefined;
}

/** Open incidents first, then places; the chosen one stands in the address. */
export function useTarget(): {
  target: Target | undefined;
  choices: readonly Choice[];
  choose: (id: string | undefined) => void;
} {
  const county = useCounty();
  const incidents = useWorldState((state) => state.command.incidents);
  const places = usePlaceChoices();
  const [chosen, choose] = useSearchParam('to');
  const open = useMemo(
    () => openIncidents({ ...initialCommand, incidents }).sort((a, b) => a.grade - b.grade || a.number - b.number),
    [incidents],
  );
  const choices = useMemo(
    () => [...open.map(({ id, number, title }) => ({ id, label: `${shownNumber('I', number)} ${title}` })), ...places],
    [open, places],
  );
  const target = useMemo((): Target | undefined => {
    if (chosen === undefined) return undefined;
    const incident = open.find(({ id }) => id === chosen);
    if (incident !== undefined) {
      const { id, number, title, place, grade } = incident;
      return { id, name: `${shownNumber('I', number)} ${title}`, point: place.point, level: grade };
    }
    const division = county.divisions.get(chosen);
    return division === undefined
      ? undefined
      : { id: division.code, name: division.name, point: division.seat, level: undefined };
  }, [chosen, open, county]);
  return { target, choices, choose };
}
