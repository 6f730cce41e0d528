import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { mayActIn } from '@sitong/shared/pillars/command/can.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import { workableIncident } from '@sitong/shared/pillars/command/public.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { taskAudience } from '../audience.ts';
import { event, whoActs } from '../event.ts';

type CreateTask = Extract<CommandIntent, { type: 'CreateTask' }>;

/** CMD-20, CMD-22 */
export function createTask(intent: CreateTask, context: DecideContext): Decision<Decided> {
  const { command } = context.state;
  const { taskId, title, group, ownerPost, dueAt, proof, incidentId, responseId } = intent;
  if (command.tasks[taskId] !== undefined) return refuse('already_created', { number: command.tasks[taskId].number });
  const post = context.county.posts.get(ownerPost);
  if (post === undefined) return refuse('unknown_post', { post: ownerPost }, 'ownerPost');
  const ownerPerson = intent.ownerPerson ?? post.holder;
  if (!context.county.persons.has(ownerPerson)) return refuse('unknown_person', { person: ownerPerson }, 'ownerPerson');
  if (toMs(dueAt) <= context.nowMs) return refuse('time_is_past', undefined, 'dueAt');
  const incident = incidentId === undefined ? undefined : workableIncident(command, incidentId);
  if (incidentId !== undefined && incident === undefined) return refuse('incident_not_open', undefined, 'incidentId');
  if (responseId !== undefined && command.responses[responseId]?.status !== 'active')
    return refuse('response_not_active', undefined, 'responseId');
  const division = incident?.division ?? post.division;
  const can = mayActIn(whoActs(context), division);
  if (can.allowed === 'no') return refusalOf(can);

  const n = (command.numbers['task']?.last ?? 0) + 1;
  const visible = { division, audience: taskAudience(ownerPost, ownerPerson, context.county) };
  const body = {
    taskId,
    number: n,
    title,
    group,
    ownerPost,
    ownerPerson,
    dueAt,
    proof,
    ...(incidentId === undefined ? {} : { incidentId }),
    ...(responseId === undefined ? {} : { responseId }),
    dependsOn: [],
  };
  const reads = [...(incidentId ? [`incident/${incidentId}`] : []), ...(responseId ? [`response/${responseId}`] : [])];
  return decided(
    [
      event('numbers/task', 'TaskNumberTaken', { division: context.county.county, audience: [] }, { n }),
      event(`task/${taskId}`, 'TaskCreated', visible, body),
    ],
    reads,
  );
}
