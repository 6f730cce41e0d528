import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Skill } from '@sitong/shared/kernel/master/teams.ts';
import type { PracticeAt } from '@sitong/shared/kernel/practice.ts';
import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { type CommandState, type Incident, initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order, RescueState } from '@sitong/shared/pillars/rescue/state.ts';

/** Somebody still has to send a team. Derived, never stored: it goes when what it came from is answered. */
export interface OpenNeed {
  readonly id: string;
  readonly incident: Incident;
  /**
   * `first`: nobody has been sent; `unaccepted`: sent, and past the time to offer the next team; `declined`: the
   * team said no; `reinforce`: a team there asks for more.
   */
  readonly kind: 'first' | 'unaccepted' | 'declined' | 'reinforce';
  readonly skills: readonly Skill[];
  /** The order that is not being carried out. */
  readonly order: Order | undefined;
  /** When it becomes late; absent without a deadline. Milliseconds. */
  readonly dueMs: number | undefined;
  readonly sinceMs: number;
}

const RANK: Record<OpenNeed['kind'], number> = { reinforce: 0, declined: 1, unaccepted: 1, first: 2 };

export function openNeeds(
  command: Pick<CommandState, 'incidents'>,
  rescue: RescueState,
  practiceAt: PracticeAt,
): OpenNeed[] {
  const orders = Object.values(rescue.orders);
  const needs = openIncidents({ ...initialCommand, incidents: command.incidents }).flatMap((incident): OpenNeed[] => {
    const own = orders.filter((order) => order.incidentId === incident.id);
    return [...firstNeed(incident, own, practiceAt), ...orderNeeds(incident, own), ...helpNeeds(incident, own, rescue)];
  });
  return needs.sort(
    (a, b) =>
      RANK[a.kind] - RANK[b.kind] ||
      a.incident.grade - b.incident.grade ||
      (a.dueMs ?? Number.POSITIVE_INFINITY) - (b.dueMs ?? Number.POSITIVE_INFINITY) ||
      a.sinceMs - b.sinceMs,
  );
}

/** First order within a minute of an incident (P), 90 % of the time (NFPA 1225, ux §1.7). */
function firstNeed(incident: Incident, own: readonly Order[], practiceAt: PracticeAt): OpenNeed[] {
  const reached = own.some((order) => isOpenOrder(order) || order.status === 'completed');
  if (reached || incident.status === 'controlled') return [];
  const sinceMs = Date.parse(incident.reportedAt);
  const skills = skillsFor(incident);
  return [
    {
      id: `first-${incident.id}`,
      incident,
      kind: 'first',
      skills,
      order: undefined,
      dueMs: sinceMs + practiceAt(sinceMs).team.firstOrderS * 1000,
      sinceMs,
    },
  ];
}

function orderNeeds(incident: Incident, own: readonly Order[]): OpenNeed[] {
  const replaced = new Set(own.flatMap(({ insteadOf }) => (insteadOf === undefined ? [] : [insteadOf])));
  return own.flatMap((order): OpenNeed[] => {
    if (replaced.has(order.id)) return [];
    const late = isOpenOrder(order) && order.status !== 'accepted' && order.escalated.offer_next !== undefined;
    if (!late && order.status !== 'declined') return [];
    const due = order.content.arriveBy;
    return [
      {
        id: `order-${order.id}`,
        incident,
        kind: order.status === 'declined' ? 'declined' : 'unaccepted',
        skills: order.content.skills,
        order,
        dueMs: due === undefined ? undefined : Date.parse(due),
        sinceMs: Date.parse(order.steps.saved ?? incident.reportedAt),
      },
    ];
  });
}

function helpNeeds(incident: Incident, own: readonly Order[], rescue: RescueState): OpenNeed[] {
  return own.flatMap((order): OpenNeed[] => {
    const team = rescue.teams[order.team];
    const help = team?.orderId === order.id ? (team.help.sos ?? team.help.reinforce ?? team.help.injured) : undefined;
    if (help === undefined) return [];
    const skills: readonly Skill[] = team?.help.injured !== undefined ? ['medical'] : order.content.skills;
    return [
      {
        id: `help-${help.id}`,
        incident,
        kind: 'reinforce',
        skills,
        order,
        dueMs: undefined,
        sinceMs: Date.parse(help.at),
      },
    ];
  });
}

const BY_HAZARD: Partial<Record<Hazard, readonly Skill[]>> = {
  flash_flood: ['evacuation', 'lighting'],
  flood: ['evacuation', 'wading'],
  waterlogging: ['pumping'],
  landslide: ['evacuation', 'search'],
  debris_flow: ['evacuation', 'search'],
  collapse: ['search', 'rope'],
  forest_fire: ['forest_fire'],
  grass_fire: ['forest_fire'],
  fire: ['firefighting'],
  chemical: ['hazmat', 'cordon'],
  traffic: ['medical', 'cordon'],
  earthquake: ['search'],
};

/** What an incident asks for first: by its kind, and by who is in danger. Only a proposal; a person changes it. */
export function skillsFor(incident: Pick<Incident, 'hazard' | 'figures'>): Skill[] {
  const water: readonly Hazard[] = ['flash_flood', 'flood', 'waterlogging'];
  const trapped = incident.figures.trapped?.value ?? 0;
  const skills = new Set<Skill>(BY_HAZARD[incident.hazard] ?? ['search']);
  if (trapped > 0) skills.add(water.includes(incident.hazard) ? 'water_rescue' : 'search');
  return [...skills].slice(0, 4);
}

/** A deadline to begin with: 45 minutes from now, on the next five. Milliseconds. */
export function firstDeadlineMs(nowMs: number): number {
  const step = 5 * 60_000;
  return Math.ceil((nowMs + 45 * 60_000) / step) * step;
}

/** `21:15` as the next such moment in Beijing time; undefined when it is no time. Full-width digits count. */
export function nextMoment(text: string, nowMs: number): number | undefined {
  const found = /^(\d{1,2})[:.]?(\d{2})$/.exec(text.normalize('NFKC').trim());
  const hour = Number(found?.[1]);
  const minute = Number(found?.[2]);
  if (found === null || hour > 23 || minute > 59) return undefined;
  const day = 86_400_000;
  const offset = 8 * 3_600_000;
  const midnight = Math.floor((nowMs + offset) / day) * day - offset;
  const at = midnight + (hour * 60 + minute) * 60_000;
  return at > nowMs ? at : at + day;
}
