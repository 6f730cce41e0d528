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
    await exchangeWallToken();
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

/**
 * A wall that is started by its own address: the token is exchanged once for a session and leaves the address, so
 * that no photo of the screen and no history holds it. A used token says so by 401, and sign-in follows.
 */
async function exchangeWallToken(): Promise<void> {
  const address = new URL(window.location.href);
  const token = address.searchParams.get('token');
  if (token === null || !token.startsWith('wd_')) return;
  address.searchParams.delete('token');
  window.history.replaceState(window.history.state, '', address);
  await api('/api/session/wall', { method: 'POST', body: { token }, schema: SessionInfoSchema });
}

/** A password and, once the server asks for it, a code or what a key answered. */
export interface Proof {
  password: string;
  code?: string;
  key?: unknown;
}

/**
 * Throws ApiError: bad_credentials, second_factor_needed (facts.asked says what), bad_second_factor, one of the codes
 * of keys, locked (facts.until), disabled, offline.
 */
export async function signIn(username: string, proof: Proof): Promise<SessionInfo> {
  const body = { username, ...proof };
  const session = await api('/api/session', { method: 'POST', body, schema: SessionInfoSchema });
  keepSession(session);
  return session;
}

/** Somebody is signed in here from now on: after a sign-in, or after a hand-over. */
export function keepSession(session: SessionInfo): void {
  localStorage.setItem(REMEMBERED, JSON.stringify(session));
  useSessionStore.setState({ state: { kind: 'signed_in', session } });
}

/** The same person again, after the console was left alone. Throws ApiError as `signIn` does. */
export async function unlock(body: Proof): Promise<void> {
  await api('/api/session/unlock', { method: 'POST', body, schema: z.undefined() });
}

/** Tells the server that somebody is here; `idle`: it was too long, and the password is asked for. */
export async function tellTouch(): Promise<'told' | 'idle'> {
  try {
    await api('/api/session/touch', { method: 'POST', schema: z.undefined() });
    return 'told';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // Without a line nothing is lost: the next touch tells it.
    return error.code === 'idle_locked' ? 'idle' : 'told';
  }
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
