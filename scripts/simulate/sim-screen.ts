import type { Id } from '@sitong/shared/kernel/ids.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import {
  EventBatchSchema,
  HeadSchema,
  type IntentAnswer,
  IntentAnswerSchema,
  SnapshotPartSchema,
} from '@sitong/shared/protocol/down.ts';
import { LINK_LOST_MS } from '@sitong/shared/protocol/heartbeat.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { emptyReplica, type Replica, takeBatch, takeSnapshotPart } from '@sitong/shared/protocol/replica.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { Hello } from '@sitong/shared/protocol/up.ts';
import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import { z } from 'zod';
import type { Chance } from './chance.ts';
import type { SimLedger } from './ledger.ts';
import { type End, Line, type Message, type Weather } from './line.ts';
import type { Sabotage } from './sabotage.ts';
import type { SimNode } from './sim-node.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The numbers of `web/src/plumbing/live`. */
const ANSWER_MS = 8000;

export interface ScreenOptions {
  name: string;
  session: SessionInfo;
  /** A phone keeps what was pressed over a restart; a console loses what was not answered. */
  kind: 'console' | 'phone';
  nodes: readonly SimNode[];
  time: VirtualTime;
  chance: Chance;
  weather: Weather;
  sabotage: Sabotage;
  ledger: SimLedger;
  /** Told after each change of what is on screen. */
  onShown: (screen: SimScreen, before: Replica) => void;
}

interface Pending {
  commandId: Id;
  intent: Intent;
  pressedMs: number;
}

const BatchSchema = z.object({ partial: z.array(SnapshotPartSchema), batch: EventBatchSchema });

/**
 * A browser's end of the live lane, as `web/src/plumbing/live/connection.ts` keeps it, over the real replica: a gap or a
 * new line asks again from the sequence at hand, and an act without an answer is sent again under its command id.
 */
export class SimScreen implements End {
  readonly options: ScreenOptions;
  replica: Replica = emptyReplica;
  readonly #pending = new Map<Id, Pending>();
  readonly #asked = new Map<number, Id>();
  #line: Line | undefined;
  #power: 'on' | 'off' = 'off';
  #heardMs = 0;
  #n = 0;

  constructor(options: ScreenOptions) {
    this.options = options;
    options.time.every(1000, () => this.#watch());
  }

  get power(): 'on' | 'off' {
    return this.#power;
  }

  get waiting(): number {
    return this.#pending.size;
  }

  switchOn(): void {
    if (this.#power === 'on') return;
    this.#power = 'on';
    this.#connect();
  }

  /** The tab is closed, the laptop falls: what was on screen is gone. */
  crash(): void {
    this.#power = 'off';
    const line = this.#line;
    this.#line = undefined;
    line?.hangUp('screen');
    this.replica = emptyReplica;
    this.#asked.clear();
    if (this.options.kind === 'console') {
      for (const { commandId } of this.#pending.values()) this.options.ledger.forgotten(commandId);
      this.#pending.clear();
    }
  }

  cutLine(): void {
    this.#line?.cut();
  }

  silenceLine(): void {
    this.#line?.fallSilent();
  }

  press(intent: Intent): void {
    const { chance, time, ledger } = this.options;
    const pending = { commandId: chance.id(time.now()), intent, pressedMs: time.now() };
    this.#pending.set(pending.commandId, pending);
    ledger.pressed(pending.commandId, this.options.name, intent);
    this.#deliver(pending);
  }

  gone(line: Line): void {
    if (this.#line !== line) return;
    this.#line = undefined;
    this.#comeBack();
  }

  hear(message: Message, line: Line): void {
    if (this.#line !== line || this.#power === 'off') return;
    this.#heardMs = this.options.time.now();
    const body: unknown = JSON.parse(message.text);
    const before = this.replica;
    switch (message.name) {
      case 'snapshot':
        this.#take(takeSnapshotPart(this.replica, SnapshotPartSchema.parse(body)), before);
        this.#resend();
        return;
      case 'events':
      case 'tail':
        this.#batch(BatchSchema.parse(body), before);
        if (message.name === 'tail') this.#resend();
        return;
      case 'head': {
        const head = HeadSchema.parse(body);
        if (this.replica.seq !== null && head.seq > this.replica.seq) this.#hello();
        return;
      }
      case 'answer':
        this.#answered(message.n ?? 0, IntentAnswerSchema.parse(body));
        return;
      default:
        throw new Error(`a screen has no ear for ${message.name}`);
    }
  }

  #batch({ partial, batch }: z.infer<typeof BatchSchema>, before: Replica): void {
    let replica = this.replica;
    for (const part of partial) replica = takeSnapshotPart(replica, part);
    const open =
      this.options.sabotage === 'screen steps over holes' && replica.seq !== null
        ? { ...batch, from: Math.min(batch.from, replica.seq + 1) }
        : batch;
    const applied = takeBatch(replica, open);
    this.#take(applied.replica, before);
    if (applied.kind === 'gap') this.#hello();
  }

  #take(replica: Replica, before: Replica): void {
    this.replica = replica;
    this.options.onShown(this, before);
  }

  #answered(n: number, answer: IntentAnswer): void {
    const commandId = this.#asked.get(n);
    if (commandId === undefined) return;
    const passing = !answer.ok && PASSING.includes(answer.refused.code);
    if (passing) {
      this.#later(commandId, 1000);
      return;
    }
    this.#pending.delete(commandId);
    this.options.ledger.answered(commandId, answer);
  }

  #deliver(pending: Pending): void {
    const line = this.#line;
    if (line === undefined) return;
    const n = this.#n++;
    const { commandId, intent, pressedMs } = pending;
    this.#asked.set(n, commandId);
    const text = JSON.stringify({ commandId, intent, pressedAt: toTimestamp(pressedMs) });
    line.send('node', { name: 'intent', text, n });
    this.#later(commandId, ANSWER_MS);
  }

  #later(commandId: Id, ms: number): void {
    this.options.time.after(ms, () => {
      const pending = this.#pending.get(commandId);
      if (pending === undefined || this.#line === undefined) return;
      if (this.options.sabotage === 'new id for a retry') {
        this.#pending.delete(commandId);
        const again = { ...pending, commandId: this.options.chance.id(this.options.time.now()) };
        this.#pending.set(again.commandId, again);
        this.options.ledger.pressed(again.commandId, this.options.name, again.intent, commandId);
        this.#deliver(again);
        return;
      }
      this.#deliver(pending);
    });
  }

  #resend(): void {
    for (const pending of this.#pending.values()) this.#deliver(pending);
  }

  #hello(): void {
    const hello: Hello = {
      world: LIVE,
      since: this.replica.seq,
      protocol: PROTOCOL_VERSION,
      positions: 'off',
      ...(this.replica.scope === undefined ? {} : { scope: this.replica.scope }),
    };
    this.#line?.send('node', { name: 'hello', text: JSON.stringify(hello) });
  }

  #connect(): void {
    if (this.#power === 'off' || this.#line !== undefined) return;
    const { nodes, time, chance, weather, session } = this.options;
    const node = chance.pick(nodes);
    if (node === undefined) return;
    const line = new Line(time, chance, weather, { screen: this, node });
    if (!node.connected(line, session)) {
      this.#comeBack();
      return;
    }
    this.#line = line;
    this.#heardMs = time.now();
    this.#hello();
  }

  #comeBack(): void {
    this.options.time.after(this.options.chance.between(200, 3000), () => this.#connect());
  }

  /** Two missed heads: the line is dead, whatever it says. */
  #watch(): void {
    if (this.#line === undefined || this.options.time.now() - this.#heardMs < LINK_LOST_MS) return;
    const line = this.#line;
    this.#line = undefined;
    line.hangUp('screen');
    this.#comeBack();
  }
}

/** The server takes nothing now and loses nothing: asked again under the same id. */
const PASSING: readonly string[] = ['overloaded', 'too_busy', 'unavailable', 'no_world', 'world_closed'];
