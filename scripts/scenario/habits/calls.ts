import { divisionRank } from '@sitong/shared/kernel/division.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { SECOND_MS, toMs } from '@sitong/shared/kernel/time.ts';
import { isAtDoor } from '@sitong/shared/pillars/release/can-call.ts';
import type { CallFact } from '@sitong/shared/pillars/release/events.ts';
import type { Call, ReleaseState } from '@sitong/shared/pillars/release/state.ts';
import { between, type Chance } from '../chance.ts';
import type { Day } from '../story/day.ts';
import type { Act } from './act.ts';

export interface CallsOptions {
  county: CountyIndex;
  chance: Chance;
  day: Day;
  /** People who do not pick up. */
  silent: readonly string[];
  /** The county's desk writes down what people of the county itself say: only when it is played. */
  desk: 'played' | 'left';
}

/** Seconds after the call began, from and to. */
const ANSWER_S = [8, 150] as const;
const UNDERSTAND_S = [12, 55] as const;
const ACT_S = [260, 900] as const;
/** After the third attempt, before the deputy is tried. */
const DOOR_AFTER_S = 230;
const REACHED_BY_DOOR_S = [1000, 1300] as const;
const DONE_FROM = '21:44';

const MEASURES = [
  '已通知到户，低洼处住户正在转移',
  '干部分片入户，鸣锣喊话',
  '沟口设岗，禁止通行',
  '危窑住户已转到村部',
  '巡查队在岗，水位逐时上报',
];

/** What the people who are called do now; the five facts come one by one, as people tell them. */
export function callActs(state: ReleaseState, options: CallsOptions, nowMs: number): Act[] {
  return Object.values(state.calls).flatMap((call) => oneCall(call, options, nowMs));
}

function oneCall(call: Call, options: CallsOptions, nowMs: number): Act[] {
  const { chance, silent, day } = options;
  const forS = (nowMs - toMs(call.openedAt)) / SECOND_MS;
  const drawn = (what: string, [low, high]: readonly [number, number]): number =>
    between(chance(what, call.person, call.place), low, high);
  if (silent.includes(call.person)) return unanswered(call, forS, drawn('door', REACHED_BY_DOOR_S), options);
  const answerS = drawn('answer', ANSWER_S);
  const { answered, understood, acting, done } = call.facts;
  if (answered === undefined) return forS < answerS ? [] : tell(call, 'answered', options);
  if (understood === undefined)
    return forS < answerS + drawn('understand', UNDERSTAND_S) ? [] : tell(call, 'understood', options);
  if (acting === undefined) return forS < drawn('act', ACT_S) ? [] : tell(call, 'acting', options);
  if (done !== undefined || nowMs < day.at(DONE_FROM) + 10 * drawn('act', ACT_S)) return [];
  return tell(call, 'done', options);
}

function unanswered(call: Call, forS: number, reachedS: number, options: CallsOptions): Act[] {
  if (options.desk === 'left') return [];
  const { answered, understood } = call.facts;
  if (forS >= DOOR_AFTER_S && !isAtDoor(call) && answered === undefined)
    return [{ key: `call/${call.id}/door`, as: 'duty', intent: { type: 'SendToDoor', callId: call.id } }];
  if (forS < reachedS || understood !== undefined) return [];
  const fact: CallFact = answered === undefined ? 'answered' : 'understood';
  return [
    {
      key: `call/${call.id}/${fact}`,
      as: 'duty',
      intent: { type: 'RecordCallFact', callId: call.id, fact, via: 'door' },
    },
  ];
}

function tell(call: Call, fact: CallFact, { county, chance, desk }: CallsOptions): Act[] {
  const home = county.persons.get(call.person)?.division;
  const own = home !== undefined && divisionRank(home) !== 'county';
  if (!own && desk === 'left') return [];
  const text =
    fact === 'acting' || fact === 'done'
      ? MEASURES[Math.floor(chance('measure', call.person) * MEASURES.length)]
      : undefined;
  const counts = fact === 'acting' && call.duty === 'village_secretary';
  return [
    {
      key: `call/${call.id}/${fact}`,
      as: own ? `person:${call.person}` : 'duty',
      intent: {
        type: 'RecordCallFact',
        callId: call.id,
        fact,
        via: own ? 'app' : 'voice',
        ...(text === undefined ? {} : { text }),
        ...(counts ? { moved: Math.floor(4 + 20 * chance('moved', call.person)) } : {}),
      },
    },
  ];
}
