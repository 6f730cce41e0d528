import { DeviceKeySchema, NONCE_HEADER, ThumbprintSchema, thumbprintText } from '@sitong/shared/protocol/device.ts';
import { z } from 'zod';
import { api } from '../http/api.ts';
import { phoneSigning } from './phone-keys.ts';
import { DEVICE_MARK } from './phone-marks.ts';
import { ASK_MS, base64url, hold, prove, signed } from './phone-send.ts';

/** Whether this phone's session acts with its key alone. */
export type Bound = { kind: 'bound' } | { kind: 'off'; why: 'insecure' | 'failed' | 'desk' };

const StandingSchema = z.object({ device: z.enum(['bound', 'none']), nonce: z.string() });

/**
 * Binds the session to this phone, once: from then on a copy of its cookie opens nothing. Throws ApiError without a line.
 * `label`: what administrators see, at most 80 characters.
 */
export async function enrolPhone(label: string): Promise<Bound> {
  if (globalThis.crypto?.subtle === undefined) return { kind: 'off', why: 'insecure' };
  const pair = await phoneSigning();
  const key = DeviceKeySchema.parse(await crypto.subtle.exportKey('jwk', pair.publicKey));
  const text = new TextEncoder().encode(thumbprintText(key));
  const device = ThumbprintSchema.parse(base64url(await crypto.subtle.digest('SHA-256', text)));
  localStorage.setItem(DEVICE_MARK, device);
  const standing = await api('/api/session/device', { schema: StandingSchema });
  if (standing.device === 'bound') return { kind: 'bound' };
  return hold(bind(device, { key, label, nonce: standing.nonce }));
}

async function bind(device: string, asked: { key: object; label: string; nonce: string }): Promise<Bound> {
  const body = JSON.stringify({ ...asked, signature: await signed('enrol', asked.nonce, device) });
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(ASK_MS);
  // Past `api`, which waits until this is settled.
  const answer = await fetch('/api/session/device', {
    method: 'POST',
    credentials: 'same-origin',
    headers,
    body,
    signal,
  });
  if (!answer.ok) {
    console.warn('this phone could not be enrolled', answer.status, await answer.text());
    return { kind: 'off', why: 'failed' };
  }
  await prove(answer.headers.get(NONCE_HEADER));
  return { kind: 'bound' };
}
