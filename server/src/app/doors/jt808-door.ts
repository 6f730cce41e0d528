import { randomBytes, timingSafeEqual } from 'node:crypto';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import type { Refusal } from '../../ingest/contract.ts';
import type { FixColumns } from '../../ingest/jt808/fix-columns.ts';
import type { TerminalRegistry } from '../../ingest/jt808/registry.ts';
import { createJt808Gateway, type Jt808Gateway } from '../../ingest/jt808/transport.ts';
import type { CopyWriter } from '../../plumbing/signals/copy-writer.ts';
import { Terminal } from '../../plumbing/signals/terminal.ts';
import type { WorldSignals } from '../signals/world-signals.ts';

export interface Jt808DoorOptions {
  host: string;
  /** 0 = any free port. */
  port: number;
  requireAuth: boolean;
  /** Every open world, drills before live. */
  worlds: () => readonly WorldSignals[];
  live: () => WorldSignals;
  writer: CopyWriter;
  now: () => number;
}

const STATUS_FIX = 2;

/** Vehicle terminals over TCP. The world of a terminal is the one it is bound in; otherwise live. */
export async function openJt808Door(options: Jt808DoorOptions): Promise<Jt808Gateway> {
  const { requireAuth, worlds, live } = options;

  const find = (number: string): Terminal | undefined => {
    const all = worlds();
    if (all.length === 1) return all[0]?.terminals.byNumber(number);
    for (const { terminals } of all) {
      const terminal = terminals.byNumber(number);
      if (terminal?.bound) return terminal;
    }
    return live().terminals.byNumber(number);
  };

  const registry: TerminalRegistry = {
    lookup: (number) => {
      const terminal = find(number);
      // Having been heard once is no admission where a code is asked for.
      if (terminal === undefined || (requireAuth && terminal.boundBy === undefined)) return 'unknown';
      return terminal;
    },
    issueAuthCode: async (number, registration) => {
      const signals = live();
      const terminal = find(number) ?? signals.terminals.hear(number, 'jt808', signals.nowMs());
      if (terminal === undefined) return { result: 'no_such_terminal' };
      terminal.authCode ??= randomBytes(10).toString('hex');
      if (registration.plate !== '') terminal.label = registration.plate.slice(0, 40);
      const book = worlds().find(({ world }) => world === terminal.world)?.terminals ?? signals.terminals;
      await book.save(terminal);
      return { result: 'registered', authCode: terminal.authCode };
    },
    checkAuthCode: async (number, authCode) => {
      const expected = Buffer.from(find(number)?.authCode ?? '');
      const given = Buffer.from(authCode);
      return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
    },
  };

  const onFix = async (columns: FixColumns): Promise<void> => {
    // Vehicles know no drill: their clocks show real time, which is carried over by its age.
    const serverMs = options.now();
    const byWorld = new Map(worlds().map((signals) => [signals.world, { signals, nowMs: signals.nowMs(), rows: 0 }]));
    const home = byWorld.get(LIVE);
    let text = '';
    let rows = 0;
    for (let row = 0; row < columns.length; row++) {
      const number = columns.terminal[row] ?? '';
      const identity = columns.identity[row];
      const at = identity instanceof Terminal ? (byWorld.get(identity.world) ?? home) : home;
      if (at === undefined) continue;
      const { signals, nowMs } = at;
      const known = identity instanceof Terminal && identity.world === signals.world && identity.number === number;
      const terminal = known ? identity : signals.terminals.hear(number, 'jt808', nowMs);
      const observedMs = columns.observedAtMs[row] ?? 0;
      text += signals.positions.take(
        terminal,
        number,
        columns.lon[row] ?? 0,
        columns.lat[row] ?? 0,
        signals.world === LIVE ? observedMs : nowMs - (serverMs - observedMs) * signals.open.runtime.clock.speed,
        columns.speedKmh[row] ?? 0,
        (columns.courseDeg[row] ?? 0) % 360,
        ((columns.statusWord[row] ?? 0) & STATUS_FIX) === 0 ? 'i' : 'v',
        'jt808',
        nowMs,
      );
      at.rows += 1;
      rows += 1;
    }
    await options.writer.push(text, rows);
    for (const at of byWorld.values()) if (at.rows > 0) at.signals.sources.seen('jt808', at.rows);
  };

  await live().ready;
  return createJt808Gateway({
    host: options.host,
    port: options.port,
    onFix,
    registry,
    health: {
      // Counted above, each world its own.
      seen: () => undefined,
      refused: (source: string, refusal: Refusal, raw: Uint8Array) => live().sources.refused(source, refusal, raw),
    },
    now: options.now,
    requireAuth,
    // Small enough that writing a full batch down never holds up an event for long.
    limits: { batchCapacity: 4096 },
  });
}
