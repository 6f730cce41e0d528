import { type OpenWorld, Worlds } from '@sitong/server/app/worlds.ts';
import { LogUnavailableError } from '@sitong/server/plumbing/eventlog/errors.ts';
import type { EventLog } from '@sitong/server/plumbing/eventlog/event-log.ts';
import { WorldFanout } from '@sitong/server/plumbing/realtime/world-fanout.ts';
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { type IntentAnswer, type SnapshotPart, SnapshotPartSchema } from '@sitong/shared/protocol/down.ts';
import { HEAD_EVERY_MS } from '@sitong/shared/protocol/heartbeat.ts';
import { type Intent, IntentEnvelopeSchema } from '@sitong/shared/protocol/intents.ts';
import { type SessionInfo, scopeOf } from '@sitong/shared/protocol/session.ts';
import { HelloSchema } from '@sitong/shared/protocol/up.ts';
import { TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import type { Chance } from './chance.ts';
import type { End, Line, Message } from './line.ts';
import { NodeLog } from './node-log.ts';
import type { Sabotage } from './sabotage.ts';
import type { VirtualTime } from './virtual-time.ts';

interface Seat {
  session: SessionInfo;
  room: string | undefined;
  /** Counts hellos, so that an earlier one that took long is given up. */
  hello: number;
}

/** What runs while a node is up; a crash forgets all of it. */
interface Running {
  worlds: Worlds;
  live: OpenWorld;
  fanout: WorldFanout;
  log: NodeLog;
  stopBeating: () => void;
}

export interface NodeOptions {
  log: EventLog;
  time: VirtualTime;
  chance: Chance;
  sabotage: Sabotage;
  /** Told of errors that are no outage. */
  onDefect: (what: string) => void;
}

/**
 * One server: the real worlds, runtime, deadlines, reactions and fan-out. Only what the gateway does with Socket.IO
 * is done here with lines of the simulation: hello, resume, room, head, intent and answer.
 */
export class SimNode implements End {
  readonly name: string;
  readonly #options: NodeOptions;
  readonly #seats = new Map<Line, Seat>();
  #running: Running | undefined;
  /** Counts lives, so that what an earlier one began cannot end in a later one. */
  #life = 0;
  /** How far this node's clock stands off. */
  skewMs = 0;

  constructor(name: string, options: NodeOptions) {
    this.name = name;
    this.#options = options;
  }

  get up(): boolean {
    return this.#running !== undefined;
  }

  get seq(): number {
    return this.#running?.live.runtime.seq ?? 0;
  }

  get state(): OpenWorld['runtime']['state'] | undefined {
    return this.#running?.live.runtime.state;
  }

  async start(): Promise<void> {
    const { time, chance, sabotage, onDefect } = this.#options;
    const life = ++this.#life;
    const log = new NodeLog(this.#options.log, time, chance, sabotage);
    const now = (): number => time.now() + this.skewMs;
    const worlds = new Worlds({
      log,
      county: () => TINY_COUNTY,
      prepare: async (_world, sent) => sent,
      now,
      onError: (error, what) => {
        if (this.#life === life && !(error instanceof LogUnavailableError)) onDefect(`${this.name}: ${what}: ${error}`);
      },
    });
    await worlds.open();
    const live = worlds.get('live');
    if (live === undefined) throw new Error('no live world');
    const fanout = new WorldFanout(live.live, { emit: (room, name, message) => this.#emit(room, name, message) }, now);
    // The channels of the real server: an order that is stored goes out.
    live.runtime.onCommitted((events) => {
      for (const event of events) {
        if (event.type !== 'OrderSaved') continue;
        const orderId = event.stream.slice('order/'.length);
        time.after(chance.between(50, 2000), () => {
          if (this.#life === life)
            this.#system(live, derivedId('sent', orderId), {
              type: 'MarkOrderSent',
              orderId,
              channels: [{ channel: 'app', simulated: true }],
            });
        });
      }
    });
    const stopBeating = time.every(HEAD_EVERY_MS, () => fanout.beat());
    this.#running = { worlds, live, fanout, log, stopBeating };
  }

  /** Power off: nothing is finished, nobody is told. */
  crash(): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#life += 1;
    running.log.die();
    running.stopBeating();
    running.fanout.close();
    running.live.deadlines.close();
    this.#running = undefined;
    for (const line of this.#seats.keys()) line.cut();
    this.#seats.clear();
  }

  /** SIGTERM: finishes, saves, lets go. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    running.stopBeating();
    running.fanout.close();
    for (const line of this.#seats.keys()) line.hangUp('node');
    this.#seats.clear();
    try {
      await running.worlds.close();
    } catch (error) {
      // Cut from the log it cannot save where it stood: the next start folds a longer tail.
      if (!(error instanceof LogUnavailableError)) throw error;
      running.log.die();
    }
    await running.log.close();
  }

  cutFromLog(): void {
    this.#running?.log.cut();
  }

  mendLog(): void {
    this.#running?.log.mend();
  }

  /** From rules and doors. */
  system(commandId: string, intent: Intent): void {
    if (this.#running !== undefined) this.#system(this.#running.live, commandId, intent);
  }

  #system(live: OpenWorld, commandId: string, intent: Intent): void {
    live.submitSystem(commandId, intent).then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof LogUnavailableError)) this.#options.onDefect(`${this.name}: ${intent.type}: ${error}`);
      },
    );
  }

  /** A screen rings: false when nobody is there. */
  connected(line: Line, session: SessionInfo): boolean {
    if (this.#running === undefined) return false;
    this.#seats.set(line, { session, room: undefined, hello: 0 });
    return true;
  }

  gone(line: Line): void {
    const seat = this.#seats.get(line);
    if (seat === undefined) return;
    this.#leave(seat);
    this.#seats.delete(line);
  }

  hear(message: Message, line: Line): void {
    const seat = this.#seats.get(line);
    const running = this.#running;
    if (seat === undefined || running === undefined) return;
    const body: unknown = JSON.parse(message.text);
    if (message.name === 'hello')
      this.#hello(line, seat, running, body).then(
        () => undefined,
        (error: unknown) => this.#options.onDefect(`${this.name}: hello: ${error}`),
      );
    else if (message.name === 'intent') this.#intent(line, seat, running, message.n ?? 0, body);
  }

  /** As `Gateway.#hello`. */
  async #hello(line: Line, seat: Seat, { fanout, live }: Running, body: unknown): Promise<void> {
    const hello = HelloSchema.parse(body);
    this.#leave(seat);
    seat.hello += 1;
    const turn = seat.hello;
    const scope = scopeOf(seat.session);
    const sameScope = hello.scope === undefined || fanout.roomOf(scope) === `${hello.world}|${hello.scope}`;
    const from = sameScope ? hello.since : null;
    if (from !== null && from > live.live.seq) {
      try {
        await live.live.caughtUp();
      } catch {
        line.hangUp('node');
        return;
      }
      if (!this.#seats.has(line) || seat.hello !== turn) return;
    }
    const resume = fanout.resume(scope, from);
    if (resume.kind === 'tail') {
      const partial = resume.partial === undefined ? [] : [resume.partial];
      line.send('screen', { name: 'tail', text: JSON.stringify({ partial, batch: resume.batch }) });
    } else {
      for (const part of resume.parts) line.send('screen', { name: 'snapshot', text: JSON.stringify(part) });
    }
    // As in the gateway: what entering brings to those already there goes out before this one is among them.
    seat.room = fanout.enter(scope);
    line.send('screen', { name: 'head', text: JSON.stringify(fanout.head()) });
  }

  #intent(line: Line, seat: Seat, { live }: Running, n: number, body: unknown): void {
    const sent = IntentEnvelopeSchema.parse(body);
    const answer = (result: IntentAnswer): void =>
      line.send('screen', { name: 'answer', text: JSON.stringify(result), n });
    if (this.#options.sabotage === 'answer before commit' && this.#options.chance.happens(0.1)) {
      answer({ ok: true, seq: live.runtime.seq + 1 });
      return;
    }
    if (seat.room === undefined) {
      answer({ ok: false, refused: { code: 'no_world' } });
      return;
    }
    live.live.submit(seat.session, sent).then(answer, (error: unknown) => {
      if (!(error instanceof LogUnavailableError))
        this.#options.onDefect(`${this.name}: ${sent.intent.type}: ${error}`);
      answer({ ok: false, refused: { code: 'unavailable' } });
    });
  }

  #leave(seat: Seat): void {
    if (seat.room !== undefined) this.#running?.fanout.leave(seat.room);
    seat.room = undefined;
  }

  /** Streams that became visible go with the batch that made them so, as one TCP stream keeps them together. */
  readonly #partials = new Map<string, SnapshotPart>();

  #emit(room: string, name: 'events' | 'head' | 'snapshot', message: object): void {
    if (name === 'head') {
      for (const [line, seat] of this.#seats)
        if (seat.room !== undefined) line.send('screen', { name, text: JSON.stringify(message) });
      return;
    }
    if (name === 'snapshot') {
      const part = SnapshotPartSchema.parse(message);
      this.#partials.set(room, part);
      return;
    }
    const partial = this.#partials.get(room);
    this.#partials.delete(room);
    const text = JSON.stringify({ partial: partial === undefined ? [] : [partial], batch: message });
    for (const [line, seat] of this.#seats) if (seat.room === room) line.send('screen', { name, text });
  }
}
