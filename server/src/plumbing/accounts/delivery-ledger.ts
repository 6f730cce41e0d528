import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { DeliveryLedger } from '../realtime/live-world.ts';
import { deliveries } from './schema.ts';

const FLUSH_MS = 2000;

interface Shown {
  session: string;
  username: string;
  world: string;
  seq: number;
}

/** Keeps who had seen what: per session the highest sequence shown, written in batches. */
export class StoredDeliveryLedger implements DeliveryLedger {
  readonly #db: NodePgDatabase;
  readonly #usernameOf: (session: string) => string;
  readonly #onError: (error: unknown, what: string) => void;
  readonly #timer: NodeJS.Timeout;
  #waiting = new Map<string, Shown>();
  #writing: Promise<void> = Promise.resolve();

  constructor(
    db: NodePgDatabase,
    usernameOf: (session: string) => string,
    onError: (error: unknown, what: string) => void,
  ) {
    this.#db = db;
    this.#usernameOf = usernameOf;
    this.#onError = onError;
    this.#timer = setInterval(() => this.flush(), FLUSH_MS);
  }

  shown(session: string, world: string, seq: number): void {
    this.#keep({ session, username: this.#usernameOf(session), world, seq });
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

  /** Who had shown `seq` of `world`, and when first. */
  async whoHadSeen(world: string, seq: number): Promise<{ username: string; at: Date }[]> {
    return this.#db
      .select({ username: deliveries.username, at: sql<Date>`min(${deliveries.at})`.mapWith(deliveries.at) })
      .from(deliveries)
      .where(sql`${deliveries.world} = ${world} AND ${deliveries.seq} >= ${seq}`)
      .groupBy(deliveries.username)
      .orderBy(deliveries.username);
  }
}
