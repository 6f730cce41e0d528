import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { HandOverCheck } from '@sitong/shared/pillars/command/events.ts';
import { type SessionInfo, SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import { z } from 'zod';
import { ApiError, api } from '../../plumbing/http/api.ts';

export interface Signer {
  username: string;
  password: string;
  /** Undefined until the server says that this account has a second factor. */
  code: string | undefined;
  /** What the server asks of this one (`SecondAskedSchema`), as it came. */
  asked?: unknown;
  /** What a key answered. */
  key?: unknown;
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
  const proof = ({ username, password, code, key }: Signer) => ({
    username: username.trim(),
    password,
    ...(key !== undefined ? { key } : code === undefined || code.trim() === '' ? {} : { code: code.trim() }),
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
  'bad_key',
  'key_unknown',
  'key_challenge_over',
  'key_copied',
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

const AskedSchema = z.object({ outgoing: z.unknown(), incoming: z.unknown() }).partial();

/** Who must show a second factor as well; what the other one showed is still good. */
export function askedOfSigners(error: unknown): Partial<Record<Side, unknown>> | undefined {
  if (!(error instanceof ApiError) || error.code !== 'second_factor_needed') return undefined;
  const asked = AskedSchema.safeParse(error.facts);
  return asked.success ? asked.data : undefined;
}

/** After an answer that was no success: who is asked for more; keys that were shown and used up are asked anew. */
export function nowAsked(
  both: Readonly<Record<Side, Signer>>,
  asked: Partial<Record<Side, unknown>> | undefined,
): Record<Side, Signer> {
  const after = (side: Side): Signer => {
    const { username, password, code } = both[side];
    if (asked === undefined) return { username, password, code };
    if (asked[side] === undefined) return both[side];
    return { username, password, code: code ?? '', asked: asked[side] };
  };
  return { outgoing: after('outgoing'), incoming: after('incoming') };
}

/** What went wrong, and with whom; a refusal that names nobody stands with the one who takes over. */
export function refusedHandOver(error: unknown): { why: (typeof KNOWN)[number] | 'other'; side: Side; code: string } {
  if (!(error instanceof ApiError)) throw error;
  const side: Side = error.path === 'outgoing' ? 'outgoing' : 'incoming';
  return { why: KNOWN.find((known) => known === error.code) ?? 'other', side, code: error.code };
}
