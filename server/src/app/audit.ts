import { LIVE, newId, type WorldId } from '@sitong/shared/kernel/ids.ts';
import { HttpError } from '../plumbing/http/http-error.ts';
import type { Worlds } from './worlds.ts';

/**
 * Writes what an administrator did into the duty log, with the administrator as actor: the log is the audit.
 * Secrets never go in. Called before the change: a trace without a change is better than a change without a
 * trace. Throws 503 when the log does not take it.
 */
export async function audit(worlds: Worlds, person: string, text: string, world: WorldId = LIVE): Promise<void> {
  const open = worlds.get(world);
  if (open === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`);
  const actor = { person };
  const answer = await open.runtime.submit({
    commandId: newId(),
    intent: { type: 'EnterDutyLog', text: text.slice(0, 2000) },
    sender: { kind: 'system', actor },
    actor,
  });
  if (!answer.ok)
    throw new HttpError(
      503,
      'not_logged',
      `the log did not take this act (${answer.refused.code}); nothing was changed`,
    );
}
