import type { AuditFact } from '@sitong/shared/kernel/audit.ts';
import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { HttpError } from '../plumbing/http/http-error.ts';
import type { Worlds } from './worlds.ts';

/**
 * Writes an entry into the audit, an event of the live world with the person as actor. Call before the act: a
 * trace without an act is better than an act without a trace. Secrets never go in. Throws 503 `not_logged` when
 * the log does not take it.
 */
export async function recordAudit(worlds: Pick<Worlds, 'get'>, person: string, fact: AuditFact): Promise<void> {
  const actor = { person };
  const answer = await worlds.get(LIVE)?.runtime.submit({
    commandId: newId(),
    intent: { type: 'RecordAudit', fact },
    sender: { kind: 'system', actor },
    actor,
  });
  if (answer?.ok === true) return;
  const why = answer === undefined ? 'the live world is not open' : answer.refused.code;
  throw new HttpError(503, 'not_logged', `the log did not take this act (${why}); nothing was done`);
}

/** A change of master data or settings in one sentence. */
export function audit(worlds: Pick<Worlds, 'get'>, person: string, text: string): Promise<void> {
  const body = { about: 'data' as const, subject: 'master', text: text.slice(0, 2000) };
  return recordAudit(worlds, person, { type: 'Administered', body });
}
