import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { HandOverCheck } from '@sitong/shared/pillars/command/events.ts';
import { type SessionInfo, SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import { ApiError, api } from '../../plumbing/http/api.ts';

export interface Signer {
  username: string;
  password: string;
  /** Undefined until the server says that this account has a second factor. */
  code: string | undefined;
}
export const NOBODY: Signer = { username: '', password: '', code: undefined };
export type Side = 'outgoing' | 'incoming';

export interface HandOver {
  shiftId: Id;
  officers: readonly string[];
  leader: string;
  checks: readonly { check: HandOverCheck; open: number }[];
  inPlaceReason: string;
  outgoing: Signer;
  incoming: Signer;
}

/** Both sign; whoever takes over is signed in here afterwards. Throws ApiError with the side as path. */
export function signHandOver(
  world: string,
  { inPlaceReason, outgoing, incoming, ...shift }: HandOver,
): Promise<SessionInfo> {
  const proof = ({ username, password, code }: Signer) => ({
    username: username.trim(),
    password,
    ...(code === undefined || code.trim() === '' ? {} : { code: code.trim() }),
  });
  const reason = inPlaceReason.trim();
  return api(`/api/hand-over?world=${world}`, {
    method: 'POST',
    body: {
      ...shift,
      outgoing: proof(outgoing),
      incoming: proof(incoming),
      ...(reason === '' ? {} : { inPlaceReason: reason }),
    },
    schema: SessionInfoSchema,
  });
}

const KNOWN = [
  'bad_credentials',
  'bad_second_factor',
  'second_factor_needed',
  'locked',
  'disabled',
  'role_required',
  'two_persons_sign',
  'not_of_ending_shift',
  'not_of_new_shift',
  'checklist_open',
  'no_shift_runs',
] as const;

/** What went wrong, and with whom; a refusal that names nobody stands with the one who takes over. */
export function refusedHandOver(error: unknown): { why: (typeof KNOWN)[number] | 'other'; side: Side; code: string } {
  if (!(error instanceof ApiError)) throw error;
  const side: Side = error.path === 'outgoing' ? 'outgoing' : 'incoming';
  return { why: KNOWN.find((known) => known === error.code) ?? 'other', side, code: error.code };
}
