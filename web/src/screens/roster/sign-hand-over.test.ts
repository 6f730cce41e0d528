import { describe, expect, it } from 'vitest';
import { ApiError } from '../../plumbing/http/api.ts';
import { askedOfSigners, nowAsked, type Signer } from './sign-hand-over.ts';

const typed = (username: string, more: Partial<Signer> = {}): Signer => ({
  username,
  password: 'p',
  code: undefined,
  ...more,
});
const refusal = (code: string, facts: object = {}) => new ApiError(401, code, '', { path: 'outgoing', facts });

describe('second factors of the two who sign', () => {
  it('are asked of each by name, and of nobody when something else was wrong', () => {
    const facts = { incoming: { app: 'none' } };
    expect(askedOfSigners(refusal('second_factor_needed', facts))).toEqual(facts);
    expect(askedOfSigners(refusal('bad_credentials', facts))).toBeUndefined();
    expect(askedOfSigners(new Error('no answer'))).toBeUndefined();
  });

  it('a key that was shown stays while the other one is asked', () => {
    const both = { outgoing: typed('duty', { code: '', asked: {}, key: 'shown' }), incoming: typed('leader') };
    const after = nowAsked(both, { incoming: { app: 'none' } });
    expect(after.outgoing).toBe(both.outgoing);
    expect(after.incoming).toEqual(typed('leader', { code: '', asked: { app: 'none' } }));
  });

  it('keys that were used up are shown anew, and what was typed stays', () => {
    const both = {
      outgoing: typed('duty', { code: '', asked: {}, key: 'shown' }),
      incoming: typed('leader', { code: '123456' }),
    };
    expect(nowAsked(both, undefined)).toEqual({
      outgoing: typed('duty', { code: '' }),
      incoming: typed('leader', { code: '123456' }),
    });
  });
});
