import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { type Incident, initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import { useMemo, useRef } from 'react';
import { type BoardFilter, boardFilters } from '../../pillars/rescue/panels/team-board.tsx';
import { type BoardMemory, boardOf } from '../../pillars/rescue/selectors/board.ts';
import { orderRows } from '../../pillars/rescue/selectors/order-rows.ts';
import { useRecommendation } from '../../pillars/rescue/selectors/recommendation.ts';
import { columnOf } from '../../pillars/rescue/team-marks.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { usePracticeAt } from '../../plumbing/live/use-practice.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { firstDeadlineMs, openNeeds, skillsFor } from './needs.ts';

/** What the three columns show, each part made anew only with the state it comes from. */
export function useDispatch(
  selected: { incident: string | undefined; need: string | undefined; team: string | undefined },
  filter: BoardFilter,
) {
  const county = useCounty();
  const world = useLive((live) => live.world);
  const units = useLive((live) => live.units.list);
  const incidentsById = useWorldState((state) => state.command.incidents);
  const rescue = useWorldState((state) => state.rescue);
  const incidents = useMemo(
    () =>
      openIncidents({ ...initialCommand, incidents: incidentsById }).sort(
        (a, b) => a.grade - b.grade || Date.parse(a.reportedAt) - Date.parse(b.reportedAt),
      ),
    [incidentsById],
  );
  const practiceAt = usePracticeAt();
  const needs = useMemo(
    () => openNeeds({ incidents: incidentsById }, rescue, practiceAt),
    [incidentsById, rescue, practiceAt],
  );
  const orders = useMemo(() => orderRows(rescue.orders), [rescue.orders]);
  const memory = useRef<BoardMemory>(new Map());
  const board = useMemo(
    () => boardOf(county.data.teams, rescue, units, boardFilters[filter], memory.current),
    [county, rescue, units, filter],
  );
  const need = needs.find(({ id }) => id === selected.need);
  const incident: Incident | undefined =
    need?.incident ?? incidents.find(({ id }) => id === selected.incident) ?? incidents[0];
  // A deadline in steps of five minutes: the question changes with them, not with every second.
  const nowMs = useNow(5 * 60_000);
  const arriveByMs =
    need?.kind === 'first' || need?.dueMs === undefined || need.dueMs < nowMs ? firstDeadlineMs(nowMs) : need.dueMs;
  const skills = useMemo(() => need?.skills ?? (incident === undefined ? [] : skillsFor(incident)), [need, incident]);
  const question =
    incident === undefined ? undefined : { incidentId: incident.id, skills, arriveBy: toTimestamp(arriveByMs) };
  // Who is bound and who asks for help decides the table; steps of one order do not.
  const bound = useMemo(
    () =>
      Object.values(rescue.teams)
        .map(({ id, status, orderId, help }) => `${id} ${status} ${orderId ?? ''} ${Object.keys(help).length}`)
        .join(','),
    [rescue.teams],
  );
  const recommendation = useRecommendation(world, question, selected.team, bound);
  const forces = useMemo(() => {
    const of = new Map<string, { teams: number; people: number; out: number; onScene: number; unaccepted: number }>();
    for (const order of Object.values(rescue.orders)) {
      if (!isOpenOrder(order)) continue;
      const sum = of.get(order.incidentId) ?? { teams: 0, people: 0, out: 0, onScene: 0, unaccepted: 0 };
      const column = columnOf(rescue.teams[order.team]?.status ?? 'available');
      sum.teams += 1;
      sum.people += county.teams.get(order.team)?.members ?? 0;
      if (order.status !== 'accepted') sum.unaccepted += 1;
      else if (column === 'out') sum.out += 1;
      else if (column === 'on_scene') sum.onScene += 1;
      of.set(order.incidentId, sum);
    }
    return of;
  }, [rescue, county]);
  const numberOf = useMemo(
    () => (incidentId: string) => {
      const found = incidentsById[incidentId];
      return found === undefined ? '' : shownNumber('I', found.number);
    },
    [incidentsById],
  );
  return {
    county,
    incidents,
    needs,
    orders,
    board,
    need,
    incident,
    skills,
    arriveByMs,
    recommendation,
    forces,
    rescue,
    numberOf,
  };
}
