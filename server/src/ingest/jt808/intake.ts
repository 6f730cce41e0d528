import { FixColumns } from './fix-columns.ts';
import type { HeaderVersion } from './header.ts';
import type { ReplyResult } from './message-ids.ts';
import type { RecentMessages } from './recent-messages.ts';

/** What a fix is owed: an answer, once the sink has it. */
export interface Owed {
  readonly terminal: string;
  readonly version: HeaderVersion;
  readonly serial: number;
  readonly msgId: number;
  readonly hash: number;
  readonly memory: RecentMessages;
  readonly to: Answerable;
}

export interface Answerable {
  answer(owed: Owed, result: ReplyResult): void;
  /** Writes the answers collected since the last call. */
  sendAnswers(): void;
  /** There is room again. */
  resume(): void;
}

export type FixSink = (fixes: FixColumns, meta: { readonly receivedAtMs: number }) => Promise<void> | void;

interface Batch {
  readonly columns: FixColumns;
  readonly owed: Owed[];
}

export interface IntakeEvents {
  taken(fixes: number): void;
  failed(fixes: number, cause: unknown): void;
}

/**
 * One batch is with the sink while the next one fills, for all connections together. A full
 * batch makes connections wait (their sockets are paused); an answer leaves only after the sink
 * has the fix, so an answered fix is never lost and an unanswered one is sent again.
 */
export class Intake {
  private filling: Batch;
  private spare: Batch;
  private standing: 'idle' | 'scheduled' | 'with_sink' = 'idle';
  private waiting: Answerable[] = [];
  private emptied: Array<() => void> = [];
  private readonly onFix: FixSink;
  private readonly now: () => number;
  private readonly events: IntakeEvents;

  constructor(capacity: number, onFix: FixSink, now: () => number, events: IntakeEvents) {
    this.filling = { columns: new FixColumns(capacity), owed: [] };
    this.spare = { columns: new FixColumns(capacity), owed: [] };
    this.onFix = onFix;
    this.now = now;
    this.events = events;
  }

  get columns(): FixColumns {
    return this.filling.columns;
  }

  get waitingConnections(): number {
    return this.waiting.length;
  }

  owe(owed: Owed): void {
    this.filling.owed.push(owed);
    if (this.standing === 'idle') {
      this.standing = 'scheduled';
      setImmediate(() => this.hand());
    }
  }

  wait(connection: Answerable): void {
    this.waiting.push(connection);
  }

  /** Resolves when everything taken so far was answered. */
  drained(): Promise<void> {
    if (this.standing === 'idle') return Promise.resolve();
    return new Promise((resolve) => this.emptied.push(resolve));
  }

  private hand(): void {
    const batch = this.filling;
    this.filling = this.spare;
    this.spare = batch;
    this.standing = 'with_sink';
    // The other batch is free: whoever waited for room may go on while the sink works.
    this.wake();
    // Called inside the promise, so that a sink that throws at once fails like one that rejects.
    new Promise<void>((resolve) => resolve(this.onFix(batch.columns, { receivedAtMs: this.now() }))).then(
      () => this.settle(batch, 'ok'),
      (cause: unknown) => {
        this.events.failed(batch.columns.length, cause);
        this.settle(batch, 'failed');
      },
    );
  }

  private settle(batch: Batch, result: 'ok' | 'failed'): void {
    if (result === 'ok') this.events.taken(batch.columns.length);
    const touched = new Set<Answerable>();
    for (const owed of batch.owed) {
      if (result === 'ok') owed.memory.add(owed.serial, owed.hash);
      owed.to.answer(owed, result);
      touched.add(owed.to);
    }
    for (const connection of touched) connection.sendAnswers();
    batch.owed.length = 0;
    batch.columns.clear();
    if (this.filling.owed.length > 0) {
      this.standing = 'scheduled';
      setImmediate(() => this.hand());
      return;
    }
    this.standing = 'idle';
    for (const resolve of this.emptied.splice(0)) resolve();
    this.wake();
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const connection of waiting) connection.resume();
  }
}
