import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type pg from 'pg';
import type { NodeLine } from '../../plumbing/nodes/node-line.ts';
import type { CopyWriter } from '../../plumbing/signals/copy-writer.ts';
import { PositionTable, type UnitOwner } from '../../plumbing/signals/position-table.ts';
import { SourceBook } from '../../plumbing/signals/source-book.ts';
import type { Terminal } from '../../plumbing/signals/terminal.ts';
import { TerminalBook } from '../../plumbing/signals/terminal-book.ts';
import { DOOR_CADENCE_S } from '../doors/cadence.ts';
import type { OpenWorld } from '../worlds.ts';
import { IncomingBook } from './incoming-book.ts';
import { PositionIntake } from './position-intake.ts';
import { ReadingIntake } from './reading-intake.ts';
import { RuleQueue } from './rule-queue.ts';
import { TeamWatch } from './team-watch.ts';
import { nowOf, WorldRelay } from './world-relay.ts';

export interface WorldSignalsOptions {
  open: OpenWorld;
  pool: pg.Pool;
  positions: CopyWriter;
  readings: CopyWriter;
  county: () => CountyIndex;
  now: () => number;
  /** Names the indices of this table: another one after every start. */
  epoch: number;
  /** The other nodes, when there may be any. */
  line: NodeLine | undefined;
  onError: (error: unknown, what: string) => void;
}

const FLUSH_EVERY_MS = 2000;

/** Everything that comes in from outside into one world, and what is known of it. */
export class WorldSignals {
  readonly open: OpenWorld;
  readonly table: PositionTable;
  readonly terminals: TerminalBook;
  readonly sources: SourceBook;
  readonly queue: RuleQueue;
  readonly teams: TeamWatch;
  readonly positions: PositionIntake;
  readonly readings: ReadingIntake;
  readonly incoming: IncomingBook;
  /** Doors wait for it: rules and chain know the past before they take the present. */
  readonly ready: Promise<void>;
  readonly relay: WorldRelay | undefined;
  readonly #options: WorldSignalsOptions;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();
  #life: 'open' | 'closed' = 'open';

  constructor(options: WorldSignalsOptions) {
    this.#options = options;
    const { open, pool, county, now, onError } = options;
    const { world } = open.runtime;
    this.open = open;
    this.table = new PositionTable(options.epoch);
    this.terminals = new TerminalBook(world, pool);
    this.sources = new SourceBook({
      world,
      pool,
      nowMs: () => open.runtime.nowMs(),
      serverNowMs: now,
      cadenceS: DOOR_CADENCE_S,
    });
    this.queue = new RuleQueue((commandId, intent) => open.submitSystem(commandId, intent), onError);
    this.teams = new TeamWatch({ open, book: this.terminals, queue: this.queue, county, now });
    this.positions = new PositionIntake({
      world,
      book: this.terminals,
      table: this.table,
      writer: options.positions,
      teams: this.teams,
      ownerOf: (terminal) => this.ownerOf(terminal),
      announce: (terminal) => this.relay?.announce(terminal),
    });
    this.readings = new ReadingIntake({
      open,
      pool,
      writer: options.readings,
      queue: this.queue,
      county,
      announce: options.line === undefined ? undefined : (news) => this.relay?.announceReadings(news),
    });
    this.incoming = new IncomingBook({
      open,
      pool,
      queue: this.queue,
      county,
      nodes: options.line === undefined ? 'one' : 'several',
    });
    this.relay = options.line === undefined ? undefined : new WorldRelay(options.line, this, onError);
    this.ready = this.#load();
    // Told by whoever awaits it; without one a failed start must not end the process.
    this.ready.catch((error: unknown) => onError(error, `signals of ${world} could not be loaded`));
  }

  get world(): string {
    return this.open.runtime.world;
  }
  /** World time. */
  nowMs(): number {
    return this.open.runtime.nowMs();
  }

  /** A bound terminal belongs where its team does; one nobody knows belongs to the county desk. */
  ownerOf(terminal: Terminal): UnitOwner {
    const county = this.#options.county();
    const team = terminal.team === undefined ? undefined : county.teams.get(terminal.team);
    const label = team?.name ?? (terminal.label || terminal.terminalId);
    return { team: terminal.team, label: label.slice(0, 80), division: team?.division ?? county.county };
  }

  async bind(number: string, team: string | undefined, by: string): Promise<Terminal> {
    const terminal = await this.terminals.bind(number, team, by, this.nowMs());
    this.#rebound(terminal);
    this.relay?.announceBinding(terminal);
    return terminal;
  }

  /** A binding made at another node. */
  boundElsewhere(number: string, team: string | undefined, by: string | undefined, atMs: number): void {
    const terminal = this.terminals.hearElsewhere(number, 'unknown', this.nowMs());
    if (terminal !== undefined && this.terminals.boundElsewhere(terminal, team, by, atMs)) this.#rebound(terminal);
  }

  #rebound(terminal: Terminal): void {
    this.positions.reown(terminal);
    this.teams.arm();
  }

  /** What other nodes stored of late. @returns how many rows were looked at */
  async readStored(): Promise<number> {
    const terminals = await this.terminals.readStored();
    for (const stored of terminals) {
      this.positions.takeElsewhere(nowOf(stored));
      const own = this.terminals.get(stored.terminalId);
      if (own === undefined) continue;
      own.authCode ??= stored.authCode;
      if (own.label === '') own.label = stored.label;
      if (this.terminals.boundElsewhere(own, stored.team, stored.boundBy, stored.boundAtMs ?? 0)) this.#rebound(own);
    }
    await this.sources.load();
    return terminals.length + (await this.readings.readStored());
  }

  /** Names, teams or divisions may have changed. */
  countyChanged(): void {
    for (const terminal of this.terminals.all()) this.positions.reown(terminal);
  }

  async close(): Promise<void> {
    if (this.#life === 'closed') return;
    this.#life = 'closed';
    clearInterval(this.#timer);
    this.relay?.close();
    this.teams.close();
    this.readings.close();
    await this.ready.catch(() => undefined);
    await this.queue.close();
    await this.#flush();
  }

  async #load(): Promise<void> {
    await this.terminals.load();
    for (const terminal of this.terminals.all()) this.positions.show(terminal);
    await this.sources.load();
    await this.incoming.load();
    await this.readings.load();
    if (this.#life === 'closed') return;
    this.teams.arm();
    this.relay?.open();
    this.#timer = setInterval(() => {
      this.#flushing = this.#flush();
    }, FLUSH_EVERY_MS);
  }

  async #flush(): Promise<void> {
    await this.#flushing;
    try {
      await this.terminals.flush();
      await this.sources.flush();
    } catch (error) {
      this.#options.onError(error, 'last values of terminals and sources were not stored; the next flush brings them');
    }
  }
}
