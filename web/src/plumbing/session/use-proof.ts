import { useState } from 'react';
import { ApiError } from '../http/api.ts';
import type { Proof } from './session-store.ts';

export interface Proving {
  readonly secret: string;
  readonly setSecret: (secret: string) => void;
  /** Undefined until the server says that this person has a second factor. */
  readonly code: string | undefined;
  readonly setCode: (code: string) => void;
  /** What the server asks beside the password (`SecondAskedSchema`), as it came. */
  readonly asked: unknown;
  /** What was wrong with the last try. */
  readonly failed: ApiError | undefined;
  readonly work: 'idle' | 'working';
  /** With what a key answered; without: with what is typed. */
  readonly send: (key?: unknown) => Promise<void>;
  /** Back to the beginning: another name was typed, or something else is proven. */
  readonly reset: () => void;
}

/** What `facts.asked` holds, when the server asks for a second factor; undefined when it says anything else. */
export function askedBy(error: unknown): { asked: unknown } | undefined {
  if (!(error instanceof ApiError) || error.code !== 'second_factor_needed') return undefined;
  const { facts } = error;
  return { asked: typeof facts === 'object' && facts !== null && 'asked' in facts ? facts.asked : undefined };
}

/** Password first; then, when the server asks for it, a code or a key. Throws on what is no answer of the server. */
export function useProof(act: (proof: Proof) => Promise<void>): Proving {
  const [secret, setSecret] = useState('');
  const [code, setCode] = useState<string>();
  const [asked, setAsked] = useState<unknown>();
  const [failed, setFailed] = useState<ApiError>();
  const [work, setWork] = useState<'idle' | 'working'>('idle');
  /** `asked`: the server wants more. */
  const attempt = async (shown: Omit<Proof, 'password'>): Promise<'done' | 'asked' | 'failed'> => {
    try {
      await act({ password: secret, ...shown });
      return 'done';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const more = askedBy(error);
      if (more === undefined) {
        setFailed(error);
        return 'failed';
      }
      setCode((typed) => typed ?? '');
      setAsked(more.asked);
      return 'asked';
    }
  };
  const send = async (key?: unknown): Promise<void> => {
    setWork('working');
    setFailed(undefined);
    const typed = code?.trim() ?? '';
    try {
      const end = await attempt(key !== undefined ? { key } : typed === '' ? {} : { code: typed });
      // What a key was asked counts once: ask anew, so that the next touch can be good.
      if (end === 'failed' && key !== undefined) await attempt({});
    } finally {
      setWork('idle');
    }
  };
  const reset = (): void => {
    setSecret('');
    setCode(undefined);
    setAsked(undefined);
    setFailed(undefined);
  };
  return { secret, setSecret, code, setCode, asked, failed, work, send, reset };
}
