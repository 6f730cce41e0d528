import { LIVE } from '@sitong/shared/kernel/ids.ts';
import type { DeniedRequest } from '../../plumbing/http/identity.ts';
import type { Worlds } from '../worlds.ts';
import type { AuditLog } from './audit-log.ts';

/** Refusals that say "not you", as against "not now". */
const DENIED =
  /^(role_required|desk_required|outside_own_division|not_your_|not_holder_of_post|not_the_signer|wall_never_acts|post_|drafter_may_not_|second_person_needed|via_not_yours)/;

/** What people were refused over either lane, in every world. */
export function watchDenied(worlds: Pick<Worlds, 'onOpen'>, audit: Pick<AuditLog, 'denied'>): void {
  worlds.onOpen(({ live }) =>
    live.onRefused(({ person }, act, code) => {
      if (DENIED.test(code)) audit.denied({ person, act, code, world: live.world });
    }),
  );
}

/** Routes answered with 403, under the person or token that asked. */
export function deniedRoute(audit: Pick<AuditLog, 'denied'>): (request: DeniedRequest) => void {
  return ({ identity, route, code }) => {
    const person = identity.kind === 'session' ? identity.session.info.person : 'api-token';
    audit.denied({ person, act: route, code, world: LIVE });
  };
}
