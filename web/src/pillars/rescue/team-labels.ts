import type { MapLabel } from '../../plumbing/map/labels.ts';
import { type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import type { TrailPoint } from '../../plumbing/map/trail.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { arrivalOf, fixAgeMs, placeTeam, type ShelterMark, standingOf, type TeamMark } from './team-marks.ts';
import type { Aside } from './team-spread.ts';
import { isBusy, type TeamStack } from './team-stacks.ts';

export interface TeamWords {
  /** `冯原2队 约20:58`: when it will be there, reckoned from its speed. */
  readonly arrives: (name: string, atMs: number) => string;
  /** `冯原2队 限20:58`: it stands, and by when it should be there. */
  readonly due: (name: string, dueMs: number) => string;
  readonly lost: (name: string, ageMs: number) => string;
  /** A team that is out, and nobody has ever had a fix of it: it is drawn at its base. */
  readonly unplaced: (name: string) => string;
  /** `2队`: teams that wait at their base and are only counted. */
  readonly home: (count: number) => string;
  readonly stack: (name: string, count: number) => string;
  readonly time: (atMs: number) => string;
}

export function teamLabels(
  stacks: readonly TeamStack[],
  positions: PositionColumns,
  nowMs: number,
  look: MapLook,
  words: TeamWords,
  spread: ReadonlyMap<string, Aside> = new Map(),
): MapLabel[] {
  return stacks.map(({ mark, count, place }): MapLabel => {
    const at: number[] = [];
    placeTeam(mark, positions, at);
    if (place === 'base') return homeLabel(mark, count, look, words);
    const standing = standingOf(mark, positions, nowMs);
    const busy = isBusy(mark);
    const aside = spread.get(mark.id);
    return {
      id: `team-${mark.id}`,
      // A team that waits yields to one that is under way.
      rank: busy ? 'team' : 'resource',
      beside: busy ? 'crowd' : 'mark',
      weight: standing === 'lost' ? 0 : busy ? 1 : 5,
      lon: at[0] ?? mark.base.lon,
      lat: at[1] ?? mark.base.lat,
      ...(aside === undefined ? {} : { aside }),
      ...(busy ? { place: (into: number[]) => placeTeam(mark, positions, into) } : {}),
      // As wide as its circle is drawn, with the dark rim that parts it from the ground.
      halfPx: look.teamPx * 0.55,
      text: teamText(mark, count, fixAgeMs(mark, positions, nowMs), standing, arrivalOf(mark, positions, nowMs), words),
      ...(count > 1 ? {} : { short: mark.name }),
      colour: rgba(colourOf(mark, standing, look)),
    };
  });
}

/** How many wait here: after every name, small, and never in the way of one. */
function homeLabel({ id, name, base }: TeamMark, count: number, look: MapLook, words: TeamWords): MapLabel {
  return {
    id: `team-${id}`,
    rank: 'count',
    weight: 0,
    lon: base.lon,
    lat: base.lat,
    halfPx: homeRingPx(look),
    beside: 'mark',
    // A number tells how many; one alone is told by its name.
    text: count === 1 ? name : words.home(count),
    colour: rgba(look.palette.own, 0.9),
    scale: look.labelPx >= 21 ? 0.96 : 0.86,
  };
}

/** Radius of the small ring at a base with teams that are only counted. */
export const homeRingPx = ({ unitPx }: MapLook): number => 5 * unitPx;

function teamText(
  mark: TeamMark,
  count: number,
  ageMs: number | undefined,
  standing: ReturnType<typeof standingOf>,
  arrivalMs: number | undefined,
  words: TeamWords,
): string {
  if (count > 1) return words.stack(mark.name, count);
  if (standing === 'none') return words.unplaced(mark.name);
  if (standing === 'lost' && ageMs !== undefined) return words.lost(mark.name, ageMs);
  if (arrivalMs !== undefined) return words.arrives(mark.name, arrivalMs);
  const due = mark.column === 'out' ? mark.order?.content.arriveBy : undefined;
  return due === undefined ? mark.name : words.due(mark.name, Date.parse(due));
}

function colourOf(mark: TeamMark, standing: ReturnType<typeof standingOf>, look: MapLook): string {
  if (standing === 'lost' || standing === 'ahead') return look.palette.fault;
  if (standing === 'none' || mark.column === 'off_duty') return look.palette.text2;
  return look.palette.own;
}

/** Times along a trail, at most one each ten minutes: a way without times tells no speed. */
export function trailLabels(
  trails: ReadonlyMap<string, readonly TrailPoint[]>,
  look: MapLook,
  words: TeamWords,
): MapLabel[] {
  const everyMs = 10 * 60_000;
  return [...trails].flatMap(([team, points]) => {
    let slot = Number.NaN;
    return points.slice(0, -1).flatMap((point): MapLabel[] => {
      const here = Math.floor(point.atMs / everyMs);
      if (here === slot) return [];
      slot = here;
      return [
        {
          id: `trail-${team}-${here}`,
          rank: 'trail',
          weight: 0,
          lon: point.lon,
          lat: point.lat,
          halfPx: 3,
          beside: 'mark',
          text: words.time(point.atMs),
          colour: rgba(look.palette.own, 0.85),
        },
      ];
    });
  });
}

export function shelterLabels(marks: readonly ShelterMark[], look: MapLook): MapLabel[] {
  return marks.map(({ id, lon, lat, text, short }) => ({
    id: `shelter-${id}`,
    rank: 'resource',
    beside: 'mark',
    weight: 4,
    lon,
    lat,
    halfPx: look.markPx / 2,
    text,
    ...(short === undefined ? {} : { short }),
    colour: rgba(look.palette.text1),
  }));
}
