import { z } from 'zod';
import { type ApiError, api } from '../../http/api.ts';
import type { Proof } from '../session-store.ts';

/** Every other session of the account ends; this one goes on. Throws ApiError with the codes below. */
export function changePassword(proof: Proof, next: string): Promise<undefined> {
  const body = { ...proof, next };
  return api('/api/session/password', { method: 'PUT', body, schema: z.undefined() });
}

const ABOUT_NEXT = [
  'password_too_short',
  'password_too_long',
  'password_too_simple',
  'password_holds_name',
  'password_same',
] as const;
const ABOUT_OLD = ['bad_credentials', 'locked', 'disabled', 'password_overtaken', 'offline'] as const;
const ABOUT_CODE = ['second_factor_needed', 'bad_second_factor'] as const;

export type PasswordRefusal =
  | { field: 'next'; why: (typeof ABOUT_NEXT)[number] }
  | { field: 'old'; why: (typeof ABOUT_OLD)[number] | 'other'; code: string }
  | { field: 'code'; why: (typeof ABOUT_CODE)[number] };

/** At which field an answer belongs. */
export function passwordRefusal({ code }: ApiError): PasswordRefusal {
  const next = ABOUT_NEXT.find((why) => why === code);
  if (next !== undefined) return { field: 'next', why: next };
  const second = ABOUT_CODE.find((why) => why === code);
  if (second !== undefined) return { field: 'code', why: second };
  return { field: 'old', why: ABOUT_OLD.find((why) => why === code) ?? 'other', code };
}
