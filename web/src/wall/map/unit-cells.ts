import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import type { TeamMark } from '../../pillars/rescue/team-marks.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { countCells, mostSingly } from '../../plumbing/map/cluster.ts';
import { type MapLook, type Rgba, rgba } from '../../plumbing/map/map-look.ts';
import type { SceneView } from '../../plumbing/map/scene.ts';

interface Group {
  readonly at: readonly [number, number];
  readonly count: number;
}

export interface UnitsDrawn {
  readonly singly: 'yes' | 'no';
  /** Units named so far: rows of the standing arrays in use. */
  readonly count: number;
  /** RGBA per unit; transparent where a team's mark stands instead. */
  readonly colours: Uint8Array;
  readonly layers: readonly Layer[];
}

/** Groups are counted anew this often: a number that flickers four times a second cannot be read. */
const countEveryMs = 1000;

/** Units as dots, or, when more than 200 are in view, as counted groups. Keeps its arrays between frames. */
export function createUnitCells() {
  let colours = new Uint8Array(0);
  let colouredFor: { teams: readonly TeamMark[]; count: number; look: MapLook } | undefined;
  let counted: { atMs: number; inView: number; layers: readonly Layer[]; key: string } | undefined;

  const colour = (teams: readonly TeamMark[], count: number, look: MapLook, own: Rgba): void => {
    if (colouredFor?.teams === teams && colouredFor.count === count && colouredFor.look === look) return;
    colouredFor = { teams, count, look };
    colours = new Uint8Array(count * 4);
    for (let i = 0; i < count; i++) colours.set(own, 4 * i);
    for (const { unit } of teams) if (unit >= 0 && unit < count) colours[4 * unit + 3] = 0;
  };

  const group = (view: SceneView, count: number, nowMs: number, look: MapLook): NonNullable<typeof counted> => {
    const key = `${view.zoom.toFixed(2)} ${view.widthPx} ${count}`;
    if (counted !== undefined && counted.key === key && nowMs - counted.atMs < countEveryMs) return counted;
    const { lonLat, atMs } = view.positions;
    const found = countCells(
      count,
      (i, into) => {
        if ((atMs[i] ?? 0) <= 0) {
          into.x = Number.NaN;
          return;
        }
        into.x = lonLat[2 * i] ?? 0;
        into.y = lonLat[2 * i + 1] ?? 0;
        const { x, y } = view.project(into.x, into.y);
        into.x = x;
        into.y = y;
      },
      view,
      72 * look.unitPx,
    );
    const groups: Group[] = [];
    for (let cell = 0; cell < found.count.length; cell++) {
      const members = found.count[cell] ?? 0;
      if (members > 0)
        groups.push({ at: [(found.sumX[cell] ?? 0) / members, (found.sumY[cell] ?? 0) / members], count: members });
    }
    counted = { atMs: nowMs, inView: found.inView, layers: groupLayers(groups, view, look), key };
    return counted;
  };

  return {
    layers(view: SceneView, teams: readonly TeamMark[], look: MapLook, own: Rgba, nowMs: number): UnitsDrawn {
      const count = Math.min(view.positions.capacity, useLive.getState().units.list.length);
      colour(teams, count, look, own);
      if (count <= mostSingly) return { singly: 'yes', count, colours, layers: [] };
      const { inView, layers } = group(view, count, nowMs, look);
      if (inView <= mostSingly) return { singly: 'yes', count, colours, layers: [] };
      return { singly: 'no', count, colours, layers };
    },
  };
}

function groupLayers(groups: readonly Group[], view: SceneView, look: MapLook): Layer[] {
  const place = ({ at }: Group): [number, number] => view.unproject(at[0], at[1]);
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
