import type { Role } from '@sitong/shared/kernel/roles.ts';
import type { SecondAsked } from '@sitong/shared/protocol/second-asked.ts';
import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type Account, toAccount } from './account.ts';
import type { KeyRefusal } from './keys/security-keys.ts';
import { accounts } from './schema.ts';
import { nothingShown, type SecondGiven, type SecondStep } from './second-step.ts';
import { hashPassword, newToken, passwordFits } from './secrets.ts';
import { type Opened, type Second, SessionStore } from './session-store.ts';

/** Five wrong passwords close the door for a quarter of an hour (domain §10). */
const MOST_FAILURES = 5;
const LOCKED_MS = 15 * 60_000;
/** `second_factor_needed`: the password was right, and one of what is asked must come with it. */
export type SignInRefusal =
  | { kind: 'refused'; code: 'bad_credentials' | 'disabled' | 'bad_second_factor' }
  | { kind: 'refused'; code: 'second_factor_needed'; asked: SecondAsked }
  | { kind: 'refused'; code: KeyRefusal; why: string; name?: string }
  | { kind: 'refused'; code: 'locked'; until: Date };
export type Proven = { kind: 'proven'; account: Account; second: Second };
export type SignIn = Opened | SignInRefusal;

const AT_SIGN_IN: SecondGiven = { purpose: 'sign_in', place: undefined };

type Row = typeof accounts.$inferSelect;

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

/** Accounts in the database: who they are, what they may, whether this is one of them. */
export class Accounts {
  readonly sessions: SessionStore;
  readonly #db: NodePgDatabase;
  readonly #now: () => number;
  /** Verified when the name is unknown, so that a guess takes as long as a wrong password. */
  readonly #decoy: Promise<string>;
  readonly #second: SecondStep | undefined;

  /** Without second factors nobody can sign in: for programs that only look accounts up. */
  constructor(db: NodePgDatabase, now: () => number, second?: SecondStep) {
    this.sessions = new SessionStore(db, now);
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

  /** Accounts of these names, in no order; a name that is not there is left out. */
  async named(usernames: readonly string[]): Promise<Account[]> {
    if (usernames.length === 0) return [];
    const rows = await this.#db
      .select()
      .from(accounts)
      .where(inArray(accounts.username, [...usernames]));
    return rows.map(toAccount);
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
    await this.sessions.endAllOf(username, 'password_changed');
  }

  /** Changed power ends the open sessions: the person signs in anew with it. */
  async setPower(username: string, roles: readonly Role[], division: string | undefined): Promise<void> {
    await this.#db
      .update(accounts)
      .set({ roles: [...roles], division: division ?? null })
      .where(eq(accounts.username, username));
    await this.sessions.endAllOf(username, 'power_changed');
  }

  async setStatus(username: string, status: Row['status']): Promise<void> {
    await this.#db.update(accounts).set({ status }).where(eq(accounts.username, username));
    if (status === 'disabled') await this.sessions.endAllOf(username, 'disabled');
  }

  /** `required` takes effect at the next sign-in, which comes at once. */
  async requireSecondFactor(username: string, secondFactor: Row['secondFactor']): Promise<void> {
    await this.#db.update(accounts).set({ secondFactor }).where(eq(accounts.username, username));
    if (secondFactor === 'required') await this.sessions.endAllOf(username, 'second_factor_required');
  }

  async exists(username: string): Promise<boolean> {
    return (await this.#db.$count(accounts, eq(accounts.username, username))) > 0;
  }

  /** Name, password and, where there is one, a second factor. A fresh session with a fresh token at each sign-in. */
  async signIn(username: string, password: string, device: string, given = AT_SIGN_IN): Promise<SignIn> {
    const proven = await this.prove(username, password, given);
    return proven.kind === 'refused' ? proven : this.sessions.open(proven.account, device, proven.second);
  }

  /** Whether this is the person, without signing in: for unlocking a desk and signing a hand-over. */
  async prove(username: string, password: string, given: SecondGiven): Promise<Proven | SignInRefusal> {
    const now = this.#now();
    const known = await this.#known(username, password, given, now);
    if (known.kind === 'refused') return known;
    let second: Second = 'none';
    if (known.second === 'shown') {
      const taken = await this.#step().take(username, given);
      if (taken.kind === 'refused') {
        // Too late is no guess.
        if (taken.code === 'key_challenge_over') return taken;
        const failed = await this.#failed(username, now);
        return failed.code === 'locked' ? failed : taken;
      }
      second = taken.second;
    }
    // Guesses that ran beside this one may have locked the account meanwhile: then even the right one is too late.
    const wiped = await this.#db
      .update(accounts)
      .set({ failedAttempts: 0, lockedUntil: null })
      .where(and(eq(accounts.username, username), notLocked(now)))
      .returning({ username: accounts.username });
    if (wiped.length === 0) return this.#locked(username, now);
    return { kind: 'proven', account: toAccount(known.row), second };
  }

  /**
   * Where two sign at once: what is wrong with one of them, or what is still to be shown, before anything is used up
   * that counts once. Undefined: `prove` can say.
   */
  async lacks(username: string, password: string, given: SecondGiven): Promise<SignInRefusal | undefined> {
    const known = await this.#known(username, password, given, this.#now());
    return known.kind === 'refused' ? known : undefined;
  }

  async #known(
    username: string,
    password: string,
    given: SecondGiven,
    now: number,
  ): Promise<{ kind: 'known'; row: Row; second: 'none' | 'shown' } | SignInRefusal> {
    const [row] = await this.#db.select().from(accounts).where(eq(accounts.username, username));
    if (row === undefined) {
      await passwordFits(await this.#decoy, password);
      return { kind: 'refused', code: 'bad_credentials' };
    }
    if (row.lockedUntil !== null && row.lockedUntil.getTime() > now)
      return { kind: 'refused', code: 'locked', until: row.lockedUntil };
    if (!(await passwordFits(row.passwordHash, password))) return this.#failed(row.username, now);
    if (row.status === 'disabled') return { kind: 'refused', code: 'disabled' };
    const step = this.#step();
    if (!(await step.has(username))) return { kind: 'known', row, second: 'none' };
    if (nothingShown(given))
      return { kind: 'refused', code: 'second_factor_needed', asked: await step.ask(username, given) };
    return { kind: 'known', row, second: 'shown' };
  }

  #step(): SecondStep {
    if (this.#second === undefined) throw new Error('these accounts were opened without second factors');
    return this.#second;
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
}
