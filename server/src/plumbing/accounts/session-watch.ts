import pg from 'pg';
import type { Binding } from './device-proofs.ts';
import type { SessionStore } from './session-store.ts';

const SWEEP_MS = 3000;

/** What a node holds of sessions, to be kept true to the table. */
export interface Watched {
  ids(): readonly string[];
  /** Somebody, on whichever node, did this to a session; `ended` when the notice names nothing else. */
  told(id: string, what: string): void;
  /** It is not among those that stand any more. */
  gone(id: string): void;
  /** It stands, bound to this or to nothing. */
  stands(id: string, binding: Binding | undefined): void;
}

export interface SessionWatchOptions {
  store: Pick<SessionStore, 'standing'>;
  databaseUrl: string;
  onError: (error: unknown, what: string) => void;
}

/** Hears of sessions by NOTIFY, and looks every three seconds itself: a lost notice costs no more than that. */
export class SessionWatch {
  readonly #options: SessionWatchOptions;
  readonly #watched: Watched;
  #listener: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: 'no' | 'yes' | 'again' = 'no';

  constructor(options: SessionWatchOptions, watched: Watched) {
    this.#options = options;
    this.#watched = watched;
  }

  async open(): Promise<void> {
    await this.#listen();
    this.#timer = setInterval(() => this.sweep(), SWEEP_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#listener?.removeAllListeners('error');
    this.#listener?.on('error', () => undefined);
    await this.#listener?.end();
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
    client.on('notification', ({ payload = '' }) => {
      const [id = '', what = 'ended'] = payload.split(' ').reverse();
      this.#watched.told(id, what);
    });
    await client.connect();
    await client.query('LISTEN sitong_sessions');
    this.#listener = client;
  }

  /** Looks at all of them now; asked while it looks, once more afterwards. */
  sweep(): void {
    if (this.#sweeping !== 'no') {
      this.#sweeping = 'again';
      return;
    }
    this.#sweeping = 'yes';
    const work = async (): Promise<void> => {
      if (this.#listener === undefined) await this.#listen();
      const ids = this.#watched.ids();
      for (let i = 0; i < ids.length; i += 1000) {
        const some = ids.slice(i, i + 1000);
        const standing = await this.#options.store.standing(some);
        for (const id of some) {
          if (standing.has(id)) this.#watched.stands(id, standing.get(id));
          else this.#watched.gone(id);
        }
      }
    };
    work()
      .catch((error: unknown) => this.#options.onError(error, 'sweeping ended sessions failed'))
      .finally(() => {
        const again = this.#sweeping === 'again';
        this.#sweeping = 'no';
        if (again) this.sweep();
      });
  }
}
