import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import pg from 'pg';
import type { LiveSession, LiveSessions } from '../realtime/live-world.ts';
import type { Account, Accounts } from './accounts.ts';

const SWEEP_MS = 3000;

/** Name of the session cookie: `__Host-` demands TLS, which a plain LAN does not have. */
export function cookieName(tls: 'on' | 'off'): string {
  return tls === 'on' ? '__Host-sitong' : 'sitong';
}

/** Our tokens hold only letters that travel as they are: nothing to decode, and nothing that could fail to. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...rest] = part.split('=');
    if (key?.trim() === name) return rest.join('=').trim();
  }
  return undefined;
}

class KnownSession implements LiveSession {
  status: 'valid' | 'ended' = 'valid';
  readonly #listeners = new Set<() => void>();
  readonly id: string;
  readonly info: SessionInfo;
  readonly token: string;

  constructor(id: string, info: SessionInfo, token: string) {
    this.id = id;
    this.info = info;
    this.token = token;
  }

  onEnd(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(): void {
    if (this.status === 'ended') return;
    this.status = 'ended';
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

export interface SessionBookOptions {
  accounts: Accounts;
  cookie: string;
  databaseUrl: string;
  /** What the county says of an account: name, posts, teams, tags, worlds. */
  describe: (account: Account) => SessionInfo;
  onError: (error: unknown, what: string) => void;
}

/**
 * Sessions this node has met. An ended one is known within a moment by NOTIFY, and at the latest at the next
 * sweep: sockets close within 5 s of a revocation even when the notice is lost.
 */
export class SessionBook implements LiveSessions {
  readonly #options: SessionBookOptions;
  readonly #byToken = new Map<string, KnownSession>();
  readonly #byId = new Map<string, KnownSession>();
  #listener: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: 'no' | 'yes' = 'no';

  constructor(options: SessionBookOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    await this.#listen();
    this.#timer = setInterval(() => this.#sweep(), SWEEP_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#listener?.removeAllListeners('error');
    this.#listener?.on('error', () => undefined);
    await this.#listener?.end();
  }

  async authenticate({
    cookie,
    token,
  }: {
    cookie: string | undefined;
    token: string | undefined;
  }): Promise<LiveSession | undefined> {
    const secret = token ?? cookieValue(cookie, this.#options.cookie);
    if (secret === undefined || !secret.startsWith('ss_')) return undefined;
    const known = this.#byToken.get(secret);
    if (known !== undefined) return known.status === 'valid' ? known : undefined;
    const found = await this.#options.accounts.sessionOf(secret);
    if (found === undefined) return undefined;
    const again = this.#byToken.get(secret);
    if (again !== undefined) return again;
    const session = new KnownSession(found.id, this.#options.describe(found.account), secret);
    this.#byToken.set(secret, session);
    this.#byId.set(found.id, session);
    return session;
  }

  usernameOf(session: string): string {
    return this.#byId.get(session)?.info.username ?? '';
  }

  /** Worlds or county changed: everyone is looked at afresh; sockets come back by themselves. */
  forgetAll(): void {
    for (const session of [...this.#byId.values()]) this.#drop(session);
  }

  #drop(session: KnownSession): void {
    this.#byToken.delete(session.token);
    this.#byId.delete(session.id);
    session.end();
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.databaseUrl,
      application_name: 'sitong-sessions',
      connectionTimeoutMillis: 3000,
    });
    client.on('error', (error) => {
      this.#options.onError(error, 'the session notices broke off; the sweep goes on and the connection is made again');
      if (this.#listener === client) this.#listener = undefined;
    });
    client.on('notification', ({ payload }) => {
      const session = payload === undefined ? undefined : this.#byId.get(payload);
      if (session !== undefined) this.#drop(session);
    });
    await client.connect();
    await client.query('LISTEN sitong_sessions');
    this.#listener = client;
  }

  #sweep(): void {
    if (this.#sweeping === 'yes') return;
    this.#sweeping = 'yes';
    const work = async (): Promise<void> => {
      if (this.#listener === undefined) await this.#listen();
      const ids = [...this.#byId.keys()];
      for (let i = 0; i < ids.length; i += 1000) {
        for (const id of await this.#options.accounts.endedAmong(ids.slice(i, i + 1000))) {
          const session = this.#byId.get(id);
          if (session !== undefined) this.#drop(session);
        }
      }
    };
    work()
      .catch((error: unknown) => this.#options.onError(error, 'sweeping ended sessions failed'))
      .finally(() => {
        this.#sweeping = 'no';
      });
  }
}
