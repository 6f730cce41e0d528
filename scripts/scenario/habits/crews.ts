import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { MINUTE_MS, SECOND_MS, toMs } from '@sitong/shared/kernel/time.ts';
import type { TeamStatus } from '@sitong/shared/pillars/rescue/events.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order, RescueState, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { between, type Chance } from '../chance.ts';
import type { Crew } from '../story/crews.ts';
import type { Act } from './act.ts';

export interface CrewsOptions {
  crews: readonly Crew[];
  county: CountyIndex;
  chance: Chance;
  /** Crews of demo accounts are left to the people who hold those phones. */
  accounts: 'played' | 'left';
  /** Is the team's vehicle at its base? */
  isHome: (team: string) => boolean;
  /** Is it at the place of its order? */
  isThere: (team: string, order: Order) => boolean;
}

const SAFETY_EVERY_MIN = 24;
const PLAIN: Omit<Crew, 'team'> = {
  carries: 'phone',
  speedKmh: 40,
  acceptS: 38,
  departS: 120,
  workMin: 30,
  result: '任务完成',
};

/** What the leaders of teams do now: hear, read, take, muster, leave, work, come home. */
export function crewActs(state: RescueState, options: CrewsOptions, nowMs: number): Act[] {
  const known = new Map(options.crews.map((crew) => [crew.team, crew]));
  const acts: Act[] = [];
  for (const order of Object.values(state.orders)) {
    if (!isOpenOrder(order)) continue;
    const crew = known.get(order.team) ?? { ...PLAIN, team: order.team };
    acts.push(...onOrder(order, crew, state, options, nowMs));
  }
  for (const team of Object.values(state.teams)) {
    const crew = known.get(team.id) ?? { ...PLAIN, team: team.id };
    acts.push(...onTheWay(team, crew, state, options, nowMs));
  }
  return acts;
}

function speaker(crew: Crew, { county, accounts }: CrewsOptions): string | undefined {
  if (crew.account !== undefined) return accounts === 'played' ? crew.account : undefined;
  const leader = county.teams.get(crew.team)?.leader;
  return leader === undefined ? undefined : `person:${leader}`;
}

function onOrder(order: Order, crew: Crew, state: RescueState, options: CrewsOptions, nowMs: number): Act[] {
  const as = speaker(crew, options);
  if (as === undefined || order.status === 'accepted') return [];
  const sinceS = (nowMs - toMs(order.steps.saved ?? '')) / SECOND_MS;
  const act = (step: string, intent: Intent): Act[] => [{ key: `order/${order.id}/${step}`, as, intent }];
  const orderId = order.id;
  const deliverS = between(options.chance('deliver', order.number), 3, 8);
  if (order.steps.delivered === undefined) {
    if (sinceS < deliverS) return [];
    const batteryPct = Math.round(between(options.chance('battery', crew.team), 38, 96));
    return act('delivered', { type: 'ConfirmDelivery', orderId, device: `phone-${crew.team}`, batteryPct });
  }
  if (order.steps.read === undefined)
    return sinceS < Math.max(deliverS + 2, crew.acceptS * 0.55) ? [] : act('read', { type: 'ReadOrder', orderId });
  if (sinceS < crew.acceptS) return [];
  if (crew.declines !== undefined && isFirst(order, state))
    return act('declined', { type: 'DeclineOrder', orderId, reason: crew.declines });
  return act('accepted', { type: 'AcceptOrder', orderId, voice: false });
}

function isFirst(order: Order, state: RescueState): boolean {
  return !Object.values(state.orders).some((one) => one.team === order.team && one.number < order.number);
}

function onTheWay(team: TeamNow, crew: Crew, state: RescueState, options: CrewsOptions, nowMs: number): Act[] {
  const as = speaker(crew, options);
  if (as === undefined) return [];
  const order = team.orderId === undefined ? undefined : state.orders[team.orderId];
  const forS = (nowMs - toMs(team.since)) / SECOND_MS;
  const key = (what: string): string => `team/${team.id}/${team.since}/${what}`;
  const move = (to: TeamStatus): Act[] => [
    {
      key: key(to),
      as,
      intent: {
        type: 'ReportTeamStatus',
        team: team.id,
        to,
        cause: 'person',
        ...(order === undefined ? {} : { orderId: order.id }),
      },
    },
  ];
  switch (team.status) {
    case 'accepted':
      return order !== undefined && isOpenOrder(order) && forS >= crew.departS * 0.5 ? move('mustering') : [];
    case 'mustering':
      return forS >= crew.departS * 0.5 ? move('departed') : [];
    case 'departed':
      return forS >= 45 ? move('en_route') : [];
    case 'en_route':
      // The geofence is quicker; a crew whose terminal is silent says it itself.
      return order !== undefined && forS >= 90 && options.isThere(team.id, order) ? move('on_scene') : [];
    case 'on_scene':
      return forS >= 75 ? move('working') : [];
    case 'working':
      return [...safety(team, as, nowMs), ...finish(order, crew, as, forS)];
    case 'done':
      return forS >= 150 ? move('withdrawing') : [];
    case 'withdrawing':
      return (forS >= 60 && options.isHome(team.id)) || forS >= 45 * 60 ? move('returned') : [];
    case 'returned':
      return forS >= 60 ? move('available') : [];
    case 'available':
    case 'ordered':
    case 'off_duty':
      return [];
  }
}

function safety(team: TeamNow, as: string, nowMs: number): Act[] {
  const lastMs = Math.max(toMs(team.since), team.safetyAt === undefined ? 0 : toMs(team.safetyAt));
  if (nowMs - lastMs < SAFETY_EVERY_MIN * MINUTE_MS) return [];
  return [{ key: `safety/${team.id}/${lastMs}`, as, intent: { type: 'ConfirmSafety', team: team.id } }];
}

function finish(order: Order | undefined, crew: Crew, as: string, forS: number): Act[] {
  if (order === undefined || !isOpenOrder(order) || forS < crew.workMin * 60) return [];
  const moved = crew.moved === undefined ? {} : { moved: crew.moved };
  return [
    {
      key: `order/${order.id}/done`,
      as,
      intent: { type: 'CompleteOrder', orderId: order.id, result: crew.result, ...moved },
    },
  ];
}
