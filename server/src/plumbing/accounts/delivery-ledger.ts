import { and, eq, gte, lte, type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { DeliveryLedger } from '../realtime/live-world.ts';
import { deliveries } from './schema.ts';

const FLUSH_MS = 2000;

interface Shown {
  session: string;
  username: string;
  world: string;
  seq: number;
  at: Date;
}

/** Keeps who had seen what: per session the highest sequence shown, written in batches. */
export class StoredDeliveryLedger implements DeliveryLedger {
  readonly #db: NodePgDatabase;
  readonly #usernameOf: (session: string) => string;
  readonly #onError: (error: unknown, what: string) => void;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #waiting = new Map<string, Shown>();
  #writing: Promise<void> = Promise.resolve();

  constructor(
    db: NodePgDatabase,
    usernameOf: (session: string) => string,
    onError: (error: unknown, what: string) => void,
    now: () => number = Date.now,
  ) {
    this.#db = db;
    this.#now = now;
    this.#usernameOf = usernameOf;
    this.#onError = onError;
    this.#timer = setInterval(() => this.flush(), FLUSH_MS);
  }

  shown(session: string, world: string, seq: number): void {
    // By the clock that events are recorded by, when it was said and not when it is written.
    this.#keep({ session, username: this.#usernameOf(session), world, seq, at: new Date(this.#now()) });
  }

  #keep(row: Shown): void {
    const key = `${row.world}|${row.session}`;
    const known = this.#waiting.get(key);
    if (known === undefined || known.seq < row.seq) this.#waiting.set(key, row);
  }

  flush(): void {
    if (this.#waiting.size === 0) return;
    const rows = [...this.#waiting.values()];
    this.#waiting = new Map();
    this.#writing = this.#writing
      .then(() => this.#db.insert(deliveries).values(rows).onConflictDoNothing())
      .then(() => undefined)
      .catch((error: unknown) => {
        this.#onError(error, `${rows.length} rows of the delivery ledger wait for the database`);
        for (const row of rows) this.#keep(row);
      });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.flush();
    await this.#writing;
  }

  /**
   * Everyone who had a screen in `world`, with when one first stood at `seq` or beyond; null: none did so far. The live
   * world's ledger goes back for years: there, `between` says around which moments of the server's clock to look.
   */
  async whoHadSeen(world: string, seq: number, between?: Between): Promise<{ username: string; at: Date | null }[]> {
    const at = sql<Date | null>`min(${deliveries.at}) FILTER (WHERE ${deliveries.seq} >= ${seq})`.mapWith(
      deliveries.at,
    );
    return this.#db
      .select({ username: deliveries.username, at })
      .from(deliveries)
      .where(and(eq(deliveries.world, world), within(between)))
      .groupBy(deliveries.username)
      .orderBy(deliveries.username);
  }

  /** When a screen of each person first stood at each of the places `from` … `to`, in the order of the log. */
  async steps(
    world: string,
    from: number,
    to: number,
    between?: Between,
  ): Promise<{ username: string; seq: number; at: Date }[]> {
    return this.#db
      .select({
        username: deliveries.username,
        seq: deliveries.seq,
        at: sql`min(${deliveries.at})`.mapWith(deliveries.at),
      })
      .from(deliveries)
      .where(and(eq(deliveries.world, world), gte(deliveries.seq, from), lte(deliveries.seq, to), within(between)))
      .groupBy(deliveries.username, deliveries.seq)
      .orderBy(deliveries.seq);
  }
}

/** Times by the server's clock. */
export interface Between {
  from: Date;
  to: Date;
}

function within(between: Between | undefined): SQL | undefined {
  return between === undefined ? undefined : and(gte(deliveries.at, between.from), lte(deliveries.at, between.to));
}
