import {
  DEVICE_HEADER,
  NONCE_HEADER,
  PASS_HEADER,
  PASS_MS,
  PROOF_HEADER,
  signedText,
  WAITING_HEADER,
  WipeOrderSchema,
} from '@sitong/shared/protocol/device.ts';
import { z } from 'zod';
import { phoneSigning } from './phone-keys.ts';
import { DEVICE_MARK, markOf, NONCE_MARK, WAITING_MARK } from './phone-marks.ts';

const ErrorSchema = z.object({ error: z.object({ code: z.string(), facts: z.unknown().optional() }) });
const NonceSchema = z.object({ nonce: z.string() });

/**
 * Requests of an enrolled phone. The pass that stands for its key is held here, in memory: a page that is opened again
 * signs a word of the server's first. `none`: the session is not bound, or there is none; a refusal says when that changes.
 */
let pass: string | 'none' | undefined;
/** `performance.now()` of the pass. */
let passedMs = 0;
let proving: Promise<void> | undefined;
/** An enrolment on its way: what is asked meanwhile would be refused for want of a pass. */
let settling: Promise<unknown> = Promise.resolve();

/** A dead line must not keep everything waiting that comes after. */
export const ASK_MS = 15_000;
/** Renewed a while before it runs out, so that a request is not refused for it. */
const RENEW_MS = PASS_MS - 60_000;

const isStale = (): boolean => pass === undefined || (pass !== 'none' && performance.now() - passedMs > RENEW_MS);

export function hold<T>(work: Promise<T>): Promise<T> {
  settling = Promise.allSettled([work]);
  return work;
}

export function base64url(bytes: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export async function signed(purpose: 'enrol' | 'proof' | 'wiped', nonce: string, about: string): Promise<string> {
  const { privateKey } = await phoneSigning();
  const text = new TextEncoder().encode(signedText(purpose, nonce, about));
  return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, text));
}

function deviceHeader(): Record<string, string> {
  const device = markOf(DEVICE_MARK);
  return device === null ? {} : { [DEVICE_HEADER]: device };
}

/** Signs a word of the server's and takes the pass for it; without a word at hand, and without a line, it stays as it is. */
export function prove(nonce = markOf(NONCE_MARK)): Promise<void> {
  if (nonce === null) return Promise.resolve();
  proving ??= proved(nonce).finally(() => {
    proving = undefined;
  });
  return proving;
}

async function proved(nonce: string): Promise<void> {
  localStorage.removeItem(NONCE_MARK);
  const path = '/api/session';
  const proof = `${nonce}.${await signed('proof', nonce, `GET ${path}`)}`;
  const waiting = markOf(WAITING_MARK);
  const headers = {
    ...deviceHeader(),
    [PROOF_HEADER]: proof,
    ...(waiting === null ? {} : { [WAITING_HEADER]: waiting }),
  };
  let answer: Response;
  try {
    answer = await fetch(path, { credentials: 'same-origin', headers, signal: AbortSignal.timeout(ASK_MS) });
  } catch (error) {
    // It never left, or its answer was lost: the server tells a fresh word with its next refusal.
    localStorage.setItem(NONCE_MARK, nonce);
    throw error;
  }
  await obeyed(answer);
  const [fresh, next] = [answer.headers.get(PASS_HEADER), answer.headers.get(NONCE_HEADER)];
  if (next !== null) localStorage.setItem(NONCE_MARK, next);
  passedMs = performance.now();
  pass = fresh ?? (answer.status < 500 ? 'none' : undefined);
}

/** The word the server wants signed, if that is why it refused. Never comes back from an order to clear this phone. */
async function obeyed(answer: Response): Promise<string | undefined> {
  if (answer.status !== 401) return undefined;
  const said = ErrorSchema.safeParse(
    await answer
      .clone()
      .json()
      .catch(() => 'not ours'),
  ).data?.error;
  if (said?.code === 'device_wiped') await clear(said.facts);
  return said?.code === 'proof_needed' ? NonceSchema.safeParse(said.facts).data?.nonce : undefined;
}

async function clear(facts: unknown): Promise<void> {
  const order = WipeOrderSchema.safeParse(facts);
  if (!order.success) return;
  await (await import('./wipe.ts')).wipePhone(order.data);
  // The page is leaving: who asked is not told that nobody is signed in.
  await new Promise(() => 'never');
}

/** `fetch` to our own server, shown to come from this phone. A refused proof is made again, once. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  await settling;
  if (isStale()) await prove();
  const go = (): Promise<Response> => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(deviceHeader())) headers.set(name, value);
    if (pass !== undefined && pass !== 'none') headers.set(PASS_HEADER, pass);
    return fetch(path, { ...init, headers });
  };
  const answer = await go();
  const nonce = await obeyed(answer);
  if (nonce === undefined) return answer;
  await prove(nonce);
  return go();
}

/** What goes with the handshake of the live lane. */
export async function handshake(): Promise<object> {
  await settling;
  if (isStale()) await prove();
  const device = markOf(DEVICE_MARK);
  return { ...(pass === undefined || pass === 'none' ? {} : { pass }), ...(device === null ? {} : { device }) };
}

/** A refused handshake; `again`: it may be tried again. */
export async function handshakeRefused(code: string, data: unknown): Promise<'again' | 'over'> {
  if (code === 'device_wiped') await clear(data);
  const nonce = code === 'proof_needed' ? NonceSchema.safeParse(data).data?.nonce : undefined;
  if (nonce === undefined) return 'over';
  await prove(nonce);
  return 'again';
}
