import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';
import { MINUTE_MS, SECOND_MS, toMs } from '@sitong/shared/kernel/time.ts';
import { isReached } from '@sitong/shared/pillars/release/can-call.ts';
import type { Call } from '@sitong/shared/pillars/release/state.ts';
import type { CallBoard } from './call-board.ts';

export type CallClockId = 'first' | 'tries' | 'villages' | 'households' | 'acting';

export interface CallClock {
  id: CallClockId;
  withinMin: number;
  dueMs: number;
  got: number;
  of: number;
  /** When the last one was met, ms after issue; undefined while any is missing. */
  tookMs: number | undefined;
}

/** The five clocks of call-and-response, from the second of issue and by the practice of that moment (domain §3). */
export function callClocks(
  calls: readonly Call[],
  board: CallBoard,
  issuedMs: number,
  county: CountyIndex,
  practice: Practice,
): CallClock[] {
  const villages = board.towns.flatMap((town) => town.villages);
  const clock = (id: CallClockId, withinMin: number, got: number, of: number, times: readonly number[]): CallClock => ({
    id,
    withinMin,
    dueMs: issuedMs + withinMin * MINUTE_MS,
    got,
    of,
    tookMs: of > 0 && got >= of ? Math.max(0, ...times.map((at) => at - issuedMs)) : undefined,
  });
  const first = calls.flatMap(({ attempts }) => attempts.slice(0, 1).map(({ at }) => toMs(at)));
  const tried = calls.filter((call) => isReached(call) || call.attempts.length >= practice.call.attempts);
  const triedAt = tried.map((call) => earliestMs(call, practice.call.attempts));
  const reached = villages.filter((row) => row.calls.some(isReached));
  const acting = villages.filter((row) => row.cells.acting !== 'empty' || row.cells.done !== 'empty');
  const actedAt = acting.map((row) => Math.min(...row.calls.flatMap(actedMs)));
  const households = (rows: readonly { id: string }[]): number =>
    rows.reduce((sum, { id }) => sum + (county.divisions.get(id)?.households ?? 0), 0);
  const firstMin = (practice.call.firstCallS * SECOND_MS) / MINUTE_MS;
  return [
    clock('first', firstMin, first.length, calls.length, first),
    clock('tries', practice.call.triesWithinMin, tried.length, calls.length, triedAt),
    clock(
      'villages',
      practice.call.townToVillageMin,
      reached.length,
      villages.length,
      reached.map((row) => Math.min(...row.calls.flatMap(reachedMs))),
    ),
    clock('households', practice.call.villageToHouseMin, households(acting), households(villages), actedAt),
    clock('acting', practice.call.actionWithinMin, acting.length, villages.length, actedAt),
  ];
}

function reachedMs({ facts }: Call): number[] {
  const { answered, understood, acting, done } = facts;
  return [answered, understood, acting, done].flatMap((fact) => (fact === undefined ? [] : [toMs(fact.at)]));
}

function actedMs({ facts: { acting, done } }: Call): number[] {
  return [acting, done].flatMap((fact) => (fact === undefined ? [] : [toMs(fact.at)]));
}

function earliestMs(call: Call, tries: number): number {
  const last = call.attempts[tries - 1];
  return Math.min(...reachedMs(call), ...(last === undefined ? [] : [toMs(last.at)]));
}
