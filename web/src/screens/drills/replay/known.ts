import { toMs } from '@sitong/shared/kernel/time.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import type { Call, Report } from '@sitong/shared/pillars/release/state.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';

/** `knows`: acknowledged, accepted, answered, reported. `told`: it reached them and no more. `gap`: not even that. */
export type Standing = 'knows' | 'told' | 'gap';

/** One thing somebody had to know by this moment, and whether the log shows that they did. */
export type Item = { readonly standing: Standing; readonly atMs: number } & (
  | { readonly about: 'alarm'; readonly alarm: Alarm }
  | { readonly about: 'order'; readonly order: Order }
  | { readonly about: 'call'; readonly call: Call }
  | { readonly about: 'report'; readonly report: Report; readonly by: 'phone' | 'written' }
);

export interface Party {
  readonly id: string;
  readonly who:
    | { readonly kind: 'duty'; readonly officers: readonly string[] }
    | { readonly kind: 'team'; readonly team: string }
    | { readonly kind: 'villages'; readonly called: number; readonly answered: number }
    | { readonly kind: 'city' };
  readonly items: readonly Item[];
}

const MOST_ALARMS = 4;
const MOST_CALLS = 4;
const URGENT = 2;

/**
 * Who knew what at this moment, as far as the log proves it: an acknowledgement, a rung of the ladder, an answered
 * call, a receipt. What no one acknowledged is a gap, whatever was on their screen.
 */
export function knownIn(state: WorldState): Party[] {
  return [dutyDesk(state), ...teams(state), villages(state), city(state)].filter(({ items }) => items.length > 0);
}

function dutyDesk({ monitoring, command }: WorldState): Party {
  const items = Object.values(monitoring.alarms)
    .filter(({ priority }) => priority <= URGENT)
    .map((alarm): Item & { about: 'alarm' } => ({
      about: 'alarm',
      alarm,
      standing: alarm.acked === undefined ? 'gap' : 'knows',
      atMs: toMs(alarm.acked?.at ?? alarm.raisedAt),
    }))
    .sort((a, b) => gapsFirst(a, b) || a.alarm.priority - b.alarm.priority || b.atMs - a.atMs)
    .slice(0, MOST_ALARMS);
  return { id: 'duty', who: { kind: 'duty', officers: command.shifts['now']?.officers ?? [] }, items };
}

function teams({ rescue }: WorldState): Party[] {
  const byTeam = Map.groupBy(
    Object.values(rescue.orders).filter(({ ended }) => ended === undefined),
    ({ team }) => team,
  );
  return [...byTeam]
    .map(([team, orders]): Party => {
      const items = orders.map((order): Item => {
        const { read, accepted, delivered, saved } = order.steps;
        const standing =
          accepted !== undefined || read !== undefined ? 'knows' : delivered === undefined ? 'gap' : 'told';
        return {
          about: 'order',
          order,
          standing,
          atMs: toMs(accepted ?? read ?? delivered ?? saved ?? order.content.arriveBy ?? ''),
        };
      });
      return { id: team, who: { kind: 'team', team }, items };
    })
    .sort((a, b) => worst(a.items) - worst(b.items) || newest(b.items) - newest(a.items));
}

function villages({ release }: WorldState): Party {
  const calls = Object.values(release.calls);
  const silent = calls.filter(({ facts, attempts }) => facts.answered === undefined && attempts.length > 0);
  const items = silent
    .map(
      (call): Item => ({ about: 'call', call, standing: 'gap', atMs: toMs(call.attempts.at(-1)?.at ?? call.openedAt) }),
    )
    .sort((a, b) => a.atMs - b.atMs)
    .slice(0, MOST_CALLS);
  const answered = calls.filter(({ facts }) => facts.answered !== undefined).length;
  return { id: 'villages', who: { kind: 'villages', called: calls.length, answered }, items };
}

function city({ release }: WorldState): Party {
  const items = Object.values(release.reports).flatMap((report): Item[] => {
    const told: Item[] = [];
    if (report.phoned !== undefined)
      told.push({ about: 'report', report, by: 'phone', standing: 'knows', atMs: toMs(report.phoned.at) });
    if (report.sent !== undefined) {
      const receipt = report.receipt?.at;
      const standing = receipt === undefined ? 'told' : 'knows';
      told.push({ about: 'report', report, by: 'written', standing, atMs: toMs(receipt ?? report.sent.at) });
    }
    if (told.length === 0)
      told.push({ about: 'report', report, by: 'phone', standing: 'gap', atMs: toMs(report.receivedAt) });
    return told;
  });
  return { id: 'city', who: { kind: 'city' }, items };
}

const order: Readonly<Record<Standing, number>> = { gap: 0, told: 1, knows: 2 };
const gapsFirst = (a: Item, b: Item): number => order[a.standing] - order[b.standing];
const worst = (items: readonly Item[]): number => Math.min(...items.map(({ standing }) => order[standing]));
const newest = (items: readonly Item[]): number => Math.max(...items.map(({ atMs }) => atMs));
