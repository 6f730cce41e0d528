import { useState } from 'react';
import { ApiError } from '../http/api.ts';
import { unlock } from './session-store.ts';

export interface Unlocking {
  readonly secret: string;
  readonly setSecret: (secret: string) => void;
  /** Undefined until the server says that this person has a second factor. */
  readonly code: string | undefined;
  readonly setCode: (code: string) => void;
  /** Code of what was wrong with the last try. */
  readonly failed: string | undefined;
  readonly work: 'idle' | 'working';
  readonly send: () => Promise<void>;
}

/** A screen that locked itself asks the same person for the password, and for the code of a second factor. */
export function useUnlock(onOpen: () => void): Unlocking {
  const [secret, setSecret] = useState('');
  const [code, setCode] = useState<string>();
  const [failed, setFailed] = useState<string>();
  const [work, setWork] = useState<'idle' | 'working'>('idle');
  const send = async (): Promise<void> => {
    setWork('working');
    setFailed(undefined);
    try {
      await unlock(secret, code?.trim());
      onOpen();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'second_factor_needed') setCode('');
      else setFailed(error.code);
    } finally {
      setWork('idle');
    }
  };
  return { secret, setSecret, code, setCode, failed, work, send };
}
