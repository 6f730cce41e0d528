import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { derivedId, type Id, type WorldId } from '@sitong/shared/kernel/ids.ts';
import type { EventLog } from '../eventlog/event-log.ts';

export interface NamedIntent<Intent> {
  /** Unique among the reactions to one event. */
  name: string;
  intent: Intent;
}

export interface ReactorOptions<State, Intent> {
  world: WorldId;
  reader: string;
  log: Pick<EventLog, 'since' | 'loadCheckpoint' | 'saveCheckpoint'>;
  state: () => State;
  react: (event: Envelope, state: State) => readonly NamedIntent<Intent>[];
  submit: (commandId: Id, intent: Intent, causedBy: number) => Promise<unknown>;
  onError: (error: unknown, what: string) => void;
}

const PAGE = 500;
const RETRY_MS = 1000;
/** After a crash at most this many events are reacted to again; their command ids make that harmless. */
const CHECKPOINT_EVERY = 200;
const MOST_HANDED = 5000;

/**
 * Turns committed events into own intents, in log order. The command id follows from world, event and
 * reaction name, so that a repeat after a crash, or by another node, changes nothing. The checkpoint moves
 * only behind answered intents.
 */
export class Reactor<State, Intent> {
  readonly #options: ReactorOptions<State, Intent>;
  #done = 0;
  #saved = 0;
  #known = 0;
  /** Events handed over after commit; when they do not follow on, the log is read instead. */
  #handed: readonly Envelope[] = [];
  #running: Promise<void> | undefined;
  #life: 'open' | 'closed' = 'open';

  constructor(options: ReactorOptions<State, Intent>) {
    this.#options = options;
  }

  async open(head: number): Promise<void> {
    this.#done = await this.#options.log.loadCheckpoint(this.#options.reader, this.#options.world);
    this.#saved = this.#done;
    this.#known = head;
    this.#start();
  }

  /** Call after events were applied. */
  committed(events: readonly Envelope[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    this.#known = Math.max(this.#known, last.seq);
    this.#handed = this.#handed.length > MOST_HANDED ? [] : [...this.#handed, ...events];
    this.#start();
  }

  async close(): Promise<void> {
    this.#life = 'closed';
    await this.#running;
    await this.#save();
  }

  #start(): void {
    if (this.#life === 'closed' || this.#running !== undefined || this.#known <= this.#done) return;
    this.#running = this.#run().then(
      () => {
        this.#running = undefined;
        this.#start();
      },
      (error: unknown) => {
        this.#running = undefined;
        this.#options.onError(error, 'reacting to events failed; it goes on from the same event');
        setTimeout(() => this.#start(), RETRY_MS).unref();
      },
    );
  }

  async #run(): Promise<void> {
    const { world, react, submit, state } = this.#options;
    while (this.#life === 'open' && this.#done < this.#known) {
      const page = await this.#next();
      if (page.length === 0) throw new Error(`told of event ${this.#known}, but the log ends at ${this.#done}`);
      for (const event of page) {
        const wanted = react(event, state());
        await Promise.all(
          wanted.map(({ name, intent }) => submit(derivedId('reaction', world, event.seq, name), intent, event.seq)),
        );
        this.#done = event.seq;
        if (this.#done - this.#saved >= CHECKPOINT_EVERY) await this.#save();
      }
    }
  }

  async #next(): Promise<readonly Envelope[]> {
    const handed = this.#handed.filter((event) => event.seq > this.#done);
    this.#handed = [];
    if (handed[0]?.seq === this.#done + 1) return handed;
    return this.#options.log.since(this.#options.world, this.#done, PAGE);
  }

  async #save(): Promise<void> {
    if (this.#saved === this.#done) return;
    const seq = this.#done;
    await this.#options.log.saveCheckpoint(this.#options.reader, this.#options.world, seq);
    this.#saved = seq;
  }
}
