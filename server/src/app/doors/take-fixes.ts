import type pg from 'pg';
import type { ParseResult, PositionFix, Refusal } from '../../ingest/contract.ts';
import { storedFixes } from '../../plumbing/signals/already-stored.ts';
import { terminalIdOf } from '../../plumbing/signals/terminal.ts';
import type { WorldSignals } from '../signals/world-signals.ts';
import { type DoorCall, refuseAll } from './http-door.ts';

/** The page of a signed-in team leader is the one source of these terminals. */
const RESERVED = 'phone:';

/** What an HTTP tracker's parser hands on; `terminal`: who spoke, also when there was no position. */
export interface HeardFixes extends ParseResult<PositionFix> {
  readonly terminal?: string | null;
}

/** Stores what is new of a request and answers what became of each part. */
export function takeFixes(pool: pg.Pool) {
  return async (call: DoorCall, source: string, parsed: HeardFixes): Promise<unknown> => {
    const { signals, bytes, nowMs } = call;
    const refused = [...parsed.refused, ...parsed.accepted.flatMap(reservedName)];
    const accepted = parsed.accepted.filter(({ terminal }) => !terminal.startsWith(RESERVED));
    if (accepted.length === 0 && refused.length > 0) return refuseAll(call, source, refused);
    const known = await alreadyStored(pool, signals, accepted, nowMs);
    const fresh = known.size === 0 ? accepted : accepted.filter((_, at) => !known.has(at));
    await signals.positions.accept(fresh, nowMs);
    for (const terminal of heardOnly(parsed, accepted, known)) signals.positions.heard(terminal, source, nowMs);
    signals.sources.seen(source, fresh.length);
    for (const one of refused.slice(0, 20)) signals.sources.refused(source, one, bytes);
    return {
      stored: fresh.length,
      duplicate: fresh.length === 0 && known.size > 0,
      duplicates: known.size,
      terminals: [...new Set(accepted.map(({ terminal }) => terminal))].slice(0, 100),
      refused: refused.slice(0, 100),
      notes: parsed.notes.slice(0, 100),
    };
  };
}

function reservedName(fix: PositionFix, index: number): (Refusal & { index: number })[] {
  if (!fix.terminal.startsWith(RESERVED)) return [];
  const message = `names beginning with ${RESERVED} belong to phone pages`;
  return [{ code: 'terminal_reserved', facts: { prefix: RESERVED }, message, path: 'id', index }];
}

/** Terminals that spoke without saying anything new about where they are. */
function heardOnly(parsed: HeardFixes, accepted: readonly PositionFix[], known: ReadonlySet<number>): Set<string> {
  const heard = new Set([...known].flatMap((at) => accepted[at]?.terminal ?? []));
  if (parsed.accepted.length === 0 && typeof parsed.terminal === 'string' && !parsed.terminal.startsWith(RESERVED))
    heard.add(parsed.terminal);
  return heard;
}

/** A fix newer than all its terminal said before cannot be a repeat: a live tracker costs no query. */
async function alreadyStored(
  pool: pg.Pool,
  signals: WorldSignals,
  fixes: readonly PositionFix[],
  nowMs: number,
): Promise<Set<number>> {
  const doubtful = fixes.flatMap((fix, at) => {
    const terminal = signals.terminals.byNumber(fix.terminal);
    const newer = terminal !== undefined && fix.observedAtMs > terminal.observedMs && fix.observedAtMs <= nowMs;
    const certain = fix.timeFrom === 'received' || (newer && fix.fix !== 'invalid');
    return certain ? [] : [{ ...fix, id: terminalIdOf(fix.terminal), at }];
  });
  if (doubtful.length === 0) return new Set();
  const found = await storedFixes(pool, signals.world, doubtful);
  return new Set([...found].flatMap((place) => doubtful[place]?.at ?? []));
}
