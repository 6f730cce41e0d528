import { type DivisionCode, divisionRank, townOf } from '@sitong/shared/kernel/division.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { PracticeAt } from '@sitong/shared/kernel/practice.ts';
import { SECOND_MS, toMs } from '@sitong/shared/kernel/time.ts';
import { isReached } from '@sitong/shared/pillars/release/can-call.ts';
import { type CallFact, CallFactSchema } from '@sitong/shared/pillars/release/events.ts';
import type { Call } from '@sitong/shared/pillars/release/state.ts';
import type { CellState } from '../../../ui/five-cells.tsx';

/** What a village's row says in words; trouble first, in this order. */
export type VillageStanding =
  | { kind: 'unanswered'; duty: Call['duty']; attempts: number; atDoor: boolean }
  | { kind: 'not_understood'; duty: Call['duty'] }
  | { kind: 'remaining'; people: number }
  | { kind: 'calling' }
  | { kind: 'no_feedback' }
  | { kind: 'acting'; text: string | undefined }
  | { kind: 'done' };

const ORDER: readonly VillageStanding['kind'][] = [
  'unanswered',
  'not_understood',
  'remaining',
  'calling',
  'no_feedback',
  'acting',
  'done',
];

export interface VillageRow {
  id: DivisionCode;
  name: string;
  calls: readonly Call[];
  cells: Readonly<Record<CallFact, CellState>>;
  standing: VillageStanding;
  /** When anything was last known of it, ms. */
  lastMs: number;
}

export interface TownColumn {
  id: DivisionCode;
  name: string;
  /** Those who answer for the town as a whole. */
  leaders: readonly Call[];
  villages: readonly VillageRow[];
  acting: number;
  done: number;
  unanswered: number;
}

export interface CallBoard {
  towns: readonly TownColumn[];
  /** Those who answer for the whole county. */
  county: readonly Call[];
  people: Readonly<Record<'called' | CallFact, number>>;
  villages: number;
}

/** No answer although it was tried twice or the time for the first answer is over: shown as 未应. */
export function isUnanswered(call: Call, practiceAt: PracticeAt, nowMs: number): boolean {
  if (isReached(call)) return false;
  const openedMs = toMs(call.openedAt);
  return call.attempts.length >= 2 || nowMs > openedMs + practiceAt(openedMs).call.firstCallS * SECOND_MS;
}

function cellOf(calls: readonly Call[], fact: CallFact, practiceAt: PracticeAt, nowMs: number): CellState {
  if (fact === 'answered' && calls.some((call) => isUnanswered(call, practiceAt, nowMs))) return 'failed';
  const told = calls.filter((call) => call.facts[fact] !== undefined).length;
  if (told === 0) return 'empty';
  return told === calls.length ? 'full' : 'half';
}

function standingOf(calls: readonly Call[], practiceAt: PracticeAt, nowMs: number): VillageStanding {
  const silent = calls.find((call) => isUnanswered(call, practiceAt, nowMs));
  if (silent !== undefined) {
    const atDoor = silent.escalated.some(({ to }) => to === 'door');
    return { kind: 'unanswered', duty: silent.duty, attempts: silent.attempts.length, atDoor };
  }
  if (calls.some((call) => call.facts.done !== undefined)) return { kind: 'done' };
  const acting = calls.map((call) => call.facts.acting).find((fact) => fact !== undefined);
  if (acting?.remaining !== undefined && acting.remaining > 0) return { kind: 'remaining', people: acting.remaining };
  const mute = calls.find(({ facts }) => facts.answered !== undefined && !beyondAnswer(facts));
  if (mute !== undefined) return { kind: 'not_understood', duty: mute.duty };
  if (acting !== undefined) return { kind: 'acting', text: acting.text };
  return calls.some(isReached) ? { kind: 'no_feedback' } : { kind: 'calling' };
}

function beyondAnswer({ understood, acting, done }: Call['facts']): boolean {
  return (understood ?? acting ?? done) !== undefined;
}

export function lastMsOf(call: Call): number {
  const times = [
    call.openedAt,
    ...Object.values(call.facts).map(({ at }) => at),
    ...call.attempts.slice(-1).map(({ at }) => at),
    ...call.escalated.slice(-1).map(({ at }) => at),
  ];
  return Math.max(...times.map(toMs));
}

function villageRow(
  code: DivisionCode,
  calls: readonly Call[],
  county: CountyIndex,
  practiceAt: PracticeAt,
  nowMs: number,
): VillageRow {
  const cell = (fact: CallFact): CellState => cellOf(calls, fact, practiceAt, nowMs);
  return {
    id: code,
    name: county.divisionName(code),
    calls,
    cells: {
      delivered: cell('delivered'),
      answered: cell('answered'),
      understood: cell('understood'),
      acting: cell('acting'),
      done: cell('done'),
    },
    standing: standingOf(calls, practiceAt, nowMs),
    lastMs: Math.max(...calls.map(lastMsOf)),
  };
}

function troubleFirst(a: VillageRow, b: VillageRow): number {
  const rank = ORDER.indexOf(a.standing.kind) - ORDER.indexOf(b.standing.kind);
  return rank !== 0 ? rank : a.id.localeCompare(b.id);
}

function grouped<K>(calls: readonly Call[], keyOf: (call: Call) => K): Map<K, Call[]> {
  const groups = new Map<K, Call[]>();
  for (const call of calls) {
    const key = keyOf(call);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [call]);
    else group.push(call);
  }
  return groups;
}

/** Every village called for one warning, five facts each, by town and trouble first. */
export function callBoard(
  calls: readonly Call[],
  county: CountyIndex,
  practiceAt: PracticeAt,
  nowMs: number,
): CallBoard {
  const byRank = grouped(calls, ({ place }) => divisionRank(place));
  const villageCalls = byRank.get('village') ?? [];
  const leaders = grouped(byRank.get('town') ?? [], ({ place }) => place);
  const byTown = grouped(villageCalls, ({ place }) => townOf(place));
  const towns = [...new Set([...leaders.keys(), ...byTown.keys()])].sort().map((town): TownColumn => {
    const villages = [...grouped(byTown.get(town) ?? [], ({ place }) => place)]
      .map(([code, own]) => villageRow(code, own, county, practiceAt, nowMs))
      .sort(troubleFirst);
    const count = (...kinds: readonly VillageStanding['kind'][]): number =>
      villages.filter(({ standing }) => kinds.includes(standing.kind)).length;
    return {
      id: town,
      name: county.divisionName(town),
      leaders: leaders.get(town) ?? [],
      villages,
      acting: villages.filter(({ cells }) => cells.acting !== 'empty' || cells.done !== 'empty').length,
      done: count('done'),
      unanswered: count('unanswered'),
    };
  });
  const told = (fact: CallFact): number => calls.filter((call) => call.facts[fact] !== undefined).length;
  const [delivered, answered, understood, acting, done] = CallFactSchema.options.map(told);
  return {
    towns,
    county: [...calls].filter(({ place }) => divisionRank(place) === 'county'),
    people: {
      called: calls.length,
      delivered: delivered ?? 0,
      answered: answered ?? 0,
      understood: understood ?? 0,
      acting: acting ?? 0,
      done: done ?? 0,
    },
    villages: towns.reduce((sum, { villages }) => sum + villages.length, 0),
  };
}

/** 未叫应: nobody reached, the longest silent first. */
export function unansweredCalls(calls: readonly Call[], practiceAt: PracticeAt, nowMs: number): Call[] {
  return calls
    .filter((call) => isUnanswered(call, practiceAt, nowMs))
    .sort(
      (a, b) =>
        toMs(a.openedAt) - toMs(b.openedAt) || b.attempts.length - a.attempts.length || a.id.localeCompare(b.id),
    );
}

/** 未复述: answered, but nobody has heard them say it back. */
export function notUnderstoodCalls(calls: readonly Call[], practiceAt: PracticeAt): { call: Call; dueMs: number }[] {
  return calls
    .flatMap((call) => {
      const { answered } = call.facts;
      if (answered === undefined || beyondAnswer(call.facts)) return [];
      return [{ call, dueMs: toMs(answered.at) + practiceAt(toMs(call.openedAt)).call.understoodWithinS * SECOND_MS }];
    })
    .sort((a, b) => a.dueMs - b.dueMs);
}
