import { z } from 'zod';
import { ApiError, api } from '../../http/api.ts';

const PATH = '/api/session/second-factor';

const StateSchema = z.object({
  state: z.enum(['none', 'pending', 'active']),
  demand: z.enum(['optional', 'required']),
  recoveryLeft: z.number(),
});
const BegunSchema = z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() });
export type Begun = z.infer<typeof BegunSchema>;

export const secondFactorQuery = {
  queryKey: ['second-factor'],
  queryFn: () => api(PATH, { schema: StateSchema }),
};

export function beginSecondFactor(password: string): Promise<Begun> {
  return api(PATH, { method: 'POST', body: { password }, schema: BegunSchema });
}

/** The recovery codes, shown once. */
export async function confirmSecondFactor(code: string): Promise<readonly string[]> {
  const schema = z.object({ recoveryCodes: z.array(z.string()) });
  return (await api(`${PATH}/confirm`, { method: 'POST', body: { code }, schema })).recoveryCodes;
}

export function removeSecondFactor(password: string, code: string): Promise<undefined> {
  return api(PATH, { method: 'DELETE', body: { password, code }, schema: z.undefined() });
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
