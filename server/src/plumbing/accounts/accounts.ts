import { deviceKindOf } from '@sitong/shared/kernel/idle.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { type Role, RoleSchema, type TokenScope, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { accounts, apiTokens, secondFactors, sessions } from './schema.ts';
import type { SecondFactors, SecondShown } from './second-factors.ts';
import { hashPassword, newToken, passwordFits, tokenHash } from './secrets.ts';

/** Five wrong passwords close the door for a quarter of an hour (domain §10). */
const MOST_FAILURES = 5;
const LOCKED_MS = 15 * 60_000;
/** A shift and its hand-over; a phone outlasts three days without a line; the wall's device stays for a year. */
const SESSION_MS = { console: 14 * 3_600_000, phone: 7 * 24 * 3_600_000, wall: 365 * 24 * 3_600_000 } as const;

export interface Account {
  username: string;
  person: string;
  roles: readonly Role[];
  division: string | undefined;
  teams: readonly string[];
}

/** `second_factor_needed`: the password was right, a code must come with it. */
export type SignInRefusal =
  | { kind: 'refused'; code: 'bad_credentials' | 'disabled' | 'second_factor_needed' | 'bad_second_factor' }
  | { kind: 'refused'; code: 'locked'; until: Date };
/** What a person showed beside the password; `device`: a screen that signed in by its own token. */
export type Second = SecondShown | 'none' | 'device';
export type Proven = { kind: 'proven'; account: Account; second: Second };
export interface Opened {
  kind: 'signed_in';
  token: string;
  sessionId: string;
  account: Account;
  expiresAt: Date;
  second: Second;
}
export type SignIn = Opened | SignInRefusal;

/** `enrol`: a second factor is required and not yet set up; such a session can do that and nothing else. */
export type Access = 'full' | 'enrol';

export interface OpenSession {
  id: string;
  account: Account;
  access: Access;
  expiresAt: Date;
  activeAt: Date;
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
  readonly #second: Pick<SecondFactors, 'stateOf' | 'take'> | undefined;

  /** Without second factors nobody can sign in: for programs that only make tokens. */
  constructor(db: NodePgDatabase, now: () => number, second?: Pick<SecondFactors, 'stateOf' | 'take'>) {
    this.#db = db;
    this.#now = now;
    this.#second = second;
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

  async list(): Promise<(Account & Pick<Row, 'status' | 'lockedUntil' | 'createdAt' | 'secondFactor'>)[]> {
    const rows = await this.#db.select().from(accounts).orderBy(accounts.username).limit(2000);
    return rows.map((row) => ({
      ...toAccount(row),
      status: row.status,
      lockedUntil: row.lockedUntil,
      createdAt: row.createdAt,
      secondFactor: row.secondFactor,
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

  /** `required` takes effect at the next sign-in, which comes at once. */
  async requireSecondFactor(username: string, secondFactor: Row['secondFactor']): Promise<void> {
    await this.#db.update(accounts).set({ secondFactor }).where(eq(accounts.username, username));
    if (secondFactor === 'required') await this.endAllOf(username, 'second_factor_required');
  }

  async exists(username: string): Promise<boolean> {
    return (await this.#db.$count(accounts, eq(accounts.username, username))) > 0;
  }

  /** Name, password and, where it is set up, a code. A fresh session with a fresh token at each sign-in. */
  async signIn(username: string, password: string, device: string, code?: string): Promise<SignIn> {
    const proven = await this.prove(username, password, code);
    return proven.kind === 'refused' ? proven : this.openSession(proven.account, device, proven.second);
  }

  /** Whether this is the person, without signing in: for unlocking a desk and signing a hand-over. */
  async prove(username: string, password: string, code?: string): Promise<Proven | SignInRefusal> {
    if (this.#second === undefined) throw new Error('these accounts were opened without second factors');
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
    let second: Second = 'none';
    if ((await this.#second.stateOf(username)).state === 'active') {
      if (code === undefined || code.trim() === '') return { kind: 'refused', code: 'second_factor_needed' };
      const shown = await this.#second.take(username, code);
      if (shown === 'wrong') {
        const failed = await this.#failed(username, now);
        return failed.code === 'locked' ? failed : { kind: 'refused', code: 'bad_second_factor' };
      }
      second = shown;
    }
    // Guesses that ran beside this one may have locked the account meanwhile: then even the right one is too late.
    const wiped = await this.#db
      .update(accounts)
      .set({ failedAttempts: 0, lockedUntil: null })
      .where(and(eq(accounts.username, username), notLocked(now)))
      .returning({ username: accounts.username });
    if (wiped.length === 0) return this.#locked(username, now);
    return { kind: 'proven', account: toAccount(row), second };
  }

  async #locked(username: string, now: number): Promise<SignInRefusal> {
    const [row] = await this.#db
      .select({ until: accounts.lockedUntil })
      .from(accounts)
      .where(eq(accounts.username, username));
    return { kind: 'refused', code: 'locked', until: row?.until ?? new Date(now + LOCKED_MS) };
  }

  async #failed(username: string, now: number): Promise<SignInRefusal> {
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

  /** A session for somebody who has been proven to be this account. */
  async openSession(account: Account, device: string, second: Second): Promise<Opened> {
    const now = this.#now();
    const token = newToken('ss');
    const id = newId();
    const expiresAt = new Date(now + SESSION_MS[deviceKindOf(account.roles)]);
    await this.#db.insert(sessions).values({
      id,
      tokenHash: tokenHash(token),
      username: account.username,
      createdAt: new Date(now),
      expiresAt,
      device: device.slice(0, 200),
      activeAt: new Date(now),
    });
    return { kind: 'signed_in', token, sessionId: id, account, expiresAt, second };
  }

  /** The same session under a fresh token; the old one opens nothing any more, on any node. */
  async rotate(id: string): Promise<{ token: string; expiresAt: Date } | undefined> {
    const token = newToken('ss');
    const [row] = await this.#db
      .update(sessions)
      .set({ tokenHash: tokenHash(token), activeAt: new Date(this.#now()) })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
      .returning({ expiresAt: sessions.expiresAt });
    if (row === undefined) return undefined;
    await this.#db.execute(sql`SELECT pg_notify('sitong_sessions', ${`rotated ${id}`})`);
    return { token, expiresAt: row.expiresAt };
  }

  /** The moment the person last touched the console, as any node has stored it. */
  async activeAt(id: string): Promise<Date | undefined> {
    const [row] = await this.#db.select({ activeAt: sessions.activeAt }).from(sessions).where(eq(sessions.id, id));
    return row?.activeAt;
  }

  async touched(id: string): Promise<void> {
    await this.#db
      .update(sessions)
      .set({ activeAt: new Date(this.#now()) })
      .where(eq(sessions.id, id));
  }

  async sessionOf(token: string): Promise<OpenSession | undefined> {
    const [row] = await this.#db
      .select()
      .from(sessions)
      .innerJoin(accounts, eq(accounts.username, sessions.username))
      .leftJoin(secondFactors, and(eq(secondFactors.username, sessions.username), eq(secondFactors.state, 'active')))
      .where(and(eq(sessions.tokenHash, tokenHash(token)), isNull(sessions.endedAt)));
    if (row === undefined || row.sessions.expiresAt.getTime() <= this.#now() || row.accounts.status !== 'active')
      return undefined;
    const { id, expiresAt, activeAt } = row.sessions;
    const access = row.accounts.secondFactor === 'required' && row.second_factors === null ? 'enrol' : 'full';
    return { id, account: toAccount(row.accounts), access, expiresAt, activeAt };
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
