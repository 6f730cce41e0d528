import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { FENGYUAN, LUOCHENG, SHANHUA, TINY_COUNTY, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import type { Chance } from './chance.ts';

/** What a person may come to do, seeing this screen: most of it sensible, some of it too late or not theirs. */
export interface Desk {
  state: WorldState;
  session: SessionInfo;
  chance: Chance;
  nowMs: number;
}

/** What one person does, and how often beside the other acts. */
export type Acts = readonly (readonly [weight: number, Act])[];
export type Act = (desk: Desk) => object | undefined;

export const TEAMS = TINY_COUNTY.data.teams.map((team) => team.id);
export const PLACES = [SHANHUA, LUOCHENG, FENGYUAN, WANGZHUANG] as const;
export const newId = ({ chance, nowMs }: Desk): Id => chance.id(nowMs);
export const some = <T>({ chance }: Desk, all: Readonly<Record<string, T>>): T | undefined =>
  chance.pick(Object.values(all));
export const later = ({ nowMs }: Desk, minutes: number): string => toTimestamp(nowMs + minutes * 60_000);
export const levelBy = ({ chance }: Desk): Level => chance.one([1, 2, 3, 4]);

export const onOrder =
  (make: (orderId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const own = Object.values(desk.state.rescue.orders).filter(
      (order) => desk.session.teams.length === 0 || desk.session.teams.includes(order.team),
    );
    // Mostly what is still open; sometimes what is over, as after a gap in the line.
    const open = own.filter(isOpenOrder);
    const order = desk.chance.pick(open.length > 0 && desk.chance.happens(0.9) ? open : own);
    return order && make(order.id, desk);
  };

export const onIncident =
  (make: (incidentId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const incident = some(desk, desk.state.command.incidents);
    return incident && make(incident.id, desk);
  };

export const onAlarm =
  (make: (alarmId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const alarm = some(desk, desk.state.monitoring.alarms);
    return alarm && make(alarm.id, desk);
  };

export const onWarning =
  (make: (warningId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const warning = some(desk, desk.state.release.warnings);
    return warning && make(warning.id, desk);
  };

export const onTask =
  (make: (taskId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const task = some(desk, desk.state.command.tasks);
    return task && make(task.id, desk);
  };
