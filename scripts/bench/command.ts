import { dropFolder, newFolder, startProcess } from '@sitong/server/testing/server-process.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { type Child, startChild } from './child.ts';
import { databaseOf } from './database.ts';
import { atMost, exactly, floors } from './goal.ts';
import { openLight } from './light-socket.ts';
import { type BenchReport, machine, quantile } from './report.ts';

const SCREENS = 50;
const PER_SECOND = 50;
/** One line may speak 20 times a second: three desks and one to spare. */
const SENDERS = 4;
const WARM_UP = 50;
/** Intents in one turn of one system. */
const TURN = 100;
const NOTHING_MISSING_MS = 5000;

interface Times {
  answerMs: number[];
  screenMs: number[];
  /** First screen and last screen of each intent. */
  lastMs: number[];
  missing: number;
  refused: number;
}

/** What a measured system offers: lines that send, and a way to hear of every event on every screen. */
interface System {
  senders: Socket[];
  onScreen(listener: (commandId: string) => void): void;
  close(): void;
}

/** One system under measurement; keeps its times over several turns. */
class Meter {
  readonly times: Times = { answerMs: [], screenMs: [], lastMs: [], missing: 0, refused: 0 };
  readonly #system: System;
  readonly #pressed = new Map<string, { atMs: number; seen: number }>();

  constructor(system: System) {
    this.#system = system;
    system.onScreen((commandId) => this.#seen(commandId));
  }

  /** Sends at a steady pace, whatever the answers do: a slow answer must not make the load lighter. */
  async turn(count: number, counted: 'counted' | 'warm-up'): Promise<void> {
    const startedMs = performance.now();
    const answers: Promise<void>[] = [];
    for (let n = 0; n < count; n++) {
      const waitMs = startedMs + (n * 1000) / PER_SECOND - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      answers.push(this.#press(n, counted));
    }
    await Promise.all(answers);
    const { times } = this;
    const wanted = (): number => times.answerMs.length * SCREENS - times.screenMs.length;
    const deadline = performance.now() + NOTHING_MISSING_MS;
    while (wanted() > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    times.missing = wanted();
  }

  close(): void {
    this.#system.close();
  }

  #seen(commandId: string): void {
    const one = this.#pressed.get(commandId);
    if (one === undefined) return;
    const tookMs = performance.now() - one.atMs;
    one.seen += 1;
    this.times.screenMs.push(tookMs);
    if (one.seen === SCREENS) this.times.lastMs.push(tookMs);
  }

  async #press(n: number, counted: 'counted' | 'warm-up'): Promise<void> {
    const commandId = newId();
    const { senders } = this.#system;
    const atMs = performance.now();
    if (counted === 'counted') this.#pressed.set(commandId, { atMs, seen: 0 });
    const raw: unknown = await senders[n % senders.length]?.timeout(10_000).emitWithAck('intent', {
      commandId,
      intent: { type: 'EnterDutyLog', text: `第 ${n} 次：大峪河水位 2.41 m，超警戒 0.41 m` },
    });
    if (counted !== 'counted') return;
    if (IntentAnswerSchema.parse(raw).ok) this.times.answerMs.push(performance.now() - atMs);
    else this.times.refused += 1;
  }
}

async function ours(url: string, cookie: string): Promise<System> {
  const listeners: ((commandId: string) => void)[] = [];
  const onCommand = (commandId: string): void => {
    for (const listener of listeners) listener(commandId);
  };
  const screens = await Promise.all(Array.from({ length: SCREENS }, () => openLight({ url, cookie, onCommand })));
  const senders = await Promise.all(Array.from({ length: SENDERS }, () => openLight({ url, cookie })));
  return {
    senders: senders.map(({ socket }) => socket),
    onScreen: (listener) => listeners.push(listener),
    close: () => {
      for (const one of [...screens, ...senders]) one.close();
    },
  };
}

const BatchSchema = z.object({ events: z.array(z.object({ commandId: z.string() })) });

async function bare(port: number): Promise<System> {
  const open = async (): Promise<Socket> => {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, reconnection: false });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  };
  const screens = await Promise.all(Array.from({ length: SCREENS }, open));
  const senders = await Promise.all(Array.from({ length: SENDERS }, open));
  return {
    senders,
    onScreen: (listener) => {
      for (const screen of screens)
        screen.on('events', (raw: unknown) => {
          for (const { commandId } of BatchSchema.parse(raw).events) listener(commandId);
        });
    },
    close: () => {
      for (const socket of [...screens, ...senders]) socket.disconnect();
    },
  };
}

/** Intent pressed → fsynced commit → on 50 screens, at 50 intents a second, beside bare means and a usual service. */
export async function benchCommand(quick: boolean): Promise<BenchReport> {
  const turns = quick ? 2 : 4;
  const dataDir = newFolder('bench');
  const before = machine();
  const server = await startProcess({ dataDir });
  try {
    const url = await server.url();
    const cookie = await server.signIn('duty');
    const databaseUrl = databaseOf(dataDir);
    const children: Child[] = [];
    const meters = [new Meter(await ours(url, cookie))];
    // One after the other: both make the table they share.
    for (const mode of ['floor', 'naive']) {
      const child = startChild('bare-server.ts', [mode, databaseUrl]);
      children.push(child);
      meters.push(new Meter(await bare(Number((await child.line()).split(' ')[1]))));
    }
    for (const meter of meters) await meter.turn(WARM_UP, 'warm-up');
    // In turns, so that what else the machine does falls on all three alike.
    for (let turn = 0; turn < turns; turn++) for (const meter of meters) await meter.turn(TURN, 'counted');
    for (const meter of meters) meter.close();
    for (const child of children) await child.end();
    const [mine, floor, naive] = meters.map(({ times }) => times);
    if (mine === undefined || floor === undefined || naive === undefined) throw new Error('three were measured');
    const at = (pick: (times: Times) => number[], q: number) => ({
      value: quantile(pick(mine), q),
      unit: 'ms',
      floor: quantile(pick(floor), q),
      rival: quantile(pick(naive), q),
    });
    const answer = (times: Times) => times.answerMs;
    const screen = (times: Times) => times.screenMs;
    const last = (times: Times) => times.lastMs;
    return {
      bench: 'command',
      at: new Date().toISOString(),
      machine: before,
      rows: [
        { figure: 'pressed → committed and answered, p50', ...at(answer, 0.5) },
        { figure: 'pressed → committed and answered, p99', ...at(answer, 0.99) },
        { figure: `pressed → on each of ${SCREENS} screens, p50`, ...at(screen, 0.5), goal: [floors(1.5)] },
        { figure: `pressed → on each of ${SCREENS} screens, p99`, ...at(screen, 0.99), goal: [atMost(50)] },
        { figure: 'pressed → on the last screen, p50', ...at(last, 0.5) },
        { figure: 'pressed → on the last screen, p99', ...at(last, 0.99) },
        { figure: 'deliveries missing', value: mine.missing, unit: '', goal: [exactly(0)] },
        { figure: 'intents refused', value: mine.refused, unit: '', goal: [exactly(0)] },
      ],
      notes: [
        `${mine.answerMs.length} intents at ${PER_SECOND} a second; fsync on; one database for all three, measured in turns; clients share the machine`,
        'floor: one INSERT and commit, one emit to all; rival: a usual service with five statements and one emit per reader',
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await server.end('SIGTERM');
    await dropFolder(dataDir);
  }
}
