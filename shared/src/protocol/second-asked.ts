import { z } from 'zod';

/**
 * What the server asks beside a right password: the `facts.asked` of a refusal `second_factor_needed`. Nobody who does
 * not know the password learns which second factors an account has.
 */
export const SecondAskedSchema = z.object({
  /** An authenticator app whose code counts. */
  app: z.enum(['active', 'none']),
  recoveryLeft: z.number().int().nonnegative(),
  key: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    /** `PublicKeyCredentialRequestOptionsJSON` (WebAuthn level 3 §5.1.8), for the browser as it stands. */
    z.object({ kind: z.literal('ready'), options: z.unknown() }),
    /** The account has keys, and none answers at this address: the host names at which they do. */
    z.object({ kind: z.literal('elsewhere'), hosts: z.array(z.string()) }),
  ]),
});
export type SecondAsked = z.infer<typeof SecondAskedSchema>;
