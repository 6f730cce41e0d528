import { LIVE, newId, type WorldId } from '@sitong/shared/kernel/ids.ts';
import { HttpError } from '../plumbing/http/http-error.ts';
import type { LiveSession } from '../plumbing/realtime/live-world.ts';
import type { Worlds } from './worlds.ts';

/**
 * Writes what an administrator did into the duty log, with the administrator as actor: the log is the audit.
 * Secrets never go in. Throws 503 when the log does not take it; call it before the change where a change
 * without a trace would be worse than a trace without a change.
 */
export async function audit(worlds: Worlds, session: LiveSession, text: string, world: WorldId = LIVE): Promise<void> {
  const open = worlds.get(world);
  if (open === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`);
  const actor = { person: session.info.person };
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
