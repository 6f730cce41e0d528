import { randomBytes } from 'node:crypto';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Account } from './account.ts';
import type { Accounts } from './accounts.ts';
import { accounts, wallDevices } from './schema.ts';
import { newToken, tokenHash } from './secrets.ts';
import type { Opened } from './session-store.ts';

export interface WallDevice {
  id: string;
  name: string;
  username: string;
  createdBy: string;
  createdAt: Date;
  exchangedAt: Date | null;
  revokedAt: Date | null;
}

/**
 * Screens that nobody sits at. Each has an account of its own with the read-only role and no password anyone
 * knows; its token is exchanged once for a session that lasts a year, so that the screen comes back by itself
 * after a power cut and the token in an old address or photo opens nothing.
 */
export class WallDevices {
  readonly #db: NodePgDatabase;
  readonly #accounts: Pick<Accounts, 'create' | 'sessions' | 'setStatus'>;
  readonly #now: () => number;

  constructor(db: NodePgDatabase, accounts: Pick<Accounts, 'create' | 'sessions' | 'setStatus'>, now: () => number) {
    this.#db = db;
    this.#accounts = accounts;
    this.#now = now;
  }

  /** The token is shown once and stored hashed. `division`: root of what the screen shows. */
  async issue(name: string, division: string, createdBy: string): Promise<{ id: string; token: string }> {
    const id = newId();
    const token = newToken('wd');
    const username = `wall-${id.slice(-12)}`;
    const password = randomBytes(48).toString('base64url');
    await this.#accounts.create({ username, person: username, password, roles: ['wall'], division });
    await this.#db.insert(wallDevices).values({
      id,
      name,
      username,
      tokenHash: tokenHash(token),
      createdBy,
      createdAt: new Date(this.#now()),
    });
    return { id, token };
  }

  /** Undefined: unknown, revoked or exchanged already, also when two screens come at the same moment. */
  async exchange(token: string, device: string): Promise<{ name: string; opened: Opened } | undefined> {
    const [row] = await this.#db
      .update(wallDevices)
      .set({ exchangedAt: new Date(this.#now()) })
      .where(
        and(
          eq(wallDevices.tokenHash, tokenHash(token)),
          isNull(wallDevices.exchangedAt),
          isNull(wallDevices.revokedAt),
        ),
      )
      .returning({ name: wallDevices.name, username: wallDevices.username });
    if (row === undefined) return undefined;
    const { username, name } = row;
    const [kept] = await this.#db
      .select({ division: accounts.division })
      .from(accounts)
      .where(eq(accounts.username, username));
    const division = kept?.division ?? undefined;
    const account: Account = { username, person: username, roles: ['wall'], division, teams: [] };
    return { name, opened: await this.#accounts.sessions.open(account, device, 'device') };
  }

  async list(): Promise<WallDevice[]> {
    const rows = await this.#db.select().from(wallDevices).orderBy(desc(wallDevices.createdAt)).limit(500);
    return rows.map(({ tokenHash: _hash, ...device }) => device);
  }

  /** Its session ends within seconds and nothing opens it again. */
  async revoke(id: string): Promise<void> {
    const [row] = await this.#db
      .update(wallDevices)
      .set({ revokedAt: new Date(this.#now()) })
      .where(eq(wallDevices.id, id))
      .returning({ username: wallDevices.username });
    if (row !== undefined) await this.#accounts.setStatus(row.username, 'disabled');
  }
}
