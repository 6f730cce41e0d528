import { type ById, drop, type NumberSeries, patch, put, type Visible } from '../../kernel/collection.ts';
import type { Point } from '../../kernel/geo.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { Timestamp } from '../../kernel/time.ts';
import {
  type HelpKind,
  ORDER_STEPS,
  type OrderContent,
  type OrderStep,
  type RescueEvent,
  type TeamStatus,
} from './events.ts';

export type OrderStatus = 'saved' | 'sent' | 'delivered' | 'read' | 'accepted' | 'declined' | 'completed' | 'withdrawn';
export type OrderEscalation = 'undelivered' | 're_ring' | 'offer_next' | 'leader' | 'not_departed';

export interface Order extends Visible {
  id: string;
  number: number;
  incidentId: string;
  team: string;
  exclusive: boolean;
  content: OrderContent;
  status: OrderStatus;
  voice: boolean;
  issuedBy: string;
  insteadOf: string | undefined;
  /** Time each rung of the ladder was reached (world time), as far as it was. */
  steps: Readonly<Partial<Record<OrderStep, Timestamp>>>;
  sentBy: readonly { channel: 'app' | 'sms' | 'voice'; simulated: boolean }[];
  device: string | undefined;
  batteryPct: number | undefined;
  escalated: Readonly<Partial<Record<OrderEscalation, Timestamp>>>;
  ended: { at: Timestamp; reason: string } | undefined;
  revisions: number;
}

export interface TeamNow extends Visible {
  id: string;
  status: TeamStatus;
  since: Timestamp;
  /** Exclusive order it is attached to. */
  orderId: string | undefined;
  reason: string | undefined;
  /** Open calls for help, the newest of each kind: a later 受阻 must not hide an SOS. */
  help: Readonly<Partial<Record<HelpKind, Help>>>;
  safetyAt: Timestamp | undefined;
  safetyMissedAt: Timestamp | undefined;
}

export interface Help {
  id: string;
  text: string;
  at: Timestamp;
  point: Point | undefined;
}

export interface RescueState {
  orders: ById<Order>;
  /** Only teams something has happened to; any other team is available at its base. */
  teams: ById<TeamNow>;
  numbers: ById<NumberSeries>;
}

export const initialRescue: RescueState = { orders: {}, teams: {}, numbers: {} };

function seen(event: RescueEvent): Visible {
  return { division: event.division, audience: event.audience };
}

function onOrder(state: RescueState, event: RescueEvent, id: string, change: (order: Order) => Order): RescueState {
  return { ...state, orders: patch(state.orders, id, (order) => ({ ...change(order), ...seen(event) })) };
}

/** Height on the ladder; an ended order stands above it, so that nothing told late brings it back. */
function rung(status: OrderStatus): number {
  const at = (ORDER_STEPS as readonly string[]).indexOf(status);
  return at < 0 ? ORDER_STEPS.length : at;
}

/** [RES-6] A step told late is kept with its time; the order never steps down to it. */
function reach(order: Order, step: OrderStep, at: Timestamp): Order {
  return {
    ...order,
    status: rung(order.status) < rung(step) ? step : order.status,
    steps: { ...order.steps, [step]: order.steps[step] ?? at },
  };
}

function end(order: Order, status: OrderStatus, at: Timestamp, reason: string): Order {
  return { ...order, status, ended: { at, reason } };
}

function onTeam(state: RescueState, event: RescueEvent, team: string, change: (now: TeamNow) => TeamNow): RescueState {
  const before: TeamNow = state.teams[team] ?? {
    id: team,
    status: 'available',
    since: event.at,
    orderId: undefined,
    reason: undefined,
    help: {},
    safetyAt: undefined,
    safetyMissedAt: undefined,
    ...seen(event),
  };
  return { ...state, teams: put(state.teams, team, { ...change(before), ...seen(event) }) };
}

function without(help: TeamNow['help'], helpId: string): TeamNow['help'] {
  return Object.fromEntries(Object.entries(help).filter(([, one]) => one.id !== helpId));
}

export function evolveRescue(state: RescueState, event: RescueEvent): RescueState {
  switch (event.type) {
    case 'OrderNumberTaken':
      return { ...state, numbers: put(state.numbers, 'order', { last: event.body.n, ...seen(event) }) };
    case 'OrderSaved': {
      const { orderId, number, incidentId, team, exclusive, content, voice, insteadOf } = event.body;
      const order: Order = {
        id: orderId,
        number,
        incidentId,
        team,
        exclusive,
        content,
        status: 'saved',
        voice,
        issuedBy: event.actor.person,
        insteadOf,
        steps: { saved: event.at },
        sentBy: [],
        device: undefined,
        batteryPct: undefined,
        escalated: {},
        ended: undefined,
        revisions: 0,
        ...seen(event),
      };
      return { ...state, orders: put(state.orders, orderId, order) };
    }
    case 'OrderRevised':
      return onOrder(state, event, event.body.orderId, (order) => ({
        ...order,
        content: event.body.content,
        revisions: order.revisions + 1,
      }));
    case 'OrderSent':
      return onOrder(state, event, event.body.orderId, (order) => ({
        ...reach(order, 'sent', event.at),
        sentBy: [...order.sentBy, ...event.body.channels].slice(-20),
      }));
    case 'OrderDelivered':
      return onOrder(state, event, event.body.orderId, (order) => ({
        ...reach(order, 'delivered', event.at),
        device: event.body.device,
        batteryPct: event.body.batteryPct,
      }));
    case 'OrderRead':
      return onOrder(state, event, event.body.orderId, (order) => reach(order, 'read', event.at));
    case 'OrderAccepted':
      return onOrder(state, event, event.body.orderId, (order) => reach(order, 'accepted', event.at));
    case 'OrderDeclined':
      return onOrder(state, event, event.body.orderId, (order) => end(order, 'declined', event.at, event.body.reason));
    case 'OrderEscalated':
      return onOrder(state, event, event.body.orderId, (order) => ({
        ...order,
        escalated: { ...order.escalated, [event.body.step]: event.at },
      }));
    case 'OrderCompleted':
      return onOrder(state, event, event.body.orderId, (order) => end(order, 'completed', event.at, event.body.result));
    case 'OrderWithdrawn':
      return onOrder(state, event, event.body.orderId, (order) => end(order, 'withdrawn', event.at, event.body.reason));
    case 'OrderArchived':
      return { ...state, orders: drop(state.orders, event.body.orderId) };
    case 'TeamStatusChanged': {
      const { team, to, orderId, reason } = event.body;
      return onTeam(state, event, team, (now) => ({
        ...now,
        status: to,
        since: event.at,
        orderId: to === 'available' || to === 'off_duty' || to === 'returned' ? undefined : (orderId ?? now.orderId),
        reason,
      }));
    }
    case 'HelpRequested': {
      const { team, helpId, kind, text, point } = event.body;
      return onTeam(state, event, team, (now) => ({
        ...now,
        help: { ...now.help, [kind]: { id: helpId, text, at: event.at, point } },
      }));
    }
    case 'HelpAnswered':
      return onTeam(state, event, event.body.team, (now) => ({ ...now, help: without(now.help, event.body.helpId) }));
    case 'SafetyConfirmed':
      return onTeam(state, event, event.body.team, (now) => ({ ...now, safetyAt: event.at }));
    case 'SafetyCheckMissed':
      return onTeam(state, event, event.body.team, (now) => ({ ...now, safetyMissedAt: event.at }));
    default:
      return assertNever(event);
  }
}
