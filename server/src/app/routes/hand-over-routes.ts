import { derivedId, IdSchema, LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { MasterIdSchema } from '@sitong/shared/kernel/master/people.ts';
import type { Role } from '@sitong/shared/kernel/roles.ts';
import { HandOverSchema } from '@sitong/shared/pillars/command/events.ts';
import { permits } from '@sitong/shared/protocol/permissions.ts';
import type { SecondAsked } from '@sitong/shared/protocol/second-asked.ts';
import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Account } from '../../plumbing/accounts/account.ts';
import type { Second } from '../../plumbing/accounts/session-store.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireRole } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { ProofSchema, secondGiven } from './second-given.ts';
import { refusedProof } from './session-cookie.ts';
import { begin, noteFailure } from './session-routes.ts';

const DESKS: readonly Role[] = ['duty_officer', 'duty_leader', 'commander'];
const IN_PLACE: readonly Role[] = ['duty_leader', 'commander'];

const SignerSchema = ProofSchema.extend({ username: z.string().trim().min(1).max(64) });

const HandOverBodySchema = z.object({
  shiftId: IdSchema,
  officers: z.array(MasterIdSchema).min(1).max(6),
  leader: MasterIdSchema,
  checks: HandOverSchema.shape.checks,
  inPlaceReason: HandOverSchema.shape.inPlaceReason,
  outgoing: SignerSchema,
  incoming: SignerSchema,
});
type Side = 'outgoing' | 'incoming';

/**
 * The hand-over of a shift, signed by both with their own passwords at one console. It changes the identity of
 * the console: the session of the one who leaves ends, and the one who comes is signed in.
 */
export function handOverRoutes(services: Services): FastifyPluginAsyncZod {
  const { accounts, worlds } = services;
  const proven = async (
    request: FastifyRequest,
    side: Side,
    signer: z.infer<typeof SignerSchema>,
  ): Promise<{ account: Account; second: Exclude<Second, 'device'> }> => {
    const { username, password } = signer;
    const proof = await accounts.prove(username, password, secondGiven(services, request, 'hand_over', signer));
    if (proof.kind === 'refused') {
      await noteFailure(services, request, username, proof);
      throw refusedProof(proof, side);
    }
    const { account, second } = proof;
    const permission = permits(account.roles, 'StartShift');
    if (permission.allowed === 'no' || second === 'device')
      throw new HttpError(403, 'role_required', `${username} does not stand duty at the county desk`, side, {
        roles: DESKS.join(' '),
      });
    return { account, second };
  };
  /** Both are asked before either is proven: what one shows counts once, and would be used up for nothing. */
  const askBoth = async (
    request: FastifyRequest,
    signers: Readonly<Record<Side, z.infer<typeof SignerSchema>>>,
  ): Promise<void> => {
    const asked: Partial<Record<Side, SecondAsked>> = {};
    for (const side of ['outgoing', 'incoming'] as const) {
      const { username, password } = signers[side];
      const given = secondGiven(services, request, 'hand_over', signers[side]);
      const lacks = await accounts.lacks(username, password, given);
      if (lacks === undefined) continue;
      if (lacks.code === 'second_factor_needed') {
        asked[side] = lacks.asked;
        continue;
      }
      await noteFailure(services, request, username, lacks);
      throw refusedProof(lacks, side);
    }
    const [first] = Object.keys(asked);
    if (first !== undefined)
      throw new HttpError(401, 'second_factor_needed', 'who has a second factor shows it as well', first, asked);
  };
  return async (app) => {
    app.post(
      '/api/hand-over',
      {
        schema: {
          tags: ['session'],
          summary: 'Hand the shift over: both sign with their own passwords; the incoming officer is signed in',
          querystring: z.object({ world: WorldIdSchema.default(LIVE) }),
          body: HandOverBodySchema,
          response: { 200: SessionInfoSchema },
        },
        config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      },
      async (request, reply) => {
        requireRole(request, DESKS);
        const world = worlds.get(request.query.world);
        if (world === undefined) throw new HttpError(404, 'world_unknown', `no open world ${request.query.world}`);
        const { outgoing, incoming, inPlaceReason, ...shift } = request.body;
        await askBoth(request, { outgoing, incoming });
        const from = await proven(request, 'outgoing', outgoing);
        const to = await proven(request, 'incoming', incoming);
        if (inPlaceReason !== undefined && !from.account.roles.some((role) => IN_PLACE.includes(role)))
          throw new HttpError(403, 'role_required', 'only a leader signs in the place of another', 'outgoing', {
            roles: IN_PLACE.join(' '),
          });
        const actor = { person: from.account.person };
        const answer = await world.runtime.submit({
          commandId: derivedId('hand-over', shift.shiftId),
          intent: {
            type: 'HandOverShift',
            ...shift,
            outgoing: { person: from.account.person, second: from.second },
            incoming: { person: to.account.person, second: to.second },
            ...(inPlaceReason === undefined ? {} : { inPlaceReason }),
          },
          sender: { kind: 'system', actor },
          actor,
        });
        if (!answer.ok) {
          const { code, path, facts } = answer.refused;
          throw new HttpError(409, code, `the shift was not handed over (${code})`, path, facts);
        }
        const opened = await accounts.sessions.open(to.account, request.headers['user-agent'] ?? '', to.second);
        return begin(services, request, reply, opened);
      },
    );
  };
}
