import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { z } from 'zod';
import { paths } from '../../paths.ts';
import type { Changes } from '../address.ts';
import { incidentOfAddress } from '../steer/steer-model.ts';

/** What a person has chosen in one window: an incident, or the place of an alarm that belongs to none yet. */
export type Chosen =
  | { readonly kind: 'incident'; readonly incident: string }
  | { readonly kind: 'place'; readonly division: string };

/**
 * What one window tells the others of the same browser. A window of an older build may still be open beside this one:
 * what does not fit is no message.
 */
export const ToldSchema = z.object({
  world: z.string(),
  user: z.string(),
  chosen: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('incident'), incident: z.string().min(1).max(64) }),
    z.object({ kind: z.literal('place'), division: z.string().regex(/^\d{12}$/) }),
  ]),
});
export type Told = z.infer<typeof ToldSchema>;

type AlarmsById = Readonly<Record<string, Pick<Alarm, 'division' | 'incidentId'> | undefined>>;

/** What an address is about. An alarm that became an incident is that incident; a missing alarm is nothing. */
export function chosenOf(pathname: string, search: string, alarms: AlarmsById): Chosen | undefined {
  const incident = incidentOfAddress(pathname, search);
  if (incident !== undefined) return { kind: 'incident', incident };
  const alarm = alarms[new URLSearchParams(search).get('alarm') ?? ''];
  if (alarm === undefined) return undefined;
  if (alarm.incidentId !== undefined) return { kind: 'incident', incident: alarm.incidentId };
  return { kind: 'place', division: alarm.division };
}

export function sameChosen(a: Chosen | undefined, b: Chosen | undefined): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(chosen: Chosen | undefined): string {
  if (chosen === undefined) return '';
  return chosen.kind === 'incident' ? `i ${chosen.incident}` : `p ${chosen.division}`;
}

/** Where a window goes to show the same; undefined: it stays, because its screen shows no single incident or place. */
export type Step =
  | { readonly kind: 'room'; readonly incident: string }
  | { readonly kind: 'board'; readonly changes: Changes<BoardPart> };

export const BOARD_PARTS = ['incident', 'need', 'order', 'team', 'division'] as const;
type BoardPart = (typeof BOARD_PARTS)[number];

export function stepTo(chosen: Chosen, pathname: string): Step | undefined {
  if (pathname === paths.dispatch) {
    // Another incident has other needs, orders and teams; the place of an alarm leaves the incident as it is.
    if (chosen.kind === 'place') return { kind: 'board', changes: { team: undefined, division: chosen.division } };
    const rest = { need: undefined, order: undefined, team: undefined, division: undefined };
    return { kind: 'board', changes: { incident: chosen.incident, ...rest } };
  }
  if (pathname.startsWith(`${paths.incidents}/`) && chosen.kind === 'incident')
    return { kind: 'room', incident: chosen.incident };
  return undefined;
}

/** Screens that can show what another window has chosen. */
export function canFollow(pathname: string): boolean {
  return pathname === paths.dispatch || pathname.startsWith(`${paths.incidents}/`);
}
