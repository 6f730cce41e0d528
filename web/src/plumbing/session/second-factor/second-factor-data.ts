import { z } from 'zod';
import { ApiError, api } from '../../http/api.ts';
import type { Proof } from '../session-store.ts';

const PATH = '/api/session/second-factor';
const KEYS = '/api/session/keys';

const KeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Host name it was registered at. */
  host: z.string(),
  state: z.enum(['active', 'refused']),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type OwnKey = z.infer<typeof KeySchema>;

const StateSchema = z.object({
  state: z.enum(['none', 'pending', 'active']),
  demand: z.enum(['optional', 'required']),
  recoveryLeft: z.number(),
  keys: z.array(KeySchema),
});
const BegunSchema = z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() });
export type Begun = z.infer<typeof BegunSchema>;
const CodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

export const secondFactorQuery = {
  queryKey: ['second-factor'],
  queryFn: () => api(PATH, { schema: StateSchema }),
};

export function beginSecondFactor(proof: Proof): Promise<Begun> {
  return api(PATH, { method: 'POST', body: proof, schema: BegunSchema });
}

/** The recovery codes, shown once. */
export async function confirmSecondFactor(code: string): Promise<readonly string[]> {
  return (await api(`${PATH}/confirm`, { method: 'POST', body: { code }, schema: CodesSchema })).recoveryCodes;
}

export function removeSecondFactor(proof: Proof): Promise<undefined> {
  return api(PATH, { method: 'DELETE', body: proof, schema: z.undefined() });
}

/** What the browser asks a new key, as the server says it. */
export async function keyOptions(proof: Proof): Promise<unknown> {
  const schema = z.object({ options: z.unknown() });
  return (await api(`${KEYS}/options`, { method: 'POST', body: proof, schema })).options;
}

/** Recovery codes come with the first one, and are shown once. */
export async function registerKey(name: string, key: unknown): Promise<readonly string[]> {
  return (await api(KEYS, { method: 'POST', body: { name, key }, schema: CodesSchema })).recoveryCodes;
}

export function renameKey(id: string, name: string): Promise<undefined> {
  return api(`${KEYS}/${id}`, { method: 'PUT', body: { name }, schema: z.undefined() });
}

export function removeKey(id: string, proof: Proof): Promise<undefined> {
  return api(`${KEYS}/${id}`, { method: 'DELETE', body: proof, schema: z.undefined() });
}

const KNOWN = [
  'bad_credentials',
  'bad_second_factor',
  'second_factor_needed',
  'second_factor_required',
  'locked',
] as const;
export type Why = (typeof KNOWN)[number] | 'other';

export function whyOf(error: unknown): { why: Why; code: string } {
  const code = error instanceof ApiError ? error.code : String(error);
  return { why: KNOWN.find((known) => known === code) ?? 'other', code };
}
