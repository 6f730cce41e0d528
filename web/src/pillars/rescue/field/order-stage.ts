import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { TeamStatus } from '@sitong/shared/pillars/rescue/events.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import { isAtOrPast } from '@sitong/shared/pillars/rescue/team-ladder.ts';

/** What the leader does next, as the four steps of the card and the way home. */
export type OrderStage =
  | 'waiting'
  | 'accepted'
  | 'under_way'
  | 'on_scene'
  | 'done'
  | 'withdrawing'
  | 'returned'
  | 'over';

/** An act of this device about an order: waiting in the outbox, or already at the server. */
export interface ToldAct {
  intent: RescueIntent;
  told: 'waiting' | 'sent';
  /** Device time of the press, ms. */
  atMs: number;
}

export type OrderAct = 'accept' | 'depart' | 'arrive' | 'complete' | 'withdraw' | 'return' | 'free';

function actOf(intent: RescueIntent, orderId: string): OrderAct | undefined {
  if (intent.type === 'AcceptOrder' && intent.orderId === orderId) return 'accept';
  if (intent.type === 'CompleteOrder' && intent.orderId === orderId) return 'complete';
  if (intent.type !== 'ReportTeamStatus' || intent.orderId !== orderId) return undefined;
  switch (intent.to) {
    case 'departed':
    case 'en_route':
      return 'depart';
    case 'on_scene':
    case 'working':
      return 'arrive';
    case 'withdrawing':
      return 'withdraw';
    case 'returned':
      return 'return';
    case 'available':
      return 'free';
    default:
      return undefined;
  }
}

/** What this device said about each step, the newest word of each. */
export function toldActs(order: Order, acts: readonly ToldAct[]): Readonly<Partial<Record<OrderAct, ToldAct>>> {
  const told: Partial<Record<OrderAct, ToldAct>> = {};
  for (const one of acts) {
    const act = actOf(one.intent, order.id);
    if (act !== undefined) told[act] = one;
  }
  return told;
}

const STAGES: readonly OrderStage[] = [
  'waiting',
  'accepted',
  'under_way',
  'on_scene',
  'done',
  'withdrawing',
  'returned',
  'over',
];
const AFTER: Readonly<Record<OrderAct, OrderStage>> = {
  accept: 'accepted',
  depart: 'under_way',
  arrive: 'on_scene',
  complete: 'done',
  withdraw: 'withdrawing',
  return: 'returned',
  free: 'over',
};

function stageOfTeam(status: TeamStatus): OrderStage {
  if (status === 'returned') return 'returned';
  if (isAtOrPast(status, 'withdrawing')) return 'withdrawing';
  if (isAtOrPast(status, 'done')) return 'done';
  if (isAtOrPast(status, 'on_scene')) return 'on_scene';
  if (isAtOrPast(status, 'departed')) return 'under_way';
  return 'accepted';
}

/** The stage the server knows. A second, shared order does not carry the team's state: it is accepted, then completed. */
function knownStage(order: Order, team: TeamNow | undefined): OrderStage {
  const carries = team?.orderId === order.id;
  if (order.status === 'completed') return carries && team !== undefined ? stageOfTeam(team.status) : 'over';
  if (!isOpenOrder(order)) return 'over';
  if (order.status !== 'accepted') return 'waiting';
  return carries && team !== undefined ? stageOfTeam(team.status) : 'on_scene';
}

/** The stage to show: what the server knows, carried on by what this device has said since. Never backwards. */
export function orderStage(order: Order, team: TeamNow | undefined, acts: readonly ToldAct[]): OrderStage {
  const known = knownStage(order, team);
  if (known === 'over') return 'over';
  const said = Object.keys(toldActs(order, acts)) as OrderAct[];
  const reached = said.map((act) => STAGES.indexOf(AFTER[act]));
  return STAGES[Math.max(STAGES.indexOf(known), ...reached)] ?? known;
}

export interface SideButton {
  act: OrderAct;
  /** `off`: not yet, and after which step. */
  state: 'ready' | 'done' | 'off';
  after?: 'accept' | 'arrive';
}

export interface OrderButtons {
  primary: OrderAct | undefined;
  side: readonly SideButton[];
}

const done = (act: OrderAct): SideButton => ({ act, state: 'done' });
const off = (act: OrderAct, after: 'accept' | 'arrive'): SideButton => ({ act, state: 'off', after });

/** One primary act by stage; beside it what was done and what is still off, with its reason (ux §6.12). */
export function orderButtons(stage: OrderStage): OrderButtons {
  switch (stage) {
    case 'waiting':
      return { primary: 'accept', side: [off('arrive', 'accept'), off('complete', 'arrive')] };
    case 'accepted':
      // Arriving without having told the departure is true in the rain: the step between is recorded as skipped.
      return { primary: 'depart', side: [{ act: 'arrive', state: 'ready' }, off('complete', 'arrive')] };
    case 'under_way':
      return { primary: 'arrive', side: [done('depart'), off('complete', 'arrive')] };
    case 'on_scene':
      return { primary: 'complete', side: [done('accept'), done('arrive')] };
    case 'done':
      return { primary: 'withdraw', side: [done('arrive'), done('complete')] };
    case 'withdrawing':
      return { primary: 'return', side: [done('complete'), done('withdraw')] };
    case 'returned':
      return { primary: 'free', side: [done('complete'), done('return')] };
    case 'over':
      return { primary: undefined, side: [] };
    default:
      return assertNever(stage);
  }
}

/** Team state told by an act; accepting and completing have intents of their own. */
export const STATUS_OF: Readonly<Partial<Record<OrderAct, TeamStatus>>> = {
  depart: 'departed',
  arrive: 'on_scene',
  withdraw: 'withdrawing',
  return: 'returned',
  free: 'available',
};

/** Orders in the order a leader needs them: not yet accepted, then under work, then on the way home; newest first. */
export function ordersToShow(
  orders: readonly Order[],
  team: TeamNow | undefined,
  acts: readonly ToldAct[],
): readonly { order: Order; stage: OrderStage }[] {
  return orders
    .map((order) => ({ order, stage: orderStage(order, team, acts) }))
    .filter(({ stage }) => stage !== 'over')
    .sort((a, b) => rank(a.stage) - rank(b.stage) || b.order.number - a.order.number);
}

function rank(stage: OrderStage): number {
  if (stage === 'waiting') return 0;
  return STAGES.indexOf(stage) <= STAGES.indexOf('on_scene') ? 1 : 2;
}
