import type { ApiError } from '../../http/api.ts';

/** What the server says of a key that was shown; `KeyStep` has the words. */
export const KEY_REFUSED = ['bad_key', 'key_unknown', 'key_challenge_over', 'key_copied'] as const;

export const keyRefused = (error: ApiError | undefined): boolean => KEY_REFUSED.some((code) => code === error?.code);
