import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { canActOnIncident, canClose } from '@sitong/shared/pillars/command/can.ts';
import { closingChecks, inForce, withMerged } from '@sitong/shared/pillars/command/closing.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import { warningsOf } from '@sitong/shared/pillars/release/public.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';
import { archiveTasks, cancelAndArchiveTasks } from '../task/archive.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

/** What is made for an incident takes a number; an order, report or task made meanwhile is seen by these. */
const SERIES = ['numbers/order', 'numbers/report', 'numbers/task'];

function warningStreams(context: DecideContext, incidentIds: readonly string[]): string[] {
  return incidentIds.flatMap((id) => warningsOf(context.state.release, id).map((warning) => `warning/${warning.id}`));
}

/** CMD-8, CMD-9, CMD-24 */
export function closeIncident({ incidentId, summary }: Of<'CloseIncident'>, context: DecideContext): Decision<Decided> {
  const { command } = context.state;
  const incident = command.incidents[incidentId];
  const checks = closingChecks(context.state, incidentId);
  const can = canClose(incident, whoActs(context), checks);
  if (can.allowed === 'no') return refusalOf(can);
  if (incident === undefined) return refuse('incident_not_open');
  const incidents = withMerged(command, incidentId);
  const ids = incidents.map(({ id }) => id);
  const checked = checks.map(({ condition }) => condition);
  const tasks = Object.values(command.tasks).filter(
    (task) => task.incidentId !== undefined && ids.includes(task.incidentId),
  );
  return decided(
    [
      ...archiveTasks(tasks),
      // Those merged into it first: the one that carries the summary comes last.
      ...incidents.toReversed().map((one) =>
        event(`incident/${one.id}`, 'IncidentClosed', one, {
          incidentId: one.id,
          summary: one === incident ? summary : '',
          checked,
        }),
      ),
    ],
    [...SERIES, ...warningStreams(context, ids)],
  );
}

/** CMD-15 */
export function voidIncident({ incidentId, reason }: Of<'VoidIncident'>, context: DecideContext): Decision<Decided> {
  const { command, rescue } = context.state;
  const incident = command.incidents[incidentId];
  const can = canActOnIncident(incident, 'void', whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (incident === undefined) return refuse('incident_not_open');
  const orders = Object.values(rescue.orders).filter((order) => order.incidentId === incidentId).length;
  if (orders > 0) return refuse('orders_were_made', { orders });
  const warnings = inForce(context.state, incidentId);
  if (warnings > 0) return refuse('warning_in_force', { warnings });
  if (withMerged(command, incidentId).length > 1) return refuse('others_merged_into_it');
  const tasks = Object.values(command.tasks).filter((task) => task.incidentId === incidentId);
  return decided(
    [
      ...cancelAndArchiveTasks(tasks, 'incident_void'),
      event(`incident/${incidentId}`, 'IncidentVoided', incident, { incidentId, reason }),
    ],
    [...SERIES, ...warningStreams(context, [incidentId])],
  );
}
