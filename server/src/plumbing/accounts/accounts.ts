import { newId } from '@sitong/shared/kernel/ids.ts';
import { type Role, RoleSchema, type TokenScope, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { accounts, apiTokens, sessions } from './schema.ts';
import { hashPassword, newToken, passwordFits, tokenHash } from './secrets.ts';

/** Five wrong passwords close the door for a quarter of an hour (domain §10). */
const MOST_FAILURES = 5;
const LOCKED_MS = 15 * 60_000;
/** A shift and its hand-over; the wall's device stays for a year. */
const SESSION_MS = 14 * 3_600_000;
const WALL_SESSION_MS = 365 * 24 * 3_600_000;

export interface Account {
  username: string;
  person: string;
  roles: readonly Role[];
  division: string | undefined;
  teams: readonly string[];
}

export type SignIn =
  | { kind: 'signed_in'; token: string; sessionId: string; account: Account; expiresAt: Date }
  | { kind: 'refused'; code: 'bad_credentials' | 'disabled' }
  | { kind: 'refused'; code: 'locked'; until: Date };

export interface OpenSession {
  id: string;
  account: Account;
  expiresAt: Date;
}

export interface ApiToken {
  id: string;
  name: string;
  scopes: readonly TokenScope[];
  world: string;
}

type Row = typeof accounts.$inferSelect;

function toAccount(row: Row): Account {
  return {
    username: row.username,
    person: row.person,
    roles: z.array(RoleSchema).parse(row.roles),
    division: row.division ?? undefined,
    teams: row.teams,
  };
}

function notLocked(now: number) {
  return or(isNull(accounts.lockedUntil), lte(accounts.lockedUntil, new Date(now)));
}

export interface NewAccount {
  username: string;
  person: string;
  password: string;
  roles: readonly Role[];
  division?: string;
  teams?: readonly string[];
}

/** Accounts, sessions and tokens in the database. Ending a session tells every node by NOTIFY `sitong_sessions`. */
export class Accounts {
  readonly #db: NodePgDatabase;
  readonly #now: () => number;
  /** Verified when the name is unknown, so that a guess takes as long as a wrong password. */
  readonly #decoy: Promise<string>;

  constructor(db: NodePgDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
    this.#decoy = hashPassword(newToken('ss'));
  }

  /** False when the name is taken. */
  async create(account: NewAccount): Promise<boolean> {
    const done = await this.#db
      .insert(accounts)
      .values({
        username: account.username,
        person: account.person,
        passwordHash: await hashPassword(account.password),
        roles: [...account.roles],
        division: account.division ?? null,
        teams: [...(account.teams ?? [])],
      })
      .onConflictDoNothing()
      .returning({ username: accounts.username });
    return done.length === 1;
  }

  async list(): Promise<(Account & { status: Row['status']; lockedUntil: Date | null; createdAt: Date })[]> {
    const rows = await this.#db.select().from(accounts).orderBy(accounts.username).limit(2000);
    return rows.map((row) => ({
      ...toAccount(row),
      status: row.status,
      lockedUntil: row.lockedUntil,
      createdAt: row.createdAt,
    }));
  }

  async count(): Promise<number> {
    return this.#db.$count(accounts);
  }

  async setPassword(username: string, password: string): Promise<void> {
    await this.#db
      .update(accounts)
      .set({
        passwordHash: await hashPassword(password),
        passwordChangedAt: new Date(this.#now()),
        failedAttempts: 0,
        lockedUntil: null,
      })
      .where(eq(accounts.username, username));
    await this.endAllOf(username, 'password_changed');
  }

  /** Changed power ends the open sessions: the person signs in anew with it. */
  async setPower(username: string, roles: readonly Role[], division: string | undefined): Promise<void> {
    await this.#db
      .update(accounts)
      .set({ roles: [...roles], division: division ?? null })
      .where(eq(accounts.username, username));
    await this.endAllOf(username, 'power_changed');
  }

  async setStatus(username: string, status: Row['status']): Promise<void> {
    await this.#db.update(accounts).set({ status }).where(eq(accounts.username, username));
    if (status === 'disabled') await this.endAllOf(username, 'disabled');
  }

  async signIn(username: string, password: string, device: string): Promise<SignIn> {
    const [row] = await this.#db.select().from(accounts).where(eq(accounts.username, username));
    if (row === undefined) {
      await passwordFits(await this.#decoy, password);
      return { kind: 'refused', code: 'bad_credentials' };
    }
    const now = this.#now();
    if (row.lockedUntil !== null && row.lockedUntil.getTime() > now)
      return { kind: 'refused', code: 'locked', until: row.lockedUntil };
    if (!(await passwordFits(row.passwordHash, password))) return this.#failed(row.username, now);
    if (row.status === 'disabled') return { kind: 'refused', code: 'disabled' };
    // Guesses that ran beside this one may have locked the account meanwhile: then even the right one is too late.
    const wiped = await this.#db
      .update(accounts)
      .set({ failedAttempts: 0, lockedUntil: null })
      .where(and(eq(accounts.username, username), notLocked(now)))
      .returning({ username: accounts.username });
    if (wiped.length === 0) return this.#locked(username, now);
    return this.#openSession(toAccount(row), device, now);
  }

  async #locked(username: string, now: number): Promise<SignIn> {
    const [row] = await this.#db
      .select({ until: accounts.lockedUntil })
      .from(accounts)
      .where(eq(accounts.username, username));
    return { kind: 'refused', code: 'locked', until: row?.until ?? new Date(now + LOCKED_MS) };
  }

  async #failed(username: string, now: number): Promise<SignIn> {
    // Counted in the database in one step: parallel guesses cannot slip past each other.
    const [after] = await this.#db
      .update(accounts)
      .set({
        failedAttempts: sql`CASE WHEN ${accounts.failedAttempts} + 1 >= ${MOST_FAILURES} THEN 0 ELSE ${accounts.failedAttempts} + 1 END`,
        lockedUntil: sql`CASE WHEN ${accounts.failedAttempts} + 1 >= ${MOST_FAILURES} THEN ${new Date(now + LOCKED_MS)}::timestamptz ELSE ${accounts.lockedUntil} END`,
      })
      .where(and(eq(accounts.username, username), notLocked(now)))
      .returning({ lockedUntil: accounts.lockedUntil });
    if (after === undefined) return this.#locked(username, now);
    const until = after.lockedUntil;
    if (until !== null && until.getTime() > now) return { kind: 'refused', code: 'locked', until };
    return { kind: 'refused', code: 'bad_credentials' };
  }

  async #openSession(account: Account, device: string, now: number): Promise<SignIn> {
    const token = newToken('ss');
    const id = newId();
    const expiresAt = new Date(now + (account.roles.includes('wall') ? WALL_SESSION_MS : SESSION_MS));
    await this.#db.insert(sessions).values({
      id,
      tokenHash: tokenHash(token),
      username: account.username,
      createdAt: new Date(now),
      expiresAt,
      device: device.slice(0, 200),
    });
    return { kind: 'signed_in', token, sessionId: id, account, expiresAt };
  }

  async sessionOf(token: string): Promise<OpenSession | undefined> {
    const [row] = await this.#db
      .select()
      .from(sessions)
      .innerJoin(accounts, eq(accounts.username, sessions.username))
      .where(and(eq(sessions.tokenHash, tokenHash(token)), isNull(sessions.endedAt)));
    if (row === undefined || row.sessions.expiresAt.getTime() <= this.#now() || row.accounts.status !== 'active')
      return undefined;
    return { id: row.sessions.id, account: toAccount(row.accounts), expiresAt: row.sessions.expiresAt };
  }

  async endSession(id: string, why: string): Promise<void> {
    await this.#end(eq(sessions.id, id), why);
  }

  async endAllOf(username: string, why: string): Promise<void> {
    await this.#end(eq(sessions.username, username), why);
  }

  async #end(which: ReturnType<typeof eq>, why: string): Promise<void> {
    const ended = await this.#db
      .update(sessions)
      .set({ endedAt: new Date(this.#now()), endedWhy: why })
      .where(and(which, isNull(sessions.endedAt)))
      .returning({ id: sessions.id });
    for (const { id } of ended) await this.#db.execute(sql`SELECT pg_notify('sitong_sessions', ${id})`);
  }

  /** Of these sessions, those that are no longer open: the sweep behind a lost NOTIFY. */
  async endedAmong(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const open = await this.#db
      .select({ id: sessions.id })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.username, sessions.username))
      .where(
        and(
          sql`${sessions.id} = ANY(${sql.param(ids)}::uuid[])`,
          isNull(sessions.endedAt),
          sql`${sessions.expiresAt} > ${new Date(this.#now())}`,
          eq(accounts.status, 'active'),
        ),
      );
    const alive = new Set(open.map((row) => row.id));
    return ids.filter((id) => !alive.has(id));
  }

  /** The token is shown once and stored hashed. */
  async createToken(name: string, scopes: readonly TokenScope[], world: string, createdBy: string): Promise<string> {
    const token = newToken('st');
    await this.#db
      .insert(apiTokens)
      .values({ id: newId(), tokenHash: tokenHash(token), name, scopes: [...scopes], world, createdBy });
    return token;
  }

  async tokenOf(token: string): Promise<ApiToken | undefined> {
    const [row] = await this.#db
      .select()
      .from(apiTokens)
      .where(and(eq(apiTokens.tokenHash, tokenHash(token)), isNull(apiTokens.revokedAt)));
    if (row === undefined) return undefined;
    return { id: row.id, name: row.name, scopes: z.array(TokenScopeSchema).parse(row.scopes), world: row.world };
  }

  async listTokens(): Promise<(ApiToken & { createdBy: string; createdAt: Date; revokedAt: Date | null })[]> {
    const rows = await this.#db.select().from(apiTokens).orderBy(apiTokens.createdAt).limit(2000);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: z.array(TokenScopeSchema).parse(row.scopes),
      world: row.world,
      createdBy: row.createdBy,
      createdAt: row.createdAt,
      revokedAt: row.revokedAt,
    }));
  }

  async revokeToken(id: string): Promise<void> {
    await this.#db
      .update(apiTokens)
      .set({ revokedAt: new Date(this.#now()) })
      .where(eq(apiTokens.id, id));
  }
}
