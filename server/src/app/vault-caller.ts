import { derivedId } from '@sitong/shared/kernel/ids.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { vault } from '../plumbing/accounts/schema.ts';
import type { PrepareIntent } from './live-world-of.ts';

/** A caller's name and number go into the vault; the intent, and so the log, carries only the key. */
export function vaultCaller(db: NodePgDatabase): PrepareIntent {
  return async (world, sent) => {
    const { intent } = sent;
    if (intent.type !== 'ReportIncident' || intent.source.kind !== 'phone' || intent.source.caller === undefined)
      return sent;
    // Derived from the command: a retry finds the same row.
    const callerRef = derivedId('caller', world, sent.commandId);
    await db
      .insert(vault)
      .values({ id: callerRef, world, kind: 'caller', data: intent.source.caller })
      .onConflictDoNothing();
    return { ...sent, intent: { ...intent, source: { kind: 'phone', callerRef } } };
  };
}
