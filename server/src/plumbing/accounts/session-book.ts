import { idleLimitMs, TOUCH_EVERY_MS } from '@sitong/shared/kernel/idle.ts';
import type { WipeOrder } from '@sitong/shared/protocol/device.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { LiveSession, LiveSessions } from '../realtime/live-world.ts';
import type { Account } from './account.ts';
import type { Binding, DeviceProofs } from './device-proofs.ts';
import type { Devices } from './devices.ts';
import { KnownSession } from './known-session.ts';
import type { Proven, Shown } from './passes.ts';
import { cookieValue } from './session-cookie.ts';
import type { Access, SessionStore } from './session-store.ts';
import { SessionWatch } from './session-watch.ts';

/** Touches are told once a minute: the one that is still on its way counts. */
const IDLE_SLACK_MS = 2 * TOUCH_EVERY_MS;

export interface SessionBookOptions {
  store: SessionStore;
  proofs: DeviceProofs;
  devices: Pick<Devices, 'seen' | 'wipeOrder'>;
  cookie: string;
  databaseUrl: string;
  /** What the county says of an account: name, posts, teams, tags, worlds. */
  describe: (account: Account, access: Access) => SessionInfo;
  now: () => number;
  /**
   * Milliseconds that pass however the clock of the machine is set: a step of an hour must not lock every console of
   * the county at once.
   */
  elapsed: () => number;
  onError: (error: unknown, what: string) => void;
}

/**
 * Sessions this node has met. An ended one is known within a moment by NOTIFY, and at the latest at the next
 * sweep: sockets close within 5 s of a revocation even when the notice is lost.
 */
export class SessionBook implements LiveSessions {
  readonly #options: SessionBookOptions;
  readonly #byToken = new Map<string, KnownSession>();
  readonly #byId = new Map<string, KnownSession>();
  readonly #watch: SessionWatch;

  constructor(options: SessionBookOptions) {
    this.#options = options;
    this.#watch = new SessionWatch(options, {
      ids: () => [...this.#byId.keys()],
      told: (id, what) => this.#told(id, what),
      gone: (id) => this.ended(id),
      stands: (id, binding) => {
        const session = this.#byId.get(id);
        // A binding never ends before its session does.
        if (session !== undefined) session.binding ??= binding;
      },
    });
  }

  open(): Promise<void> {
    return this.#watch.open();
  }

  close(): Promise<void> {
    return this.#watch.close();
  }

  async authenticate({
    cookie,
    token,
  }: {
    cookie: string | undefined;
    token: string | undefined;
  }): Promise<LiveSession | undefined> {
    const secret = this.#secretOf(cookie, token);
    if (secret === undefined) return undefined;
    const known = this.#byToken.get(secret);
    if (known !== undefined) return known.status === 'valid' ? known : undefined;
    const found = await this.#options.store.of(secret);
    if (found === undefined) return undefined;
    const again = this.#byToken.get(secret);
    if (again !== undefined) return again;
    const rotated = this.#byId.get(found.id);
    if (rotated !== undefined) {
      this.#renamed(rotated, secret);
      rotated.activeMs = Math.max(rotated.activeMs, this.#passed(found.activeAt));
      rotated.binding = found.binding;
      return rotated;
    }
    const info = this.#options.describe(found.account, found.access);
    const session = new KnownSession(found, info, secret, this, this.#passed(found.activeAt));
    this.#byToken.set(secret, session);
    this.#byId.set(found.id, session);
    return session;
  }

  wipeOrder({
    cookie,
    token,
    device,
  }: {
    cookie: string | undefined;
    token: string | undefined;
    device: string | undefined;
  }): Promise<WipeOrder | undefined> {
    return this.#options.devices.wipeOrder(this.#secretOf(cookie, token), device);
  }

  #secretOf(cookie: string | undefined, token: string | undefined): string | undefined {
    const secret = token ?? cookieValue(cookie, this.#options.cookie);
    return secret?.startsWith('ss_') ? secret : undefined;
  }

  /**
   * Counts as a touch. `idle`: nobody has touched this console for half an hour; it shows and rings, and acts again
   * when the person has given the password (domain §10). Before saying so, what other nodes have stored is asked.
   */
  async mayAct(session: KnownSession): Promise<'yes' | 'idle'> {
    const limitMs = idleLimitMs(session.info.roles);
    const now = this.#options.elapsed();
    const late = (): boolean => limitMs !== null && now - session.activeMs > limitMs + IDLE_SLACK_MS;
    if (late()) {
      const stored = await this.#options.store.activeAt(session.id);
      if (stored !== undefined) session.activeMs = Math.max(session.activeMs, this.#passed(stored));
      if (late()) return 'idle';
    }
    session.activeMs = Math.max(session.activeMs, now);
    if (now - session.storedMs >= TOUCH_EVERY_MS) {
      session.storedMs = now;
      await this.#options.store.touched(session.id);
    }
    return 'yes';
  }

  /** Whether what came with the session's cookie shows the key it is bound to; a fresh proof is answered with a pass. */
  async proven(session: KnownSession, shown: Shown): Promise<Proven> {
    const { binding, passes, id } = session;
    if (binding === undefined) return { kind: 'unbound' };
    const { proofs, devices, now } = this.#options;
    const { pass, proof } = shown;
    if (pass !== undefined && (await passes.holds(pass, now(), () => proofs.until(id, pass)))) return { kind: 'shown' };
    const made = proof === undefined ? undefined : await proofs.prove(id, binding, proof);
    const nonce = await proofs.nonce(id);
    if (made === undefined) return { kind: 'needed', nonce };
    passes.keep(made.pass, made.until);
    await devices.seen(binding.deviceId, shown);
    return { kind: 'fresh', pass: made.pass, nonce };
  }

  /** Bound on this node: its cookie alone opens nothing from now on, also before the notice comes round. */
  bound(id: string, binding: Binding): void {
    const session = this.#byId.get(id);
    if (session !== undefined) session.binding = binding;
  }

  /** A stored moment in running time of this node; one that lies ahead is now. */
  #passed(at: Date): number {
    return this.#options.elapsed() - Math.max(0, this.#options.now() - at.getTime());
  }

  /** Gives the session a fresh token: the person has shown again who they are. */
  async rotate(id: string): Promise<{ token: string; expiresAt: Date } | undefined> {
    const fresh = await this.#options.store.rotate(id);
    const session = this.#byId.get(id);
    if (fresh !== undefined && session !== undefined) {
      this.#renamed(session, fresh.token);
      session.activeMs = this.#options.elapsed();
      session.storedMs = session.activeMs;
    }
    return fresh;
  }

  #renamed(session: KnownSession, token: string): void {
    this.#byToken.delete(session.token);
    session.token = token;
    this.#byToken.set(token, session);
  }

  usernameOf(session: string): string {
    return this.#byId.get(session)?.info.username ?? '';
  }

  /** Ended on this node: its token opens nothing from now on, also before the notice comes round. */
  ended(id: string): void {
    const session = this.#byId.get(id);
    if (session !== undefined) this.#drop(session);
  }

  /** Worlds or county changed: everyone is looked at afresh; sockets come back by themselves. */
  forgetAll(): void {
    for (const session of [...this.#byId.values()]) this.#drop(session);
  }

  #drop(session: KnownSession): void {
    this.#byToken.delete(session.token);
    this.#byId.delete(session.id);
    session.end();
  }

  #told(id: string, what: string): void {
    const session = this.#byId.get(id);
    if (session === undefined) return;
    if (what === 'rotated') void this.#checkToken(session);
    else if (what === 'bound') this.#watch.sweep();
    else this.#drop(session);
  }

  /** Another node gave this session a fresh token: the old one must open nothing here either. */
  async #checkToken(session: KnownSession): Promise<void> {
    const { token } = session;
    try {
      if ((await this.#options.store.of(token)) === undefined && session.token === token) this.#byToken.delete(token);
    } catch (error) {
      this.#byToken.delete(token);
      this.#options.onError(error, 'a changed session token could not be looked up; it is looked up at its next use');
    }
  }
}
