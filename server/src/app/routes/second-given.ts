import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { KeyShownSchema } from '../../plumbing/accounts/keys/key-answers.ts';
import type { KeyPurpose } from '../../plumbing/accounts/keys/key-challenges.ts';
import { type KeyPlace, keyPlaceOf } from '../../plumbing/accounts/keys/key-place.ts';
import type { SecondGiven } from '../../plumbing/accounts/second-step.ts';
import { allowsOriginOf } from '../browser-security.ts';
import type { Services } from '../services.ts';

/** What comes beside a password where there is a second factor; one of them is enough. */
export const SecondFieldsSchema = z.object({
  /** Of the authenticator, or a recovery code. */
  code: z.string().trim().max(20).optional(),
  /** What a key answered to `facts.asked.key.options` of the refusal `second_factor_needed`. */
  key: KeyShownSchema.optional(),
});
/** A person's own password, and a second factor where there is one. */
export const ProofSchema = SecondFieldsSchema.extend({ password: z.string().min(1).max(200) });

export function placeOf({ config }: Pick<Services, 'config'>, { headers }: FastifyRequest): KeyPlace | undefined {
  return keyPlaceOf({ origin: headers.origin, host: headers.host }, allowsOriginOf(config));
}

export function secondGiven(
  services: Pick<Services, 'config'>,
  request: FastifyRequest,
  purpose: KeyPurpose,
  { code, key }: z.infer<typeof SecondFieldsSchema>,
): SecondGiven {
  return { purpose, place: placeOf(services, request), code, key };
}
