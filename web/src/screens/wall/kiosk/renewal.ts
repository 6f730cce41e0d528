import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';

/** A wall never goes dark while something red is open, for however short. */
export function mayReload(alarms: readonly Pick<Alarm, 'priority'>[], incidents: readonly Pick<Incident, 'grade'>[]) {
  return alarms.every(({ priority }) => priority !== 1) && incidents.every(({ grade }) => grade !== 1);
}

/** The script a page begins with: it has another name in every build. Undefined: not a page of ours. */
export function entryOf(html: string): string | undefined {
  return /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1];
}
