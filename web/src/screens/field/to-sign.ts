import type { Signature } from '@sitong/shared/kernel/signing.ts';
import type { Response } from '@sitong/shared/pillars/command/state.ts';
import type { Report, Warning } from '@sitong/shared/pillars/release/state.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';

/** What waits for this person's hand: to be checked, signed, or countersigned. */
export interface ToSign {
  warnings: readonly Warning[];
  responses: readonly Response[];
  reports: readonly Report[];
}

export const nothingToSign: ToSign = { warnings: [], responses: [], reports: [] };

/** Until when somebody must sign what was entered in their name (口头授权), ms; undefined when nothing is owed. */
export function countersignDueMs(signature: Signature | undefined, person: string): number | undefined {
  const owed = signature?.mode === 'oral' && signature.person === person && signature.countersignedAt === undefined;
  return owed ? Date.parse(signature.countersignDueAt) : undefined;
}

interface Paper {
  status: string;
  authors: readonly string[];
  signature: Signature | undefined;
}

function waitsFor({ status, authors, signature }: Paper, person: string): boolean {
  if (countersignDueMs(signature, person) !== undefined) return true;
  return (status === 'draft' || status === 'checked') && !authors.includes(person);
}

/**
 * Papers that another wrote and nobody has signed, for whoever holds a post or stands in for one. Whether its power
 * reaches this paper is told where it is signed.
 */
export function toSignOf(state: WorldState, session: Pick<SessionInfo, 'person' | 'posts' | 'deputyFor'>): ToSign {
  const { person, posts, deputyFor } = session;
  if (posts.length + deputyFor.length === 0) return nothingToSign;
  return {
    warnings: Object.values(state.release.warnings).filter((warning) => waitsFor(warning, person)),
    responses: Object.values(state.command.responses).filter(
      ({ status, signature }) => status === 'suggested' || countersignDueMs(signature, person) !== undefined,
    ),
    reports: Object.values(state.release.reports).filter((report) => waitsFor(report, person)),
  };
}
