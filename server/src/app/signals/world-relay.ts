import { MESSAGE, type NodeLine } from '../../plumbing/nodes/node-line.ts';
import { decodePositions, encodePositions, type TerminalNow } from '../../plumbing/nodes/position-batch.ts';
import { decodeSignals, encodeSignals, type SignalBatch } from '../../plumbing/nodes/signal-batch.ts';
import type { Terminal } from '../../plumbing/signals/terminal.ts';
import { fixLetter } from '../../plumbing/signals/terminal-rows.ts';
import type { ReadingNews } from './reading-intake.ts';
import type { WorldSignals } from './world-signals.ts';

/** As often as screens get frames: a fix waits at most two ticks on its way to a screen of another node. */
const TICK_MS = 250;
/** Latest of other nodes as they stored it, while the line is down; and now and then, because the line may lose. */
const STORED_EVERY_MS = 2000;
const RECONCILE_EVERY_MS = 15_000;
const LOST_STORED_MS = 2500;
const ROWS_AT_ONCE = 2000;
/** Readings kept for one tick; more are read by the others from the history. */
const MOST_READINGS = 5000;

/**
 * The signals of one world between nodes. What this node takes in goes out once a tick; what others took in is applied
 * here without being stored or told again. With the line down the same values come from the database every 2 s.
 */
export class WorldRelay {
  readonly #line: NodeLine;
  readonly #signals: WorldSignals;
  readonly #onError: (error: unknown, what: string) => void;
  #stops: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #terminals: Terminal[] = [];
  #readings: SignalBatch['readings'] = [];
  #readingCount = 0;
  #bound: SignalBatch['bound'] = [];
  /** When the stored values are read next, on the monotonic clock. */
  #nextMs = 0;
  #reading: 'no' | 'yes' = 'no';
  /** Since the start, for /metrics. */
  readonly count = { told: 0, taken: 0, readBack: 0 };

  constructor(line: NodeLine, signals: WorldSignals, onError: (error: unknown, what: string) => void) {
    this.#line = line;
    this.#signals = signals;
    this.#onError = onError;
  }

  /** When the world's own past is loaded. */
  open(): void {
    this.#stops = [
      this.#line.subscribe(
        `world:${this.#signals.world}`,
        ({ kind, body }) => this.#take(kind, body),
        // What was lost is stored by its node within 2 s.
        () => this.#readIn(LOST_STORED_MS),
      ),
      this.#line.onState(() => this.#readIn(0)),
    ];
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  announce(terminal: Terminal): void {
    if (terminal.told === 'waiting') return;
    terminal.told = 'waiting';
    this.#terminals.push(terminal);
  }

  announceReadings(news: ReadingNews): void {
    if (this.#readingCount + news.readings.length > MOST_READINGS) return;
    this.#readingCount += news.readings.length;
    this.#readings.push(news);
  }

  announceBinding({ number, team, boundBy, boundAtMs }: Terminal): void {
    this.#bound.push({ number, team, by: boundBy, atMs: boundAtMs ?? 0 });
  }

  close(): void {
    clearInterval(this.#timer);
    for (const stop of this.#stops) stop();
  }

  tick(): void {
    this.#tell();
    if (performance.now() >= this.#nextMs) this.#readStored();
  }

  #readIn(ms: number): void {
    this.#nextMs = Math.min(this.#nextMs, performance.now() + ms);
  }

  #tell(): void {
    const terminals = this.#terminals;
    const room = `world:${this.#signals.world}`;
    const batch = {
      readings: this.#readings,
      seen: [...this.#signals.sources.takeSeen()],
      atMs: this.#signals.nowMs(),
      bound: this.#bound,
    };
    this.#terminals = [];
    this.#readings = [];
    this.#readingCount = 0;
    this.#bound = [];
    for (const terminal of terminals) terminal.told = 'told';
    // Nobody hears: the others read what was stored.
    if (this.#line.state.kind === 'stored') return;
    for (let from = 0; from < terminals.length; from += ROWS_AT_ONCE) {
      const page = terminals.slice(from, from + ROWS_AT_ONCE);
      if (this.#line.publish(room, MESSAGE.positions, encodePositions(page.map(nowOf))) === 'sent')
        this.count.told += page.length;
    }
    if (batch.readings.length + batch.seen.length + batch.bound.length > 0)
      this.#line.publish(room, MESSAGE.signals, encodeSignals(batch));
  }

  #take(kind: number, body: Buffer): void {
    const signals = this.#signals;
    if (kind === MESSAGE.positions) {
      const rows = decodePositions(body);
      if (rows === undefined) this.#line.malformed();
      for (const row of rows ?? []) signals.positions.takeElsewhere(row);
      this.count.taken += rows?.length ?? 0;
      return;
    }
    const batch = kind === MESSAGE.signals ? decodeSignals(body) : undefined;
    if (batch === undefined) {
      this.#line.malformed();
      return;
    }
    for (const { readings, receivedMs } of batch.readings) signals.readings.takeElsewhere(readings, receivedMs);
    for (const [source, n] of batch.seen) signals.sources.seenElsewhere(source, n, batch.atMs);
    for (const { number, team, by, atMs } of batch.bound) signals.boundElsewhere(number, team, by, atMs);
  }

  #readStored(): void {
    if (this.#reading === 'yes') return;
    this.#reading = 'yes';
    const every = this.#line.state.kind === 'shared' ? RECONCILE_EVERY_MS : STORED_EVERY_MS;
    this.#nextMs = performance.now() + every;
    this.#signals
      .readStored()
      .then((rows) => {
        this.count.readBack += rows;
      })
      .catch((error: unknown) => this.#onError(error, `what other nodes stored of ${this.#signals.world} was not read`))
      .finally(() => {
        this.#reading = 'no';
      });
  }
}

/** A terminal as other nodes are told of it. */
export function nowOf(terminal: Terminal): TerminalNow {
  const { number, source, lon, lat, observedMs, lastSeenMs, speedKmh, courseDeg, batteryPct } = terminal;
  return {
    number,
    source,
    lon,
    lat,
    observedMs,
    lastSeenMs,
    speedKmh,
    courseDeg,
    batteryPct,
    fix: fixLetter(terminal.fix),
  };
}
