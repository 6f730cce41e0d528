import { createHash, randomBytes } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { secondFactors } from './schema.ts';
import type { Sealer } from './sealed.ts';

/** A phone's clock may be half a minute off, either way. */
const TOLERANCE_S = 30;
const RECOVERY_CODES = 10;

/** What a person sets up an authenticator with; shown once. */
export interface Enrolment {
  secret: string;
  /** `otpauth://totp/…`, what the QR code holds. */
  uri: string;
}

export type SecondShown = 'totp' | 'recovery';

/** `4821-93AF…`: read off paper, so case and separators do not count. */
function recoveryHash(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(`recovery ${plain}`).digest('hex');
}

function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const hex = randomBytes(6).toString('hex').toUpperCase();
    return `${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
  });
}

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
    return row === undefined
      ? { state: 'none', recoveryLeft: 0 }
      : { state: row.state, recoveryLeft: row.recovery.length };
  }

  /** Usernames with an active second factor. */
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
        set: { secret: this.#sealer.seal(secret), lastStep: 0, recovery: [], changedAt: new Date(this.#now()) },
        setWhere: eq(secondFactors.state, 'pending'),
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

  async remove(username: string): Promise<void> {
    await this.#db.delete(secondFactors).where(eq(secondFactors.username, username));
  }

  /** A code of the authenticator or a recovery code; each counts once, also when two come at the same moment. */
  async take(username: string, code: string): Promise<SecondShown | 'wrong'> {
    const row = await this.#row(username);
    if (row?.state !== 'active') return 'wrong';
    if (/^\d{6}$/.test(code.trim())) return (await this.#takeCode(username, row, code.trim())) ? 'totp' : 'wrong';
    const used = recoveryHash(code);
    const taken = await this.#db
      .update(secondFactors)
      .set({ recovery: sql`array_remove(${secondFactors.recovery}, ${used}::text)` })
      .where(and(eq(secondFactors.username, username), sql`${used}::text = ANY(${secondFactors.recovery})`))
      .returning({ username: secondFactors.username });
    return taken.length === 1 ? 'recovery' : 'wrong';
  }

  async #takeCode(username: string, row: { secret: Buffer; lastStep: number }, code: string): Promise<boolean> {
    if (!/^\d{6}$/.test(code)) return false;
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
