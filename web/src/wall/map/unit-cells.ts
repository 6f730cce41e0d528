import type { TeamMark } from '../../pillars/rescue/team-marks.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { countCells, mostSingly } from '../../plumbing/map/cluster.ts';
import { css, type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import { rememberSight, type SceneView } from '../../plumbing/map/scene.ts';
import { type Dots, type Sprite, type SpritePicture, spriteAt } from '../../plumbing/map/sprite.ts';
import { type MeasureText, textPicture } from '../../plumbing/map/text-picture.ts';

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

/** Units as dots, or as groups; never both. */
export interface UnitMarks {
  readonly dots: Dots | undefined;
  readonly groups: readonly Sprite[];
}

/** Groups are counted anew this often: a number that flickers four times a second cannot be read. */
const countEveryMs = 1000;

/** Units as dots, or, when more than 200 are in view, as counted groups. Keeps its arrays between frames. */
export function createUnitCells(measure: MeasureText) {
  let colours = new Uint8Array(0);
  let colouredFor: { teams: readonly TeamMark[]; count: number; look: MapLook } | undefined;
  let counted: Counted | undefined;
  let drawn: { groups: readonly Group[]; look: MapLook; sprites: readonly Sprite[] } | undefined;

  const sightOf = rememberSight(({ zoom, widthPx, unproject }) => {
    const [west, north] = unproject(0, 0);
    return `${zoom.toFixed(2)} ${widthPx} ${west.toFixed(4)} ${north.toFixed(4)}`;
  });

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
    const key = `${units} ${sightOf(view)}`;
    if (counted !== undefined && counted.key === key && nowMs - counted.atMs < countEveryMs) return counted;
    const found = countCells(view.positions, units, view, 72 * look.unitPx);
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

  const asGroups = (groups: readonly Group[], look: MapLook): readonly Sprite[] => {
    if (drawn === undefined || drawn.groups !== groups || drawn.look !== look)
      drawn = { groups, look, sprites: groups.flatMap((group) => groupSprites(group, look, measure)) };
    return drawn.sprites;
  };

  return {
    marks(view: SceneView, teams: readonly TeamMark[], look: MapLook, nowMs: number): UnitMarks {
      const { positions, positionVersion: version } = view;
      const units = Math.min(positions.capacity, useLive.getState().units.list.length);
      const groups = units > mostSingly ? count(view, units, look, nowMs) : undefined;
      if (groups !== undefined && groups.inView > mostSingly)
        return { dots: undefined, groups: asGroups(groups.groups, look) };
      drawn = undefined;
      if (units === 0) return { dots: undefined, groups: [] };
      colour(teams, units, look);
      const { lonLat } = positions;
      return { dots: { lonLat, version, count: units, colours, radiusPx: 3.2 * look.unitPx }, groups: [] };
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

function ringPicture(radiusPx: number, look: MapLook): SpritePicture {
  const widthPx = 1.6 * look.unitPx;
  const sidePx = 2 * (radiusPx + widthPx);
  return {
    key: `group ${look.theme} ${radiusPx}`,
    widthPx: sidePx,
    heightPx: sidePx,
    draw: (ctx) => {
      ctx.beginPath();
      ctx.arc(0, 0, radiusPx, 0, 2 * Math.PI);
      ctx.fillStyle = css(rgba(look.palette.bg0, 0.85));
      ctx.fill();
      ctx.lineWidth = widthPx;
      ctx.strokeStyle = css(rgba(look.palette.own));
      ctx.stroke();
    },
  };
}

/** A ring as large as its number, the number digit by digit: ten pictures write every count. */
function groupSprites({ at: [lon, lat], count }: Group, look: MapLook, measure: MeasureText): Sprite[] {
  const radiusPx = Math.round((9 + 3 * Math.log10(count)) * look.unitPx);
  const sizePx = look.labelPx * 0.8;
  const digits = [...String(count)];
  const stepPx = measure('0', sizePx);
  return [
    spriteAt(ringPicture(radiusPx, look), lon, lat),
    ...digits.map((text, i) => {
      const picture = textPicture({ text, widthPx: stepPx, sizePx, colour: rgba(look.palette.own) });
      return spriteAt(picture, lon, lat, (i - (digits.length - 1) / 2) * stepPx, 0);
    }),
  ];
}
