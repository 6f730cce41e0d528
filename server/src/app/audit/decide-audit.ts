import { AUDIT_DIVISION, AUDIT_TAG, type AuditIntent } from '@sitong/shared/kernel/audit.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { refuse } from '@sitong/shared/kernel/refusal.ts';
import type { Decide } from '../../pillars/context.ts';
import { decided } from '../../pillars/new-event.ts';

/**
 * Each entry is a stream of its own: writers do not wait for each other. Always in the live world, where
 * people sign in; what was done in a drill names that world in its body.
 */
export const decideAudit: Decide<AuditIntent> = ({ fact }, context) => {
  if (context.world !== LIVE) return refuse('audit_lives_in_live', { world: context.world });
  if (context.sender.kind === 'person') return refuse('role_required', { intent: 'RecordAudit', roles: '' });
  const { type, body } = fact;
  const stream = `audit/${context.derive('entry')}`;
  return decided([{ stream, type, schema: 1, division: AUDIT_DIVISION, audience: [AUDIT_TAG], body }]);
};
