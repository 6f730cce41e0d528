import type pg from 'pg';
import { Terminal, terminalIdOf } from './terminal.ts';
import { readStoredSince, readTerminals, upsertTerminals } from './terminal-rows.ts';

/** Terminals nobody bound are listed up to this many in a world; more of them are stored and not listed. */
const MOST_UNBOUND = 20_000;

/**
 * The terminals of one world in memory, their last values written to the table now and then in one
 * statement, never for each fix. Read back at start, so that positions survive with their real age.
 */
export class TerminalBook {
  readonly world: string;
  readonly #pool: pg.Pool;
  readonly #byId = new Map<string, Terminal>();
  readonly #byNumber = new Map<string, Terminal>();
  readonly #byTeam = new Map<string, Set<Terminal>>();
  #changed: Terminal[] = [];
  #unbound = 0;
  #writing: Promise<void> = Promise.resolve();
  /** Clock of the database. */
  #readToMs = 0;

  constructor(world: string, pool: pg.Pool) {
    this.world = world;
    this.#pool = pool;
  }

  get size(): number {
    return this.#byId.size;
  }
  get unbound(): number {
    return this.#unbound;
  }

  async load(): Promise<void> {
    for (const terminal of await readTerminals(this.#pool, this.world)) this.#add(terminal);
  }

  get(id: string): Terminal | undefined {
    return this.#byId.get(id);
  }
  /** By the number as on the wire. */
  byNumber(number: string): Terminal | undefined {
    return this.#byNumber.get(number) ?? this.#byId.get(terminalIdOf(number));
  }
  all(): IterableIterator<Terminal> {
    return this.#byId.values();
  }
  ofTeam(team: string): Iterable<Terminal> {
    return this.#byTeam.get(team) ?? [];
  }

  /** The terminal of this number, listed as unknown when it is new; undefined when too many unknown ones are listed. */
  hear(number: string, source: string, nowMs: number): Terminal | undefined {
    const known = this.byNumber(number);
    if (known !== undefined) {
      if (known.number !== number) {
        known.number = number;
        this.#byNumber.set(number, known);
      }
      return known;
    }
    const terminal = this.hearElsewhere(number, source, nowMs);
    if (terminal !== undefined) this.touch(terminal);
    return terminal;
  }

  /** As `hear`, for a terminal another node heard: that node writes it down. */
  hearElsewhere(number: string, source: string, nowMs: number): Terminal | undefined {
    const known = this.byNumber(number);
    if (known !== undefined) return known;
    if (this.#unbound >= MOST_UNBOUND) return undefined;
    const terminal = new Terminal(this.world, terminalIdOf(number), source, nowMs);
    terminal.number = number;
    this.#add(terminal);
    return terminal;
  }

  /** A binding made at another node; true when it is newer than what is known here. */
  boundElsewhere(terminal: Terminal, team: string | undefined, by: string | undefined, atMs: number): boolean {
    if (atMs <= (terminal.boundAtMs ?? 0)) return false;
    this.#move(terminal, team);
    terminal.boundBy = by;
    terminal.boundAtMs = atMs;
    return true;
  }

  /** Rows written since the last call, by whichever node; the first call gives what was written of late. */
  async readStored(): Promise<readonly Terminal[]> {
    const { terminals, untilMs } = await readStoredSince(this.#pool, this.world, this.#readToMs);
    this.#readToMs = untilMs;
    return terminals;
  }

  /** A terminal may be bound before it is first heard: that registers it. */
  async bind(number: string, team: string | undefined, by: string, nowMs: number): Promise<Terminal> {
    const known = this.byNumber(number);
    const terminal = known ?? new Terminal(this.world, terminalIdOf(number), 'unknown', nowMs);
    if (known === undefined) {
      terminal.number = number;
      this.#add(terminal);
    }
    this.#move(terminal, team);
    terminal.boundBy = by;
    terminal.boundAtMs = nowMs;
    await this.save(terminal);
    return terminal;
  }

  /** Marks last values as changed; they are written with the next flush. */
  touch(terminal: Terminal): void {
    if (terminal.standing === 'changed') return;
    terminal.standing = 'changed';
    this.#changed.push(terminal);
  }

  /** Writes this terminal and whatever else changed; resolves when it is stored. */
  async save(terminal: Terminal): Promise<void> {
    this.touch(terminal);
    await this.flush();
  }

  /** One statement for all that changed. Rejects when the database is away; nothing is forgotten. */
  flush(): Promise<void> {
    const next = this.#writing.then(
      () => this.#write(),
      () => this.#write(),
    );
    this.#writing = next;
    return next;
  }

  async #write(): Promise<void> {
    const changed = this.#changed;
    if (changed.length === 0) return;
    this.#changed = [];
    for (const terminal of changed) terminal.standing = 'stored';
    try {
      await upsertTerminals(this.#pool, changed);
    } catch (error) {
      for (const terminal of changed) this.touch(terminal);
      throw error;
    }
  }

  #add(terminal: Terminal): void {
    this.#byId.set(terminal.terminalId, terminal);
    this.#byNumber.set(terminal.number, terminal);
    if (terminal.team === undefined) this.#unbound += 1;
    else this.#withTeam(terminal, terminal.team);
  }

  #move(terminal: Terminal, team: string | undefined): void {
    if (terminal.team === team) return;
    if (terminal.team === undefined) this.#unbound -= 1;
    else this.#byTeam.get(terminal.team)?.delete(terminal);
    terminal.team = team;
    if (team === undefined) this.#unbound += 1;
    else this.#withTeam(terminal, team);
  }

  #withTeam(terminal: Terminal, team: string): void {
    const together = this.#byTeam.get(team);
    if (together === undefined) this.#byTeam.set(team, new Set([terminal]));
    else together.add(terminal);
  }
}
