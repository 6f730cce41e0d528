import { randomBytes } from 'node:crypto';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { type DeviceKey, signedText, type WipeOrder } from '@sitong/shared/protocol/device.ts';
import { and, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Binding } from './device-proofs.ts';
import { signatureFits, thumbprintOf } from './device-signature.ts';
import type { Shown } from './passes.ts';
import { devices, sessions } from './schema.ts';
import { tokenHash } from './secrets.ts';
import type { SessionStore } from './session-store.ts';

export type DeviceRow = typeof devices.$inferSelect;

/** Devices listed of one account, newest first. */
const MOST_LISTED = 100;

export interface Enrolling {
  session: string;
  username: string;
  key: DeviceKey;
  label: string;
}

/** Phones that showed a key of their own: their sessions, ending them, and clearing them. */
export class Devices {
  readonly #db: NodePgDatabase;
  readonly #sessions: SessionStore;
  readonly #now: () => number;

  constructor(db: NodePgDatabase, sessionStore: SessionStore, now: () => number) {
    this.#db = db;
    this.#sessions = sessionStore;
    this.#now = now;
  }

  /**
   * Binds a session to a phone. One that was revoked comes back this way: its person has signed in on it again.
   * `bound`: the session has a phone already; `wipe`: the phone must clear itself first.
   */
  async enrol({ session, username, key, label }: Enrolling): Promise<Binding | 'bound' | 'wipe'> {
    const now = new Date(this.#now());
    const thumbprint = thumbprintOf(key);
    if ((await this.#pending(eq(devices.thumbprint, thumbprint))) !== undefined) return 'wipe';
    const values = { thumbprint, username, keyX: key.x, keyY: key.y, label, enrolledAt: now, seenAt: now };
    const again = { label, seenAt: now, revokedAt: null, revokedBy: null };
    const [row] = await this.#db
      .insert(devices)
      .values({ id: newId(), ...values })
      .onConflictDoUpdate({ target: [devices.username, devices.thumbprint], set: again })
      .returning({ id: devices.id });
    if (row === undefined) throw new Error('an enrolled device left no row');
    return (await this.#sessions.bind(session, row.id)) === 'late' ? 'bound' : { deviceId: row.id, key };
  }

  async seen(id: string, { waiting }: Shown): Promise<void> {
    const now = new Date(this.#now());
    const said = waiting && { waitingActs: waiting.acts, waitingPhotos: waiting.photos, waitingAt: now };
    await this.#db
      .update(devices)
      .set({ seenAt: now, ...said })
      .where(eq(devices.id, id));
  }

  async of(username: string): Promise<(DeviceRow & { openSessions: number })[]> {
    const open = sql<number>`(SELECT count(*)::int FROM sessions s WHERE s.device_id = devices.id
      AND s.ended_at IS NULL AND s.expires_at > ${new Date(this.#now())})`;
    const touched = sql<Date | null>`(SELECT max(s.active_at) FROM sessions s WHERE s.device_id = devices.id)`;
    const rows = await this.#db
      .select({ device: devices, open, touched: touched.mapWith(devices.seenAt) })
      .from(devices)
      .where(eq(devices.username, username))
      .orderBy(desc(devices.seenAt))
      .limit(MOST_LISTED);
    return rows.map(({ device, open: openSessions, touched: at }) => ({
      ...device,
      seenAt: at !== null && at > device.seenAt ? at : device.seenAt,
      openSessions,
    }));
  }

  async get(id: string): Promise<DeviceRow | undefined> {
    const [row] = await this.#db.select().from(devices).where(eq(devices.id, id));
    return row;
  }

  /** Its sessions end within seconds. What it still had to send stays on it until the same account signs in there. */
  async revoke({ id }: DeviceRow, by: string): Promise<readonly string[]> {
    const now = new Date(this.#now());
    await this.#db
      .update(devices)
      .set({ revokedAt: now, revokedBy: by })
      .where(and(eq(devices.id, id), isNull(devices.wipeOrderedAt)));
    return this.#sessions.endOnDevices([id], 'device_revoked');
  }

  /**
   * The phone is to clear itself: the whole of it, whoever else used it, because it is the phone that is lost. Told at
   * its next contact, whatever that is.
   */
  async orderWipe({ thumbprint }: DeviceRow, by: string): Promise<readonly string[]> {
    const now = new Date(this.#now());
    const order = {
      revokedAt: now,
      revokedBy: by,
      wipeOrderedAt: now,
      wipedAt: null,
      wipeNonce: randomBytes(24).toString('base64url'),
    };
    const ordered = await this.#db
      .update(devices)
      .set(order)
      .where(eq(devices.thumbprint, thumbprint))
      .returning({ id: devices.id });
    return this.#sessions.endOnDevices(
      ordered.map(({ id }) => id),
      'device_wiped',
    );
  }

  /** By the token of a session that is over, or by what the phone calls itself. */
  async wipeOrder(token: string | undefined, thumbprint: string | undefined): Promise<WipeOrder | undefined> {
    const behind =
      token === undefined
        ? undefined
        : inArray(
            devices.id,
            this.#db
              .select({ id: sessions.deviceId })
              .from(sessions)
              .where(eq(sessions.tokenHash, tokenHash(token))),
          );
    const named = thumbprint === undefined ? undefined : eq(devices.thumbprint, thumbprint);
    const row = behind === undefined && named === undefined ? undefined : await this.#pending(or(behind, named));
    if (row?.wipeOrderedAt == null || row.wipeNonce === null) return undefined;
    const at = toTimestamp(row.wipeOrderedAt.getTime());
    return { device: row.thumbprint, by: row.revokedBy ?? '', at, nonce: row.wipeNonce };
  }

  /** The phone's word, signed with its key, that it has cleared itself. Undefined: no such order, or not its signature. */
  async wiped(thumbprint: string, signature: string): Promise<DeviceRow[] | undefined> {
    const row = await this.#pending(eq(devices.thumbprint, thumbprint));
    if (row?.wipeNonce == null) return undefined;
    const text = signedText('wiped', row.wipeNonce, thumbprint);
    if (!signatureFits({ x: row.keyX, y: row.keyY }, text, signature)) return undefined;
    return this.#db
      .update(devices)
      .set({ wipedAt: new Date(this.#now()), wipeNonce: null })
      .where(and(eq(devices.thumbprint, thumbprint), isNull(devices.wipedAt), isNotNull(devices.wipeOrderedAt)))
      .returning();
  }

  async #pending(which: ReturnType<typeof or>): Promise<DeviceRow | undefined> {
    const [row] = await this.#db
      .select()
      .from(devices)
      .where(and(which, isNotNull(devices.wipeOrderedAt), isNull(devices.wipedAt)))
      .limit(1);
    return row;
  }
}
