import type { PositionFix } from '../../ingest/contract.ts';
import type { TerminalNow } from '../../plumbing/nodes/position-batch.ts';
import type { CopyWriter } from '../../plumbing/signals/copy-writer.ts';
import { positionRow } from '../../plumbing/signals/position-history.ts';
import type { PositionTable, UnitOwner } from '../../plumbing/signals/position-table.ts';
import { type Terminal, terminalIdOf } from '../../plumbing/signals/terminal.ts';
import type { TerminalBook } from '../../plumbing/signals/terminal-book.ts';
import { fixLetter, fixOfLetter } from '../../plumbing/signals/terminal-rows.ts';
import type { TeamWatch } from './team-watch.ts';

const ROWS_AT_ONCE = 5000;

export interface PositionIntakeOptions {
  world: string;
  book: TerminalBook;
  table: PositionTable;
  writer: CopyWriter;
  teams: TeamWatch;
  ownerOf: (terminal: Terminal) => UnitOwner;
  /** Other nodes are to hear of it. */
  announce: (terminal: Terminal) => void;
}

/** Fixes of one world on their way: latest value to the table, every fix to the history. */
export class PositionIntake {
  readonly #options: PositionIntakeOptions;

  constructor(options: PositionIntakeOptions) {
    this.#options = options;
  }

  /** Resolves when all fixes are committed. `receivedMs`: world time. */
  async accept(fixes: readonly PositionFix[], receivedMs: number): Promise<void> {
    const { book, writer } = this.#options;
    const written: Promise<void>[] = [];
    for (let i = 0; i < fixes.length; i += ROWS_AT_ONCE) {
      let text = '';
      const page = fixes.slice(i, i + ROWS_AT_ONCE);
      for (const fix of page) {
        const terminal = book.hear(fix.terminal, fix.source, receivedMs);
        if (terminal !== undefined && fix.batteryPct !== undefined) terminal.batteryPct = fix.batteryPct;
        const speed = fix.speedKmh ?? Number.NaN;
        const course = fix.courseDeg ?? Number.NaN;
        const letter = fixLetter(fix.fix);
        const { lon, lat, observedAtMs, source } = fix;
        text += this.take(terminal, fix.terminal, lon, lat, observedAtMs, speed, course, letter, source, receivedMs);
      }
      written.push(writer.push(text, page.length));
    }
    await Promise.all(written);
  }

  /** The terminal spoke, but said nothing new about where it is. */
  heard(number: string, source: string, receivedMs: number): void {
    const { book } = this.#options;
    const terminal = book.hear(number, source, receivedMs);
    if (terminal === undefined) return;
    if (receivedMs > terminal.lastSeenMs) terminal.lastSeenMs = receivedMs;
    book.touch(terminal);
    this.#options.announce(terminal);
  }

  /** What another node knows of a terminal: taken when newer, neither stored nor told again here. */
  takeElsewhere(now: TerminalNow): void {
    const { book } = this.#options;
    const terminal = book.hearElsewhere(now.number, now.source, now.lastSeenMs);
    if (terminal === undefined) return;
    if (now.lastSeenMs >= terminal.lastSeenMs) {
      terminal.lastSeenMs = now.lastSeenMs;
      if (!Number.isNaN(now.batteryPct)) terminal.batteryPct = now.batteryPct;
    }
    if (now.observedMs === 0 || now.observedMs < terminal.observedMs) return;
    if (now.observedMs === terminal.observedMs && !winsTie(now, terminal)) return;
    terminal.source = now.source;
    terminal.observedMs = now.observedMs;
    terminal.lon = now.lon;
    terminal.lat = now.lat;
    terminal.speedKmh = now.speedKmh;
    terminal.courseDeg = now.courseDeg;
    terminal.fix = fixOfLetter(now.fix);
    this.show(terminal);
  }

  /** One fix; returns its history row. Plain arguments: this is the hot path of the TCP door. */
  take(
    terminal: Terminal | undefined,
    number: string,
    lon: number,
    lat: number,
    observedMs: number,
    speedKmh: number,
    courseDeg: number,
    fix: string,
    source: string,
    receivedMs: number,
  ): string {
    const { world, book } = this.#options;
    // Receivers without a fix report 0°, 0° and call it valid.
    const letter = lon === 0 && lat === 0 ? 'i' : fix;
    if (terminal !== undefined) {
      if (receivedMs > terminal.lastSeenMs) terminal.lastSeenMs = receivedMs;
      terminal.source = source;
      // A clock ahead of ours makes no fix younger than its arrival.
      if (letter !== 'i')
        this.#move(terminal, lon, lat, Math.min(observedMs, receivedMs), speedKmh, courseDeg, letter, receivedMs);
      book.touch(terminal);
      this.#options.announce(terminal);
    }
    const id = terminal?.terminalId ?? terminalIdOf(number);
    return positionRow(world, id, observedMs, receivedMs, lon, lat, speedKmh, courseDeg, letter, source);
  }

  #move(
    terminal: Terminal,
    lon: number,
    lat: number,
    atMs: number,
    speedKmh: number,
    courseDeg: number,
    fix: string,
    receivedMs: number,
  ): void {
    if (atMs < terminal.observedMs) return;
    // The same moment told again counts only when it tells more.
    if (atMs === terminal.observedMs && !tellsMore(terminal, speedKmh, courseDeg)) return;
    terminal.observedMs = atMs;
    terminal.lon = lon;
    terminal.lat = lat;
    terminal.speedKmh = speedKmh;
    terminal.courseDeg = courseDeg;
    terminal.fix = fix === 'v' ? 'valid' : 'unknown';
    this.show(terminal);
    if (terminal.team !== undefined) this.#options.teams.moved(terminal, terminal.team, atMs, receivedMs);
  }

  /** Puts the terminal's last position in the table, under its present owner. */
  show(terminal: Terminal): void {
    const { table, ownerOf } = this.#options;
    if (terminal.observedMs === 0) return;
    if (terminal.index < 0)
      terminal.index = table.own(terminal.terminalId, terminal.source, ownerOf(terminal))?.index ?? -1;
    if (terminal.index < 0) return;
    const { lon, lat, courseDeg, speedKmh, observedMs } = terminal;
    table.put(terminal.index, lon, lat, courseDeg || 0, speedKmh || 0, observedMs);
  }

  /** After a binding or a change of master data. */
  reown(terminal: Terminal): void {
    const { table, ownerOf } = this.#options;
    if (terminal.index >= 0) table.own(terminal.terminalId, terminal.source, ownerOf(terminal));
  }
}

function tellsMore(terminal: Terminal, speedKmh: number, courseDeg: number): boolean {
  const speed = Number.isNaN(terminal.speedKmh) && !Number.isNaN(speedKmh);
  return speed || (Number.isNaN(terminal.courseDeg) && !Number.isNaN(courseDeg));
}

/** Two fixes of one moment, taken by two nodes: every node must keep the same one. It says more, or lies further east. */
function winsTie(now: TerminalNow, terminal: Terminal): boolean {
  const said = (fix: { speedKmh: number; courseDeg: number }): number =>
    (Number.isNaN(fix.speedKmh) ? 0 : 1) + (Number.isNaN(fix.courseDeg) ? 0 : 1);
  const order = [said(now) - said(terminal), now.lon - terminal.lon, now.lat - terminal.lat].find((by) => by !== 0);
  return order !== undefined && order > 0;
}
