import { deviceKindOf } from '@sitong/shared/kernel/idle.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type Account, toAccount } from './account.ts';
import type { Binding } from './device-proofs.ts';
import { accounts, devices, secondFactors, securityKeys, sessions } from './schema.ts';
import type { SecondShown } from './second-step.ts';
import { newToken, tokenHash } from './secrets.ts';

/** A shift and its hand-over; a phone outlasts three days without a line; the wall's device stays for a year. */
const SESSION_MS = { console: 14 * 3_600_000, phone: 7 * 24 * 3_600_000, wall: 365 * 24 * 3_600_000 } as const;

/** What a person showed beside the password; `device`: a screen that signed in by its own token. */
export type Second = SecondShown | 'none' | 'device';

export interface Opened {
  kind: 'signed_in';
  token: string;
  sessionId: string;
  account: Account;
  expiresAt: Date;
  second: Second;
}

/** `enrol`: a second factor is required and not yet set up; such a session can do that and nothing else. */
export type Access = 'full' | 'enrol';

export interface OpenSession {
  id: string;
  account: Account;
  access: Access;
  expiresAt: Date;
  activeAt: Date;
  /** Undefined: its cookie alone acts. */
  binding: Binding | undefined;
}

/** The binding a row of `devices` beside a session stands for. */
function bindingOf(row: typeof devices.$inferSelect | null): Binding | undefined {
  return row === null ? undefined : { deviceId: row.id, key: { x: row.keyX, y: row.keyY } };
}

/** Sessions in the database. Ending one tells every node by NOTIFY `sitong_sessions`. */
export class SessionStore {
  readonly #db: NodePgDatabase;
  readonly #now: () => number;

  constructor(db: NodePgDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** A session for somebody who has been proven to be this account. */
  async open(account: Account, device: string, second: Second): Promise<Opened> {
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

  async of(token: string): Promise<OpenSession | undefined> {
    const [row] = await this.#db
      .select({
        sessions,
        accounts,
        devices,
        hasSecond: sql<boolean>`EXISTS (SELECT 1 FROM ${secondFactors} f WHERE f.username = ${accounts.username} AND f.state = 'active')
          OR EXISTS (SELECT 1 FROM ${securityKeys} k WHERE k.username = ${accounts.username})`,
      })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.username, sessions.username))
      .leftJoin(devices, eq(devices.id, sessions.deviceId))
      .where(and(eq(sessions.tokenHash, tokenHash(token)), isNull(sessions.endedAt)));
    if (row === undefined || row.sessions.expiresAt.getTime() <= this.#now() || row.accounts.status !== 'active')
      return undefined;
    const { id, expiresAt, activeAt } = row.sessions;
    const access = row.accounts.secondFactor === 'required' && !row.hasSecond ? 'enrol' : 'full';
    return { id, account: toAccount(row.accounts), access, expiresAt, activeAt, binding: bindingOf(row.devices) };
  }

  async end(id: string, why: string): Promise<void> {
    await this.#endThose(eq(sessions.id, id), why);
  }

  async endAllOf(username: string, why: string): Promise<void> {
    await this.#endThose(eq(sessions.username, username), why);
  }

  /** Ends what runs on these devices. */
  async endOnDevices(ids: readonly string[], why: string): Promise<readonly string[]> {
    return ids.length === 0 ? [] : await this.#endThose(inArray(sessions.deviceId, [...ids]), why);
  }

  /** From now on this session acts with the device's key alone, on every node. `late`: it is bound or has ended. */
  async bind(id: string, deviceId: string): Promise<'bound' | 'late'> {
    const bound = await this.#db
      .update(sessions)
      .set({ deviceId })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAt), isNull(sessions.deviceId)))
      .returning({ id: sessions.id });
    if (bound.length === 0) return 'late';
    await this.#db.execute(sql`SELECT pg_notify('sitong_sessions', ${`bound ${id}`})`);
    return 'bound';
  }

  /** Tells every node; answers with those that were open. */
  async #endThose(which: SQL, why: string): Promise<readonly string[]> {
    const ended = await this.#db
      .update(sessions)
      .set({ endedAt: new Date(this.#now()), endedWhy: why })
      .where(and(which, isNull(sessions.endedAt)))
      .returning({ id: sessions.id });
    for (const { id } of ended) await this.#db.execute(sql`SELECT pg_notify('sitong_sessions', ${id})`);
    return ended.map(({ id }) => id);
  }

  /** Of these sessions, those that are open, with what each is bound to: the sweep behind a lost NOTIFY. */
  async standing(ids: readonly string[]): Promise<Map<string, Binding | undefined>> {
    if (ids.length === 0) return new Map();
    const open = await this.#db
      .select({ id: sessions.id, device: devices })
      .from(sessions)
      .innerJoin(accounts, eq(accounts.username, sessions.username))
      .leftJoin(devices, eq(devices.id, sessions.deviceId))
      .where(
        and(
          sql`${sessions.id} = ANY(${sql.param(ids)}::uuid[])`,
          isNull(sessions.endedAt),
          sql`${sessions.expiresAt} > ${new Date(this.#now())}`,
          eq(accounts.status, 'active'),
        ),
      );
    return new Map(open.map(({ id, device }) => [id, bindingOf(device)]));
  }
}
