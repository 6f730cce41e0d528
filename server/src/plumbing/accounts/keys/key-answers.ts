import { z } from 'zod';

/** Bytes as base64url; `most` characters. */
const bytes = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/, 'base64url without padding');
/** A credential id has 1023 bytes at most (WebAuthn level 3 §4). */
const CredentialIdSchema = bytes(1364);
const ClientDataSchema = bytes(4096);

/** What `navigator.credentials.get` gave, as JSON (`AuthenticationResponseJSON`), without what is not looked at. */
export const KeyShownSchema = z.object({
  id: CredentialIdSchema,
  rawId: CredentialIdSchema,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: ClientDataSchema,
    authenticatorData: bytes(4096),
    signature: bytes(2048),
  }),
});
export type KeyShown = z.infer<typeof KeyShownSchema>;

/** What `navigator.credentials.create` gave, as JSON (`RegistrationResponseJSON`). */
export const KeyMadeSchema = z.object({
  id: CredentialIdSchema,
  rawId: CredentialIdSchema,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: ClientDataSchema,
    attestationObject: bytes(16_384),
    transports: z.array(z.string().max(32)).max(8).default([]),
  }),
});
export type KeyMade = z.infer<typeof KeyMadeSchema>;

const ClientDataJsonSchema = z.object({ challenge: z.string().max(200) });

/** The challenge an answer says it signed; undefined when it says none. Whether it did is for the signature to show. */
export function challengeIn(answer: KeyShown | KeyMade): string | undefined {
  const text = Buffer.from(answer.response.clientDataJSON, 'base64url').toString('utf8');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // Not JSON: no browser made this.
    return undefined;
  }
  const parsed = ClientDataJsonSchema.safeParse(data);
  return parsed.success ? parsed.data.challenge : undefined;
}
