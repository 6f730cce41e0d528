import { unfinishedReportsOf, warningsOf } from '../release/public.ts';
import { openOrdersOf, teamsAttachedTo } from '../rescue/public.ts';
import { isOpenTask } from './can-task.ts';
import type { CommandState, Incident } from './state.ts';

type RescueState = Parameters<typeof openOrdersOf>[0];
type ReleaseState = Parameters<typeof warningsOf>[0];

/** What closing looks at: the open state of three pillars. */
export interface ClosingView {
  command: CommandState;
  release: ReleaseState;
  rescue: RescueState;
}

export type ClosingCondition =
  | 'no_team_attached'
  | 'no_open_order'
  | 'no_open_task'
  | 'no_warning_in_force'
  | 'no_unfinished_report'
  | 'figures_final';

/** `open`: how many things still stand against closing; 0: the condition is met. */
export interface ClosingCheck {
  condition: ClosingCondition;
  open: number;
}

/** The incident and all that were merged into it, and into those. */
export function withMerged(state: CommandState, incidentId: string): Incident[] {
  const root = state.incidents[incidentId];
  if (root === undefined) return [];
  const found = new Map([[root.id, root]]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const incident of Object.values(state.incidents)) {
      if (incident.mergedInto !== undefined && found.has(incident.mergedInto)) found.set(incident.id, incident);
    }
  }
  return [...found.values()];
}

/** CMD-8: the conditions of closing, always all of them, in the order a person goes through them. */
export function closingChecks(view: ClosingView, incidentId: string): ClosingCheck[] {
  const incidents = withMerged(view.command, incidentId);
  const count = (of: (id: string) => number): number => incidents.reduce((sum, { id }) => sum + of(id), 0);
  const tasks = Object.values(view.command.tasks).filter(isOpenTask);
  const unresolved = incidents.flatMap(({ figures }) => [figures.trapped, figures.missing]);
  return [
    { condition: 'no_team_attached', open: count((id) => teamsAttachedTo(view.rescue, id).length) },
    { condition: 'no_open_order', open: count((id) => openOrdersOf(view.rescue, id).length) },
    { condition: 'no_open_task', open: count((id) => tasks.filter((task) => task.incidentId === id).length) },
    { condition: 'no_warning_in_force', open: count((id) => inForce(view, id)) },
    { condition: 'no_unfinished_report', open: count((id) => unfinishedReportsOf(view.release, id).length) },
    {
      condition: 'figures_final',
      open: unresolved.filter((figure) => figure !== undefined && figure.value > 0).length,
    },
  ];
}

/** Own warnings of the incident that the public has, or is about to have. */
export function inForce(view: Pick<ClosingView, 'release'>, incidentId: string): number {
  return warningsOf(view.release, incidentId).filter(({ status }) => status === 'issued' || status === 'signed').length;
}
