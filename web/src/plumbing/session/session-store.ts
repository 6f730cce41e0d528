import { type SessionInfo, SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import { z } from 'zod';
import { create } from 'zustand';
import { ApiError, api } from '../http/api.ts';

export type SessionState =
  | { kind: 'unknown' }
  | { kind: 'signed_out' }
  | { kind: 'signed_in'; session: SessionInfo }
  /** No line and nobody known: the phone may still work from what it stored. */
  | { kind: 'unreachable' };

export const useSessionStore = create<{ state: SessionState }>(() => ({ state: { kind: 'unknown' } }));

const REMEMBERED = 'sitong.session';

/** Asks who is signed in. Without a line the last known person stays, for screens that work offline. */
export async function loadSession(): Promise<SessionState> {
  let state: SessionState;
  try {
    const session = await api('/api/session', { schema: SessionInfoSchema });
    localStorage.setItem(REMEMBERED, JSON.stringify(session));
    state = { kind: 'signed_in', session };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) {
      localStorage.removeItem(REMEMBERED);
      state = { kind: 'signed_out' };
    } else {
      const remembered = SessionInfoSchema.safeParse(JSON.parse(localStorage.getItem(REMEMBERED) ?? 'null'));
      state = remembered.success ? { kind: 'signed_in', session: remembered.data } : { kind: 'unreachable' };
    }
  }
  useSessionStore.setState({ state });
  return state;
}

/** Throws ApiError: bad_credentials, locked (facts.until), disabled, offline. */
export async function signIn(username: string, password: string): Promise<SessionInfo> {
  const session = await api('/api/session', {
    method: 'POST',
    body: { username, password },
    schema: SessionInfoSchema,
  });
  localStorage.setItem(REMEMBERED, JSON.stringify(session));
  useSessionStore.setState({ state: { kind: 'signed_in', session } });
  return session;
}

export async function signOut(): Promise<void> {
  await api('/api/session', { method: 'DELETE', schema: z.undefined() });
  localStorage.removeItem(REMEMBERED);
  useSessionStore.setState({ state: { kind: 'signed_out' } });
}

/** The signed-in person. Only below the gate, which shows nothing else without one. */
export function useSession(): SessionInfo {
  const state = useSessionStore((store) => store.state);
  if (state.kind !== 'signed_in') throw new Error('useSession stands outside the gate');
  return state.session;
}
