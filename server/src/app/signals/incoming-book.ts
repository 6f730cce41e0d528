import { derivedId, LIVE } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { fingerprintsOf } from '@sitong/shared/kernel/practice-leaf.ts';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type pg from 'pg';
import { readEdxl } from '../../ingest/cap/edxl.ts';
import { type ExpiryTable, expiryOf } from '../../ingest/cap/expiry.ts';
import type { CapNote, CapRefusal } from '../../ingest/cap/issues.ts';
import { type CapAlert, CapAlertSchema } from '../../ingest/cap/model.ts';
import { parseCap } from '../../ingest/cap/parse-cap.ts';
import { checkSignature, type SignatureOutcome } from '../../ingest/cap/signature.ts';
import {
  applyAlert,
  type ChainChange,
  type ChainState,
  emptyChain,
  expireAt,
  warningKey,
} from '../../ingest/cap/warning-chain.ts';
import { readWarning } from '../../ingest/cap/warning-reading.ts';
import type { OpenWorld } from '../worlds.ts';
import {
  inTurnOf,
  readWarnings,
  readWarningsAfter,
  type StoredWarning,
  storeWarning,
  type WarningState,
} from './incoming-rows.ts';
import { receiveIntent, type ShownWarning, shownOf } from './incoming-shown.ts';
import type { AskedIntent, RuleQueue } from './rule-queue.ts';
import { divisionNames, homeBounds, placeOf } from './warning-place.ts';

/** Of one message: `conflict` is another content under a name that is taken; the first stays. */
export interface Received {
  outcome: 'stored' | 'duplicate' | 'conflict' | 'full';
  id: string;
  alert: CapAlert;
  state: WarningState;
  shown: ShownWarning | undefined;
}

export type ReceiveResult =
  | { ok: true; received: readonly Received[]; refused: readonly CapRefusal[]; notes: readonly CapNote[] }
  | { ok: false; errors: readonly CapRefusal[] };

export interface IncomingBookOptions {
  open: OpenWorld;
  pool: pg.Pool;
  queue: RuleQueue;
  county: () => CountyIndex;
  /** `several`: other nodes take messages too, and each is decided on what all of them took. */
  nodes: 'one' | 'several';
}

/** Messages the chain keeps; older ones stay listed as they ended. */
const REMEMBERED = 5000;
const PAGE = 500;

/** Incoming warnings of one world: what came is stored, what is in force becomes an event. One message at a time. */
export class IncomingBook {
  readonly #options: IncomingBookOptions;
  #chain: ChainState = emptyChain;
  /** Number of the last stored message the chain knows. */
  #readTo = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: IncomingBookOptions) {
    this.#options = options;
  }

  /** The chain from what was stored, then the live state in step with it. */
  async load(): Promise<void> {
    const { open, pool, queue } = this.#options;
    const stored: StoredWarning[] = [];
    for (let before: number | undefined; stored.length < REMEMBERED; ) {
      const page = await readWarnings(pool, open.runtime.world, { before, limit: PAGE });
      this.#readTo = Math.max(this.#readTo, page[0]?.nr ?? 0);
      stored.push(...page);
      before = page.at(-1)?.nr;
      if (page.length < PAGE) break;
    }
    let chain = emptyChain;
    for (const one of stored.reverse())
      chain = applyAlert(chain, this.#asHere(one.alert), one.receivedAtMs, this.#valid(one.receivedAtMs)).state;
    this.#chain = expireAt(chain, open.runtime.nowMs()).state;
    const asked: AskedIntent[] = [];
    for (const { id, alert, shown } of stored) {
      const live = open.runtime.state.monitoring.incoming[id];
      const message = this.#chain.messages.get(warningKey(alert));
      if (message?.state === 'active' && live === undefined && shown.where !== 'outside')
        asked.push(this.#receive(id, alert, shown));
      if (live !== undefined && (message?.state === 'cancelled' || message?.state === 'superseded'))
        asked.push(this.#end(id, message.state, undefined));
    }
    void queue.ask(asked);
  }

  /** One CAP message or EDXL-DE envelope. Rejects when the database is away: nothing was taken then. */
  receive(bytes: Uint8Array): Promise<ReceiveResult> {
    const mine = this.#turn.then(
      () => this.#take(bytes),
      () => this.#take(bytes),
    );
    this.#turn = mine;
    return mine;
  }

  /** What other nodes took since; before a message is decided, and before any is listed. */
  async catchUp(): Promise<void> {
    const { open, pool, nodes } = this.#options;
    if (nodes === 'one') return;
    for (;;) {
      const page = await readWarningsAfter(pool, open.runtime.world, this.#readTo, PAGE);
      for (const { nr, alert, receivedAtMs } of page) {
        // One that was taken here is in the chain already, and changes nothing a second time.
        this.#chain = applyAlert(this.#chain, this.#asHere(alert), receivedAtMs, this.#valid(receivedAtMs)).state;
        this.#readTo = nr;
      }
      if (page.length < PAGE) return;
    }
  }

  /** How long a warning without an end counts, by the practice of the moment it came. */
  #valid(atMs: number): { expiry: ExpiryTable } {
    return { expiry: expiryOf(this.#options.open.practiceAt(atMs)) };
  }

  /** Present state of a listed warning. */
  stateOf(stored: StoredWarning): WarningState {
    const state = this.#chain.messages.get(warningKey(stored.alert))?.state ?? stored.state;
    return state === 'active' && stored.expiresAtMs <= this.#options.open.runtime.nowMs() ? 'expired' : state;
  }

  async #take(bytes: Uint8Array): Promise<ReceiveResult> {
    const { county, open, queue } = this.#options;
    const home = homeBounds(county());
    const parsed = parseCap(bytes, home === undefined ? {} : { homeBounds: home });
    if (!parsed.ok) return parsed;
    const nowMs = open.runtime.nowMs();
    const contents = parsed.envelope === undefined ? undefined : readEdxl(bytes);
    const received: Received[] = [];
    for (const [i, read] of parsed.alerts.entries()) {
      // In the order of the schema's keys, so that a repeat is known again after a restart.
      const alert = CapAlertSchema.parse(read);
      const own =
        contents?.ok === true && contents.contents.length === parsed.alerts.length
          ? contents.contents[i]?.cap
          : undefined;
      const signature = signatureOf(
        alert,
        contents === undefined ? bytes : own,
        nowMs,
        this.#options.open.practiceAt(nowMs).warning.trustedSigners,
      );
      const { asked, ...one } = await this.#inTurn(() => this.#takeOne(alert, signature, bytes, parsed.notes, nowMs));
      await queue.ask(asked);
      received.push(one);
    }
    return { ok: true, received, refused: parsed.refused, notes: parsed.notes };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const { pool, open, nodes } = this.#options;
    if (nodes === 'one') return work();
    return inTurnOf(pool, open.runtime.world, async () => {
      await this.catchUp();
      return work();
    });
  }

  async #takeOne(
    alert: CapAlert,
    signature: SignatureOutcome['outcome'],
    raw: Uint8Array,
    parseNotes: readonly CapNote[],
    nowMs: number,
  ): Promise<Received & { asked: AskedIntent[] }> {
    const { open, pool, county } = this.#options;
    const { world } = open.runtime;
    const id = this.#idOf(warningKey(alert));
    const here = this.#asHere(alert);
    const step = applyAlert(this.#chain, here, nowMs, this.#valid(nowMs));
    const outcome = outcomeOf(step.changes, warningKey(alert));
    const changed = step.changes.flatMap((change) =>
      change.type === 'state_changed' ? [{ id: this.#idOf(change.key), state: change.to, by: change.by }] : [],
    );
    if (outcome !== 'stored') {
      await storeWarning(pool, world, undefined, changed);
      this.#chain = step.state;
      const state = step.state.messages.get(warningKey(alert))?.state ?? 'not-live';
      return { outcome, id, alert, state, shown: undefined, asked: [] };
    }
    const reading = readWarning(here, {
      divisions: divisionNames(county()),
      receivedAtMs: nowMs,
      ...this.#valid(nowMs),
    });
    const notes = [...parseNotes, ...step.changes.flatMap(noteOf)];
    const shown = shownOf(alert, reading, placeOf(reading, county()), signature, notes);
    const state = step.state.messages.get(warningKey(alert))?.state ?? 'not-live';
    const { expiresAtMs } = reading.expiry;
    await storeWarning(pool, world, { id, alert, shown, state, receivedAtMs: nowMs, expiresAtMs, raw }, changed);
    this.#chain = step.state;
    const asked: AskedIntent[] = [];
    // The new one first: between an end and its successor nobody stands without a warning.
    if (state === 'active' && shown.where !== 'outside') asked.push(this.#receive(id, alert, shown));
    for (const { id: other, state: to, by } of changed) {
      if (to === 'cancelled' || to === 'superseded') asked.push(this.#end(other, to, by?.split(',')[1]));
    }
    return { outcome, id, alert, state, shown, asked };
  }

  /** In a drill its own exercise messages are the real ones. */
  #asHere(alert: CapAlert): CapAlert {
    const drill = this.#options.open.runtime.world !== LIVE;
    return drill && alert.status === 'Exercise' ? { ...alert, status: 'Actual' } : alert;
  }

  #idOf(key: string): string {
    return derivedId('incoming', this.#options.open.runtime.world, key);
  }

  #receive(id: string, alert: CapAlert, shown: ShownWarning): AskedIntent {
    return { commandId: derivedId('receive', id), intent: receiveIntent(id, alert, shown) };
  }

  #end(incomingId: string, how: 'cancelled' | 'superseded', by: string | undefined): AskedIntent {
    return {
      commandId: derivedId('end', incomingId, how),
      intent: { type: 'EndIncomingWarning', incomingId, how, ...(by === undefined ? {} : { by: by.slice(0, 120) }) },
    };
  }
}

/** `signers`: fingerprints the bureau trusts, as local practice keeps them. */
function signatureOf(
  alert: CapAlert,
  bytes: Uint8Array | undefined,
  nowMs: number,
  signers: string,
): SignatureOutcome['outcome'] {
  if (alert.signature === 'absent') return 'unsigned';
  if (bytes === undefined) return 'invalid';
  return checkSignature(bytes, { trustedFingerprints: new Set(fingerprintsOf(signers)), nowMs }).outcome;
}

function outcomeOf(changes: readonly ChainChange[], key: string): Received['outcome'] {
  for (const change of changes) {
    if (change.key !== key) continue;
    if (change.type === 'duplicate' || change.type === 'conflict') return change.type;
    if (change.type === 'refused') return 'full';
  }
  return 'stored';
}

function noteOf(change: ChainChange): CapNote[] {
  switch (change.type) {
    case 'reference_refused':
      return [
        {
          code: `reference_${change.reason}`,
          path: '/alert/references',
          message: `the reference of ${change.key} to ${change.target} does not act (${change.reason})`,
        },
      ];
    case 'reference_pending':
      return [
        {
          code: 'reference_pending',
          path: '/alert/references',
          message: `${change.target} has not come yet; the reference acts when it does`,
        },
      ];
    case 'acknowledged':
      return [{ code: 'acknowledgement', path: '/alert/msgType', message: `${change.as} of ${change.target}` }];
    case 'added':
    case 'state_changed':
    case 'duplicate':
    case 'conflict':
    case 'evicted':
    case 'refused':
      return [];
    default:
      return assertNever(change);
  }
}
