import type { HazardPointRow } from '@sitong/shared/kernel/master/ground.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';

export type HazardRow = HazardPointRow & { person: string };

export const HAZARD_KINDS = [
  'flash_flood',
  'landslide',
  'collapse',
  'debris_flow',
  'below_dam',
  'chemical',
  'tailings',
  'forest',
] as const satisfies readonly HazardPointRow['kind'][];

/** The worst first, then where most people are. */
export function byRisk(rows: readonly HazardRow[]): HazardRow[] {
  return [...rows].sort((a, b) => a.level - b.level || b.peopleAtRisk - a.peopleAtRisk || a.id.localeCompare(b.id));
}

/** The worst open alarm of the sensors that watch this point. */
export function alarmOf(row: Pick<HazardRow, 'sensors'>, alarms: Readonly<Record<string, Alarm>>): Alarm | undefined {
  let worst: Alarm | undefined;
  for (const alarm of Object.values(alarms)) {
    const { cause } = alarm;
    if (cause.kind !== 'threshold' || !row.sensors.includes(cause.sensor)) continue;
    if (worst === undefined || alarm.priority < worst.priority) worst = alarm;
  }
  return worst;
}
