import { z } from 'zod';
import { TimestampSchema } from '../kernel/time.ts';

/**
 * How a phone shows that it holds the key its session is bound to. A session cookie can be copied out of a backup or a
 * browser's files; the key cannot (Web Crypto, not extractable). What the phone signs is always a word of the server's
 * (`nonce`), used once and never a time: the clock of a phone may be a day off.
 *
 * A signature per request would have both nodes keep every one they saw. Instead one signed nonce gives a pass, good for
 * `PASS_MS`, which the page holds in memory alone: nothing in the browser's files acts.
 */
export const PROOF_HEADER = 'x-sitong-proof';
export const PASS_HEADER = 'x-sitong-pass';
/** In an answer: the word to sign next time. */
export const NONCE_HEADER = 'x-sitong-nonce';
/** The phone's name for itself (thumbprint), so that an order to wipe reaches it without a session too. */
export const DEVICE_HEADER = 'x-sitong-device';
/** With a proof: how many acts and photos wait on the phone, as `12.3`. */
export const WAITING_HEADER = 'x-sitong-waiting';

export const PASS_MS = 10 * 60_000;

export const ThumbprintSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'base64url of 32 bytes');
/** A point of the curve P-256, as in a JWK. */
export const DeviceKeySchema = z.object({ x: Coordinate, y: Coordinate });
export type DeviceKey = z.infer<typeof DeviceKeySchema>;
/** r and s, base64url, as Web Crypto gives them. */
export const SignatureSchema = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

/** What is hashed for the thumbprint (RFC 7638): the members a P-256 key needs, in order of their names. */
export function thumbprintText({ x, y }: DeviceKey): string {
  return JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
}

/** What is signed. The first word keeps a signature for one purpose from serving another. */
export function signedText(purpose: 'enrol' | 'proof' | 'wiped', nonce: string, about = ''): string {
  return ['sitong', purpose, nonce, about].join('\n');
}

/** An order to clear the phone, as facts of a 401 `device_wiped` and data of a refused handshake. */
export const WipeOrderSchema = z.object({
  device: ThumbprintSchema,
  /** Name of who ordered it. */
  by: z.string(),
  at: TimestampSchema,
  nonce: z.string(),
});
export type WipeOrder = z.infer<typeof WipeOrderSchema>;

/** A device as administrators and its owner see it. */
export const DeviceSchema = z.object({
  id: z.string(),
  label: z.string(),
  enrolledAt: TimestampSchema,
  seenAt: TimestampSchema,
  /** The session that asks runs on it. */
  here: z.boolean(),
  /** Sessions open on it now. */
  openSessions: z.number().int().nonnegative(),
  waiting: z.object({ acts: z.number(), photos: z.number(), at: TimestampSchema }).nullable(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('enrolled') }),
    z.object({ kind: z.literal('revoked'), at: TimestampSchema, by: z.string() }),
    z.object({ kind: z.literal('wipe_ordered'), at: TimestampSchema, by: z.string() }),
    z.object({ kind: z.literal('wiped'), at: TimestampSchema, by: z.string(), orderedAt: TimestampSchema }),
  ]),
});
export const DevicesSchema = z.object({ devices: z.array(DeviceSchema) });
export type Device = z.infer<typeof DeviceSchema>;
