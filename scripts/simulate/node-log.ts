import { LogUnavailableError } from '@sitong/server/plumbing/eventlog/errors.ts';
import type {
  AppendBatch,
  AppendOutcome,
  EventLog,
  HeadMoved,
  NewWorld,
  Snapshot,
  TimelinePage,
  Verdict,
  VerifyRange,
  World,
} from '@sitong/server/plumbing/eventlog/event-log.ts';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { WorldClock } from '@sitong/shared/kernel/time.ts';
import type { Chance } from './chance.ts';
import type { Sabotage } from './sabotage.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A command that gets no answer from the database gives up (the driver's `statement_timeout`). */
const PATIENCE_MS = 5000;
const POLL_MS = 1000;

/**
 * How one node reaches the one log: it takes time, the line to the database may be cut, notifications get lost
 * (asking once a second guarantees), and a node that died hears nothing any more although what it sent may arrive.
 */
export class NodeLog implements EventLog {
  readonly #inner: EventLog;
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #sabotage: Sabotage;
  readonly #stops: (() => void)[] = [];
  #line: 'up' | 'cut' | 'dead' = 'up';

  constructor(inner: EventLog, time: VirtualTime, chance: Chance, sabotage: Sabotage) {
    this.#inner = inner;
    this.#time = time;
    this.#chance = chance;
    this.#sabotage = sabotage;
  }

  cut(): void {
    if (this.#line === 'up') this.#line = 'cut';
  }

  mend(): void {
    if (this.#line === 'cut') this.#line = 'up';
  }

  die(): void {
    this.#line = 'dead';
    for (const stop of this.#stops) stop();
  }

  async append(batch: AppendBatch): Promise<AppendOutcome[]> {
    const sent =
      this.#sabotage === 'unchecked versions'
        ? { ...batch, commands: batch.commands.map((command) => ({ ...command, expected: [] })) }
        : batch;
    return this.#ask((inner) => inner.append(sent), 'append');
  }

  since(world: string, seq: number, limit: number) {
    return this.#ask((inner) => inner.since(world, seq, limit), 'read');
  }
  stream(world: string, stream: string) {
    return this.#ask((inner) => inner.stream(world, stream), 'read');
  }
  head(world: string) {
    return this.#ask((inner) => inner.head(world), 'read');
  }
  timeline(page: TimelinePage) {
    return this.#ask((inner) => inner.timeline(page), 'read');
  }
  createWorld(world: NewWorld): Promise<void> {
    return this.#ask((inner) => inner.createWorld(world), 'append');
  }
  worlds(): Promise<World[]> {
    return this.#ask((inner) => inner.worlds(), 'read');
  }
  saveClock(world: string, clock: WorldClock): Promise<void> {
    return this.#ask((inner) => inner.saveClock(world, clock), 'append');
  }
  closeWorld(world: string): Promise<void> {
    return this.#ask((inner) => inner.closeWorld(world), 'append');
  }
  saveSnapshot(snapshot: Snapshot): Promise<void> {
    return this.#ask((inner) => inner.saveSnapshot(snapshot), 'append');
  }
  loadSnapshot(world: string, schema: number): Promise<Snapshot | undefined> {
    return this.#ask((inner) => inner.loadSnapshot(world, schema), 'read');
  }
  loadCheckpoint(reader: string, world: string): Promise<number> {
    return this.#ask((inner) => inner.loadCheckpoint(reader, world), 'read');
  }
  saveCheckpoint(reader: string, world: string, seq: number): Promise<void> {
    return this.#ask((inner) => inner.saveCheckpoint(reader, world, seq), 'append');
  }
  verify(world: string, range?: VerifyRange): Promise<Verdict> {
    return this.#inner.verify(world, range);
  }

  subscribe(listener: (moved: HeadMoved) => void): () => void {
    const tell = (moved: HeadMoved): void => {
      if (this.#line === 'up') listener(moved);
    };
    const stopHearing = this.#inner.subscribe((moved) => {
      if (!this.#chance.happens(0.1)) this.#time.after(this.#chance.between(0.2, 5), () => tell(moved));
    });
    const stopAsking = this.#time.every(POLL_MS, () => {
      this.#inner.worlds().then(
        (worlds) => {
          for (const { id, headSeq } of worlds) tell({ world: id, seq: headSeq });
        },
        (error: unknown) => {
          throw error;
        },
      );
    });
    const stop = (): void => {
      stopHearing();
      stopAsking();
    };
    this.#stops.push(stop);
    return stop;
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
  }

  /** There and back; what is on its way when the line is cut may have been done all the same. */
  async #ask<T>(act: (inner: EventLog) => Promise<T>, kind: 'append' | 'read'): Promise<T> {
    await this.#time.delay(this.#chance.between(0.1, 3));
    if (this.#now() === 'cut') {
      await this.#time.delay(PATIENCE_MS);
      throw new LogUnavailableError(kind === 'append' ? 'unknown' : 'not_appended', 'the line is cut');
    }
    // A dead process asks nothing more, but what it had written to its socket may still be taken by the database.
    if (this.#now() === 'dead' && this.#chance.happens(0.5)) return never();
    const answer = await act(this.#inner);
    await this.#time.delay(this.#chance.between(0.1, 6));
    const line = this.#now();
    switch (line) {
      case 'dead':
        return never();
      case 'cut':
        await this.#time.delay(PATIENCE_MS);
        throw new LogUnavailableError('unknown', 'the line was cut');
      case 'up':
        return answer;
      default:
        return assertNever(line);
    }
  }

  #now(): 'up' | 'cut' | 'dead' {
    return this.#line;
  }
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
