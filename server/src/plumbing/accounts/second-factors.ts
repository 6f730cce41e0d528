import { and, eq, exists, lt, ne } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { newRecoveryCodes, recoveryHash, takeRecoveryCode } from './recovery-codes.ts';
import { secondFactors, securityKeys } from './schema.ts';
import type { Sealer } from './sealed.ts';

/** A phone's clock may be half a minute off, either way. */
const TOLERANCE_S = 30;

/** What a person sets up an authenticator with; shown once. */
export interface Enrolment {
  secret: string;
  /** `otpauth://totp/…`, what the QR code holds. */
  uri: string;
}

export type CodeShown = 'totp' | 'recovery';

/** Time-based one-time passwords (RFC 6238) beside the password, with recovery codes for a lost phone. */
export class SecondFactors {
  readonly #db: NodePgDatabase;
  readonly #now: () => number;
  readonly #sealer: Sealer;

  constructor(db: NodePgDatabase, now: () => number, sealer: Sealer) {
    this.#db = db;
    this.#now = now;
    this.#sealer = sealer;
  }

  async stateOf(username: string): Promise<{ state: 'none' | 'pending' | 'active'; recoveryLeft: number }> {
    const row = await this.#row(username);
    if (row === undefined) return { state: 'none', recoveryLeft: 0 };
    return { state: row.state === 'codes' ? 'none' : row.state, recoveryLeft: row.recovery.length };
  }

  /** Usernames with an authenticator app. */
  async active(): Promise<Set<string>> {
    const rows = await this.#db
      .select({ username: secondFactors.username })
      .from(secondFactors)
      .where(eq(secondFactors.state, 'active'));
    return new Set(rows.map(({ username }) => username));
  }

  /** Begins anew; counts only when `confirm` has taken a first code. Undefined when one is active already. */
  async begin(username: string, issuer: string): Promise<Enrolment | undefined> {
    const secret = generateSecret();
    const begun = await this.#db
      .insert(secondFactors)
      .values({ username, state: 'pending', secret: this.#sealer.seal(secret), changedAt: new Date(this.#now()) })
      .onConflictDoUpdate({
        target: secondFactors.username,
        // Codes that came with a key stay good meanwhile.
        set: {
          state: 'pending',
          secret: this.#sealer.seal(secret),
          lastStep: 0,
          changedAt: new Date(this.#now()),
        },
        setWhere: ne(secondFactors.state, 'active'),
      })
      .returning({ username: secondFactors.username });
    return begun.length === 0 ? undefined : { secret, uri: generateURI({ issuer, label: username, secret }) };
  }

  /** The recovery codes, shown once; undefined when the code does not fit or nothing was begun. */
  async confirm(username: string, code: string): Promise<string[] | undefined> {
    const row = await this.#row(username);
    if (row?.state !== 'pending' || !(await this.#takeCode(username, row, code))) return undefined;
    const codes = newRecoveryCodes();
    await this.#db
      .update(secondFactors)
      .set({ state: 'active', recovery: codes.map(recoveryHash), changedAt: new Date(this.#now()) })
      .where(eq(secondFactors.username, username));
    return codes;
  }

  /** Takes the app away. Recovery codes stay where there is a key that they stand in for. */
  async remove(username: string): Promise<void> {
    const own = eq(secondFactors.username, username);
    const keys = this.#db.select().from(securityKeys).where(eq(securityKeys.username, username));
    const kept = await this.#db
      .update(secondFactors)
      .set({ state: 'codes', secret: null, changedAt: new Date(this.#now()) })
      .where(and(own, exists(keys)))
      .returning({ username: secondFactors.username });
    if (kept.length === 0) await this.#db.delete(secondFactors).where(own);
  }

  /** A code of the authenticator or a recovery code; each counts once, also when two come at the same moment. */
  async take(username: string, code: string): Promise<CodeShown | 'wrong'> {
    if (!/^\d{6}$/.test(code.trim())) return takeRecoveryCode(this.#db, username, code);
    const row = await this.#row(username);
    return row?.state === 'active' && (await this.#takeCode(username, row, code.trim())) ? 'totp' : 'wrong';
  }

  async #takeCode(username: string, row: { secret: Buffer | null; lastStep: number }, code: string): Promise<boolean> {
    if (row.secret === null || !/^\d{6}$/.test(code)) return false;
    const shown = verifySync({
      secret: this.#sealer.unseal(row.secret),
      token: code,
      epoch: Math.floor(this.#now() / 1000),
      epochTolerance: TOLERANCE_S,
    });
    if (!shown.valid || !('timeStep' in shown)) return false;
    const taken = await this.#db
      .update(secondFactors)
      .set({ lastStep: shown.timeStep })
      .where(and(eq(secondFactors.username, username), lt(secondFactors.lastStep, shown.timeStep)))
      .returning({ username: secondFactors.username });
    return taken.length === 1;
  }

  async #row(username: string) {
    const [row] = await this.#db.select().from(secondFactors).where(eq(secondFactors.username, username));
    return row;
  }
}
