import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { z } from 'zod';

/** `cancelled` is all a browser tells of a refusal, a key of somebody else, and a closed window (WebAuthn §14.5). */
export type CeremonyFailure = { why: 'cancelled' | 'timed_out' | 'known' | 'impossible' | 'broken'; detail: string };
export type Ceremony = { kind: 'answered'; answer: unknown } | ({ kind: 'failed' } & CeremonyFailure);

const Named = z.array(z.object({ id: z.string(), type: z.string(), transports: z.array(z.string()) }));
const Verification = z.enum(['discouraged', 'preferred', 'required']);
const CreationSchema = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number(),
  excludeCredentials: Named,
  authenticatorSelection: z.object({ residentKey: Verification, userVerification: Verification }),
  attestation: z.literal('none'),
});
const RequestSchema = z.object({
  rpId: z.string(),
  challenge: z.string(),
  timeout: z.number(),
  allowCredentials: Named,
  userVerification: Verification,
});

/** Asks a new key, as the server says. */
export function makeKey(options: unknown): Promise<Ceremony> {
  const optionsJSON = CreationSchema.parse(options);
  return carriedOut(() => startRegistration({ optionsJSON }), optionsJSON.timeout);
}

/** Asks one of the registered keys, as the server says. */
export function showKey(options: unknown): Promise<Ceremony> {
  const optionsJSON = RequestSchema.parse(options);
  return carriedOut(() => startAuthentication({ optionsJSON }), optionsJSON.timeout);
}

async function carriedOut(ask: () => Promise<object>, timeoutMs: number): Promise<Ceremony> {
  const from = performance.now();
  try {
    return { kind: 'answered', answer: await ask() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: 'failed', why: whyOf(error.name, performance.now() - from >= timeoutMs), detail: error.message };
  }
}

/** By the name of the browser's error (WebAuthn level 3 §5.1.3, §5.1.4). */
function whyOf(name: string, late: boolean): CeremonyFailure['why'] {
  switch (name) {
    case 'NotAllowedError':
      return late ? 'timed_out' : 'cancelled';
    case 'AbortError':
      return 'cancelled';
    case 'InvalidStateError':
      return 'known';
    case 'SecurityError':
    case 'NotSupportedError':
      return 'impossible';
    default:
      return 'broken';
  }
}
