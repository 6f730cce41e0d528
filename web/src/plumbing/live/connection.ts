import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import {
  ByeSchema,
  EventBatchSchema,
  HeadSchema,
  type IntentAnswer,
  ReadingsSchema,
  SnapshotPartSchema,
  UnitsSchema,
} from '@sitong/shared/protocol/down.ts';
import { LINK_LOST_MS } from '@sitong/shared/protocol/heartbeat.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { emptyReplica, type Replica, takeBatch, takeSnapshotPart } from '@sitong/shared/protocol/replica.ts';
import type { Hello, PhonePosition } from '@sitong/shared/protocol/up.ts';
import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import { io, type Socket } from 'socket.io-client';
import { DEVICE_MARK, markOf } from '../device/phone-marks.ts';
import { watchHand } from './hand-watch.ts';
import { keepRecent, useLive } from './live-store.ts';
import { browserPace, Paced } from './paced.ts';
import { PendingIntents } from './pending-intents.ts';

const ANSWER_MS = 8000;
const SHOWN_EVERY_MS = 2000;

/** The screen's name for those who ask who sits where: the first part of the address. */
function screenOf(path: string): string {
  return /^\/([a-z-]{1,24})/.exec(path)?.[1] ?? 'start';
}

/** What goes with the handshake: of an enrolled phone, what shows its key. Without a line the handshake fails by itself. */
async function handshake(): Promise<object> {
  if (markOf(DEVICE_MARK) === null) return {};
  try {
    return await (await import('../device/phone-send.ts')).handshake();
  } catch (error) {
    console.warn('no proof could be made for the live lane', error);
    return {};
  }
}

export interface ConnectionHooks {
  /** World time and server clock, for the one clock of the tab. */
  onHead: (head: {
    serverMs: number;
    clock: { anchorWorldMs: number; anchorServerMs: number; speed: number; running: 'running' | 'paused' };
  }) => void;
  onEvents: (events: readonly Envelope[]) => void;
  /** A binary position frame as it came. */
  onPositions: (frame: ArrayBuffer) => void;
  /** Milliseconds until the page's clock ticks; undefined while none does. */
  tickInMs: () => number | undefined;
}

/**
 * The browser's end of the live lane. Keeps one replica in order: a gap or a reconnect asks again from the
 * sequence at hand; an intent without an answer is sent again with the same command id after reconnecting.
 */
export class LiveConnection {
  readonly #hooks: ConnectionHooks;
  readonly #socket: Socket;
  readonly #intents = new PendingIntents({
    connected: () => this.#socket.connected,
    ask: (message) => this.#ask(message),
    now: () => new Date().toISOString(),
  });
  readonly #timers: ReturnType<typeof setInterval>[];
  /** What is known; what is shown follows in turns. */
  #replica: Replica = emptyReplica;
  /** Known and not shown yet, oldest first. */
  #unshown: Envelope[] = [];
  readonly #hand = watchHand(window);
  readonly #pace: Paced;
  #positions: 'on' | 'off';
  #heardMs = performance.now();
  #shownSeq = 0;
  #retry: 'none' | 'wanted' = 'none';

  constructor(world: WorldId, positions: 'on' | 'off', hooks: ConnectionHooks) {
    this.#hooks = hooks;
    this.#pace = new Paced([() => this.#show(), () => this.#showLog()], browserPace(this.#hand, hooks.tickInMs));
    this.#positions = positions;
    useLive.setState({
      world,
      replica: emptyReplica,
      snapshots: 0,
      recent: [],
      recentSince: null,
      readings: {},
      link: { kind: 'connecting' },
    });
    this.#socket = io('/live', {
      path: '/live',
      transports: ['websocket'],
      parser: wireParser,
      reconnectionDelayMax: 3000,
      timeout: 8000,
      auth: (give) => void handshake().then(give),
    });
    this.#listen();
    this.#timers = [setInterval(() => this.#watch(), 1000), setInterval(() => this.#tellShown(), SHOWN_EVERY_MS)];
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#pace.drop();
    this.#hand.stop();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#socket.disconnect();
  }

  /** Resolves with the server's answer; while the line is down it waits and is sent again. */
  send(intent: Intent, seat?: string): Promise<IntentAnswer> {
    return this.#intents.send(intent, seat);
  }

  /** Tells the phone's own position: a signal, never queued here, so nothing old looks fresh after a gap. */
  tellPosition(position: PhonePosition): 'told' | 'no_line' {
    if (!this.#socket.connected || useLive.getState().link.kind !== 'live') return 'no_line';
    this.#socket.emit('position', position);
    return 'told';
  }

  async #ask(message: object): Promise<unknown> {
    const startedMs = performance.now();
    const answer: unknown = await this.#socket.timeout(ANSWER_MS).emitWithAck('intent', message);
    // Who has pressed sees what came of it with the answer, not a turn later.
    if (this.#pace.waiting()) this.#pace.now();
    useLive.setState({ roundTripMs: performance.now() - startedMs });
    return answer;
  }

  #hello(): void {
    const { world } = useLive.getState();
    const replica = this.#replica;
    const hello: Hello = {
      world,
      since: replica.seq,
      protocol: PROTOCOL_VERSION,
      screen: screenOf(window.location.pathname),
      positions: document.visibilityState === 'visible' ? this.#positions : 'off',
      ...(replica.scope === undefined ? {} : { scope: replica.scope }),
    };
    this.#socket.emit('hello', hello);
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('connect', () => this.#hello());
    socket.on('disconnect', () => this.#away());
    socket.on('connect_error', (error) => {
      if (error.message === 'not_signed_in') this.#end('session_ended');
      else this.#away();
      if (!socket.active && markOf(DEVICE_MARK) !== null) this.#phoneRefused(error);
    });
    socket.on('snapshot', (raw: unknown, received?: () => void) => {
      const part = SnapshotPartSchema.parse(raw);
      this.#heard();
      this.#replica = takeSnapshotPart(this.#replica, part);
      if (part.mode === 'whole' && part.part === part.of - 1) this.#showSnapshot();
      received?.();
      if (part.mode === 'whole' && part.part === part.of - 1) this.#intents.resend();
    });
    const batch = (raw: unknown): void => {
      this.#heard();
      const applied = takeBatch(this.#replica, EventBatchSchema.parse(raw));
      if (applied.kind === 'gap') {
        this.#hello();
        return;
      }
      this.#replica = applied.replica;
      this.#unshown = this.#unshown.concat(applied.events);
      if (useLive.getState().link.kind === 'live') this.#pace.ask();
      else {
        // Back in step: said with what was missed, not a turn before it.
        useLive.setState({ link: { kind: 'live' } });
        this.#pace.now();
      }
      this.#hooks.onEvents(applied.events);
    };
    socket.on('events', batch);
    socket.on('tail', (raw: unknown) => {
      batch(raw);
      this.#intents.resend();
    });
    socket.on('head', (raw: unknown) => {
      const head = HeadSchema.parse(raw);
      this.#heard();
      const replica = this.#replica;
      this.#hooks.onHead(head);
      this.#intents.heard();
      useLive.setState({ head });
      // The head names more than we hold although every batch was taken: something was lost on the way.
      if (replica.seq !== null && head.seq > replica.seq) this.#hello();
    });
    socket.on('readings', (raw: unknown) => {
      const { mode, readings } = ReadingsSchema.parse(raw);
      const next = mode === 'whole' ? {} : { ...useLive.getState().readings };
      for (const reading of readings) next[reading.sensor] = reading;
      useLive.setState({ readings: next });
    });
    socket.on('units', (raw: unknown) => {
      const { epoch, mode, units } = UnitsSchema.parse(raw);
      const known = useLive.getState().units;
      const list = mode === 'added' && known.epoch === epoch ? [...known.list, ...units] : units;
      useLive.setState({ units: { epoch, list } });
    });
    socket.on('positions', (frame: ArrayBuffer) => this.#hooks.onPositions(frame));
    socket.on('bye', (raw: unknown) => {
      const { reason } = ByeSchema.parse(raw);
      if (reason === 'server_stopping' || reason === 'slow_consumer') this.#away();
      else this.#end(reason);
    });
  }

  /** One drawing for all that has come since the last; the lists of events follow in a task of their own. */
  #show(): void {
    useLive.setState({ replica: this.#replica });
  }

  #showLog(): void {
    const fresh = this.#unshown;
    if (fresh.length === 0) return;
    this.#unshown = [];
    useLive.setState((live) => keepRecent(live, fresh));
  }

  /** A whole copy takes the place of everything before it. */
  #showSnapshot(): void {
    this.#pace.drop();
    this.#unshown = [];
    const { snapshots } = useLive.getState();
    useLive.setState({
      replica: this.#replica,
      link: { kind: 'live' },
      recent: [],
      recentSince: this.#replica.seq,
      snapshots: snapshots + 1,
    });
  }

  #heard(): void {
    this.#heardMs = performance.now();
  }

  /** `sinceMs`: when the server was last heard, where that was before the line was found dead. */
  #away(sinceMs: number = performance.now()): void {
    const { link } = useLive.getState();
    if (link.kind === 'ended' || link.kind === 'reconnecting') return;
    useLive.setState({ link: { kind: 'reconnecting', sinceMs } });
  }

  /** A handshake that wants this phone's key, or has an order for it. */
  #phoneRefused(error: Error): void {
    const data: unknown = 'data' in error ? error.data : undefined;
    import('../device/phone-send.ts')
      .then((phone) => phone.handshakeRefused(error.message, data))
      .then((next) => {
        if (next === 'again') this.#socket.connect();
      })
      .catch((failed: unknown) => {
        // The line went meanwhile: tried again as the watch tries a dead one.
        console.warn('the live lane asked for a proof that could not be made', failed);
        this.#retry = 'wanted';
      });
  }

  #end(reason: Extract<ReturnType<typeof useLive.getState>['link'], { kind: 'ended' }>['reason']): void {
    useLive.setState({ link: { kind: 'ended', reason } });
    this.#socket.disconnect();
  }

  /** A socket may look open long after the line is dead: two missed heads are believed instead. */
  #watch(): void {
    if (this.#retry === 'wanted') {
      this.#retry = 'none';
      this.#socket.connect();
    }
    if (!this.#socket.connected || performance.now() - this.#heardMs < LINK_LOST_MS) return;
    this.#away(this.#heardMs);
    this.#heard();
    this.#socket.disconnect().connect();
  }

  #tellShown(): void {
    const { seq } = useLive.getState().replica;
    if (seq === null || seq <= this.#shownSeq || document.visibilityState !== 'visible' || !this.#socket.connected)
      return;
    this.#shownSeq = seq;
    this.#socket.emit('shown', { seq });
  }

  readonly #onVisibility = (): void => {
    if (!this.#socket.connected) return;
    this.#socket.emit('attention', { positions: document.visibilityState === 'visible' ? this.#positions : 'off' });
  };
}
