import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { type Incident, initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import { useMemo } from 'react';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';

/** Open incidents, the worst and then the oldest first. */
export function useOpenIncidents(): readonly Incident[] {
  const incidents = useWorldState((state) => state.command.incidents);
  return useMemo(
    () =>
      openIncidents({ ...initialCommand, incidents }).sort(
        (a, b) => a.grade - b.grade || Date.parse(a.reportedAt) - Date.parse(b.reportedAt),
      ),
    [incidents],
  );
}

export interface IncidentForces {
  readonly teams: number;
  readonly people: number;
}

/** Teams and people ordered to each incident. */
export function useIncidentForces(): ReadonlyMap<string, IncidentForces> {
  const county = useCounty();
  const orders = useWorldState((state) => state.rescue.orders);
  return useMemo(() => {
    const forces = new Map<string, IncidentForces>();
    for (const order of Object.values(orders)) {
      if (!isOpenOrder(order) || !order.exclusive) continue;
      const before = forces.get(order.incidentId) ?? { teams: 0, people: 0 };
      const people = county.teams.get(order.team)?.members ?? 0;
      forces.set(order.incidentId, { teams: before.teams + 1, people: before.people + people });
    }
    return forces;
  }, [orders, county]);
}
