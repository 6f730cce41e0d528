import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import type { TeamMark } from '../../pillars/rescue/team-marks.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { countCells, mostSingly } from '../../plumbing/map/cluster.ts';
import { type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import { flatProjection } from '../../plumbing/map/mercator.ts';
import type { SceneView } from '../../plumbing/map/scene.ts';
import { createStandingDots } from '../../plumbing/map/standing-dots.ts';

interface Group {
  /** Pixels of the view. */
  readonly x: number;
  readonly y: number;
  readonly at: readonly [number, number];
  readonly count: number;
}

interface Counted {
  readonly atMs: number;
  readonly inView: number;
  readonly groups: readonly Group[];
  readonly key: string;
}

/** Groups are counted anew this often: a number that flickers four times a second cannot be read. */
const countEveryMs = 1000;

/** Units as dots, or, when more than 200 are in view, as counted groups. Keeps its arrays between frames. */
export function createUnitCells() {
  const dots = createStandingDots();
  let colours = new Uint8Array(0);
  let colouredFor: { teams: readonly TeamMark[]; count: number; look: MapLook } | undefined;
  let counted: Counted | undefined;
  let drawn: { groups: readonly Group[]; look: MapLook; layers: readonly Layer[] } | undefined;

  /** RGBA per unit; transparent where a team's mark stands instead. */
  const colour = (teams: readonly TeamMark[], count: number, look: MapLook): void => {
    if (colouredFor?.teams === teams && colouredFor.count === count && colouredFor.look === look) return;
    colouredFor = { teams, count, look };
    const own = rgba(look.palette.own, 0.9);
    colours = new Uint8Array(count * 4);
    for (let i = 0; i < count; i++) colours.set(own, 4 * i);
    for (const { unit } of teams) if (unit >= 0 && unit < count) colours[4 * unit + 3] = 0;
  };

  const count = (view: SceneView, units: number, look: MapLook, nowMs: number): Counted => {
    const [west, north] = view.unproject(0, 0);
    const key = `${view.zoom.toFixed(2)} ${view.widthPx} ${units} ${west.toFixed(4)} ${north.toFixed(4)}`;
    if (counted !== undefined && counted.key === key && nowMs - counted.atMs < countEveryMs) return counted;
    const { lonLat, atMs } = view.positions;
    const project = flatProjection(view);
    const found = countCells(
      units,
      (i, into) => {
        if ((atMs[i] ?? 0) > 0) project(lonLat[2 * i] ?? 0, lonLat[2 * i + 1] ?? 0, into);
        else into.x = Number.NaN;
      },
      view,
      72 * look.unitPx,
    );
    const groups: Group[] = [];
    for (let cell = 0; cell < found.count.length; cell++) {
      const members = found.count[cell] ?? 0;
      if (members === 0) continue;
      const x = (found.sumX[cell] ?? 0) / members;
      const y = (found.sumY[cell] ?? 0) / members;
      groups.push({ x, y, at: view.unproject(x, y), count: members });
    }
    const same = counted !== undefined && counted.key === key && sameGroups(counted.groups, groups);
    counted = { atMs: nowMs, inView: found.inView, groups: same && counted ? counted.groups : groups, key };
    return counted;
  };

  const asGroups = (groups: readonly Group[], look: MapLook): readonly Layer[] => {
    if (drawn === undefined || drawn.groups !== groups || drawn.look !== look)
      drawn = { groups, look, layers: groupLayers(groups, look) };
    return drawn.layers;
  };

  return {
    layers(view: SceneView, teams: readonly TeamMark[], look: MapLook, nowMs: number): readonly Layer[] {
      const { positions, positionVersion: version, device } = view;
      const units = Math.min(positions.capacity, useLive.getState().units.list.length);
      const groups = units > mostSingly ? count(view, units, look, nowMs) : undefined;
      if (groups !== undefined && groups.inView > mostSingly) {
        dots.left();
        return asGroups(groups.groups, look);
      }
      drawn = undefined;
      if (units === 0 || device === undefined) {
        dots.left();
        return [];
      }
      colour(teams, units, look);
      return [dots.layer({ device, positions, version, count: units, colours, radiusPx: 3.2 * look.unitPx })];
    },
  };
}

/** The same numbers within a pixel of where they stood: nothing anybody could see has changed. */
function sameGroups(before: readonly Group[], after: readonly Group[]): boolean {
  return (
    before.length === after.length &&
    before.every((one, i) => {
      const two = after[i];
      return two !== undefined && one.count === two.count && Math.abs(one.x - two.x) < 1 && Math.abs(one.y - two.y) < 1;
    })
  );
}

function groupLayers(groups: readonly Group[], look: MapLook): Layer[] {
  const place = ({ at }: Group): [number, number] => [at[0], at[1]];
  return [
    new ScatterplotLayer<Group>({
      id: 'unit-groups',
      data: groups,
      getPosition: place,
      getRadius: ({ count }) => (9 + 3 * Math.log10(count)) * look.unitPx,
      radiusUnits: 'pixels',
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.6 * look.unitPx,
      getFillColor: [...rgba(look.palette.bg0, 0.85)],
      getLineColor: [...rgba(look.palette.own)],
    }),
    new TextLayer<Group>({
      id: 'unit-group-counts',
      data: groups,
      getPosition: place,
      getText: ({ count }) => String(count),
      getSize: look.labelPx * 0.8,
      getColor: [...rgba(look.palette.own)],
      fontFamily: '"Noto Sans SC", sans-serif',
      fontWeight: 500,
    }),
  ];
}
