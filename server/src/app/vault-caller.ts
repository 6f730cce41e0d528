import { derivedId } from '@sitong/shared/kernel/ids.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { vault } from '../plumbing/accounts/schema.ts';
import type { Sealer } from '../plumbing/accounts/sealed.ts';
import type { PrepareIntent } from './live-world-of.ts';

/** A caller's name and number go, sealed, into the vault; the intent, and so the log, carries only the key. */
export function vaultCaller(db: NodePgDatabase, sealer: Sealer): PrepareIntent {
  return async (world, sent) => {
    const { intent } = sent;
    if (intent.type !== 'ReportIncident' || intent.source.kind !== 'phone' || intent.source.caller === undefined)
      return sent;
    // Derived from the command: a retry finds the same row.
    const callerRef = derivedId('caller', world, sent.commandId);
    await db
      .insert(vault)
      .values({ id: callerRef, world, kind: 'caller', data: sealedCaller(intent.source.caller, sealer) })
      .onConflictDoNothing();
    return { ...sent, intent: { ...intent, source: { kind: 'phone', callerRef } } };
  };
}

const CallerSchema = z.object({ name: z.string(), phone: z.string() });
export type Caller = z.infer<typeof CallerSchema>;
const SealedSchema = z.object({ sealed: z.base64() });

/** What stands in the vault: nothing that a copy of the database tells. */
export function sealedCaller(caller: Caller, sealer: Sealer): z.infer<typeof SealedSchema> {
  return { sealed: sealer.seal(JSON.stringify(caller)).toString('base64') };
}

/** Rows of before callers were sealed are read as they are. Throws when it was sealed with another key. */
export function openedCaller(data: unknown, sealer: Sealer): Caller {
  const sealed = SealedSchema.safeParse(data);
  if (!sealed.success) return CallerSchema.parse(data);
  return CallerSchema.parse(JSON.parse(sealer.unseal(Buffer.from(sealed.data.sealed, 'base64'))));
}
