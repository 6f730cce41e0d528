import { AUDIT_FACTS, AuditFactSchema, auditSubjects } from '@sitong/shared/kernel/audit.ts';
import type { ReadModel } from '../../plumbing/persistence/read-model.ts';

/** Finds audit entries by person, kind and time; the entries stay in the log. */
export const auditView: ReadModel = {
  types: new Set(AUDIT_FACTS),
  apply: async (client, { seq, at, type, actor, body }) => {
    const who = [...new Set([actor.person, ...auditSubjects(AuditFactSchema.parse({ type, body }))])];
    await client.query('INSERT INTO audit_view (seq, at, type, who) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
      seq,
      at,
      type,
      who,
    ]);
  },
};
