import type { Layer } from '@deck.gl/core';
import { LineLayer, PathLayer, ScatterplotLayer } from '@deck.gl/layers';
import { TeamKindSchema } from '@sitong/shared/kernel/master/teams.ts';
import { dashes, type LonLatPath } from '../../plumbing/map/dashes.ts';
import { atlasKeeper, type IconDrawing } from '../../plumbing/map/icon-atlas.ts';
import { iconLayer } from '../../plumbing/map/icon-layer.ts';
import { iconPicture } from '../../plumbing/map/icon-picture.ts';
import { type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import { type CircleLook, circleDrawing, headingDrawing, houseDrawing } from '../../plumbing/map/shapes.ts';
import type { Sprite } from '../../plumbing/map/sprite.ts';
import type { TrailPoint } from '../../plumbing/map/trail.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { homeRingPx } from './team-labels.ts';
import {
  type KindGlyphs,
  movingKmh,
  placeTeam,
  type ShelterMark,
  type Standing,
  standingOf,
  type TeamMark,
} from './team-marks.ts';
import type { Aside } from './team-spread.ts';
import type { TeamStack } from './team-stacks.ts';

/** Forms of a team's circle: filled = out, outline = available, hollow and dashed = nobody knows where. */
type TeamForm = 'out' | 'out-stale' | 'home' | 'home-stale' | 'off' | 'lost' | 'unplaced';
const forms: readonly TeamForm[] = ['out', 'out-stale', 'home', 'home-stale', 'off', 'lost', 'unplaced'];

function formOf(mark: TeamMark, standing: Standing): TeamForm {
  if (standing === 'none') return 'unplaced';
  if (standing === 'lost' || standing === 'ahead') return 'lost';
  const stale = standing === 'stale' ? '-stale' : '';
  switch (mark.column) {
    case 'available':
      return stale === '' ? 'home' : 'home-stale';
    case 'out':
    case 'on_scene':
    case 'returning':
      return stale === '' ? 'out' : 'out-stale';
    case 'off_duty':
      return 'off';
    default:
      return mark.column satisfies never;
  }
}

function circleOf(form: TeamForm, { palette, theme }: MapLook): CircleLook {
  const onFill = theme === 'dark' ? palette.bg0 : '#ffffff';
  switch (form) {
    case 'out':
      return { fill: palette.own, stroke: palette.own, ink: onFill, dash: 'whole' };
    case 'out-stale':
      return { fill: palette.own, stroke: palette.bg0, ink: onFill, dash: 'dashed' };
    case 'home':
      return { fill: palette.bg0, stroke: palette.own, ink: palette.own, dash: 'whole' };
    case 'home-stale':
      return { fill: palette.bg0, stroke: palette.own, ink: palette.own, dash: 'dashed' };
    case 'off':
      return { fill: palette.bg0, stroke: palette.control, ink: palette.text3, dash: 'whole' };
    case 'lost':
      return { fill: palette.bg0, stroke: palette.fault, ink: palette.fault, dash: 'dashed' };
    case 'unplaced':
      return { fill: palette.bg0, stroke: palette.text3, ink: palette.text3, dash: 'dashed' };
    default:
      return form satisfies never;
  }
}

const atlas = atlasKeeper();

function teamDrawings(look: MapLook, glyphs: KindGlyphs): IconDrawing[] {
  return forms.flatMap((form) =>
    TeamKindSchema.options.map((kind) =>
      circleDrawing(`${kind} ${form}`, glyphs[kind], circleOf(form, look), look.palette),
    ),
  );
}

/** Busy teams whose last fix is fresh and moving: they show where they are heading. */
export function headingTeams(marks: readonly TeamMark[], positions: PositionColumns, nowMs: number): TeamMark[] {
  return marks.filter(
    (mark) =>
      mark.unit >= 0 &&
      (positions.speedKmh[mark.unit] ?? 0) >= movingKmh &&
      standingOf(mark, positions, nowMs) === 'fresh',
  );
}

export interface TeamIconsInput {
  readonly positions: PositionColumns;
  /** World time in coarse steps: forms change with it, not with every frame. */
  readonly nowMs: number;
  readonly glyphs: KindGlyphs;
  readonly look: MapLook;
}

function teamForms(marks: readonly TeamMark[], { positions, nowMs }: TeamIconsInput): TeamForm[] {
  return marks.map((mark) => formOf(mark, standingOf(mark, positions, nowMs)));
}

/** Teams that wait, as circles with the glyph of their kind. Where they stand is read when the layer is made. */
export function waitingLayers(marks: readonly TeamMark[], input: TeamIconsInput): Layer[] {
  const { positions, glyphs, look } = input;
  const forms = new Map(teamForms(marks, input).map((form, i) => [marks[i], form]));
  return [
    iconLayer<TeamMark>({
      id: 'teams-waiting',
      atlas: atlas(`team ${look.theme} ${glyphs.fire}${glyphs.town}`, () => teamDrawings(look, glyphs)),
      data: [...marks],
      icon: (mark) => `${mark.kind} ${forms.get(mark) ?? 'unplaced'}`,
      place: (mark, into) => placeTeam(mark, positions, into),
      sizePx: look.teamPx * 1.15,
    }),
  ];
}

const atPlace: Aside = { x: 0, y: 0 };

/** Teams under way or at work, side by side where they would cover each other: read from the standing arrays with every frame. */
export function busySprites(
  marks: readonly TeamMark[],
  input: TeamIconsInput,
  spread: ReadonlyMap<string, Aside>,
): Sprite[] {
  const { positions, glyphs, look } = input;
  const forms = teamForms(marks, input);
  return marks.map((mark, i): Sprite => {
    const form = forms[i] ?? 'unplaced';
    const glyph = glyphs[mark.kind];
    const drawing = circleDrawing(`${mark.kind} ${form} ${glyph}`, glyph, circleOf(form, look), look.palette);
    return {
      picture: iconPicture(drawing, look.theme, look.teamPx * 1.15),
      place: (into) => placeTeam(mark, positions, into),
      ...(spread.get(mark.id) ?? atPlace),
    };
  });
}

/** Bases with teams that wait there and have no fix: a ring as small as their news. */
export function homeLayers(stacks: readonly TeamStack[], look: MapLook): Layer[] {
  return [
    new ScatterplotLayer<TeamStack>({
      id: 'teams-home',
      data: stacks,
      getPosition: ({ mark }) => [mark.base.lon, mark.base.lat],
      getRadius: homeRingPx(look),
      radiusUnits: 'pixels',
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.6 * look.unitPx,
      getFillColor: [...rgba(look.palette.bg0, 0.8)],
      getLineColor: [...rgba(look.palette.own, 0.9)],
    }),
  ];
}

/** Where teams are heading: a tick outside the circle. */
export function headingSprites(
  marks: readonly TeamMark[],
  { positions, look }: TeamIconsInput,
  spread: ReadonlyMap<string, Aside>,
): Sprite[] {
  const picture = iconPicture(headingDrawing('heading', look.palette.own), look.theme, look.teamPx * 1.5);
  return marks.map(
    (mark): Sprite => ({
      picture,
      place: (into) => placeTeam(mark, positions, into),
      ...(spread.get(mark.id) ?? atPlace),
      turnDeg: () => positions.courseDeg[mark.unit] ?? 0,
    }),
  );
}

/** Where each team has been (solid, thinner, dots at fixes) and the straight way still before it (dashed). */
export function routeLayers(input: {
  readonly marks: readonly TeamMark[];
  readonly trails: ReadonlyMap<string, readonly TrailPoint[]>;
  readonly positions: PositionColumns;
  readonly zoom: number;
  readonly look: MapLook;
}): Layer[] {
  const { marks, trails, positions, zoom, look } = input;
  const ahead: LonLatPath[] = [];
  for (const mark of marks) {
    if (mark.order === undefined || mark.column !== 'out') continue;
    const from: number[] = [];
    placeTeam(mark, positions, from);
    const { lon, lat } = mark.order.content.destination.point;
    ahead.push(
      ...dashes(
        [
          [from[0] ?? lon, from[1] ?? lat],
          [lon, lat],
        ],
        zoom,
        9 * look.unitPx,
        7 * look.unitPx,
      ),
    );
  }
  const walked = [...trails].filter(([, points]) => points.length > 1);
  const own = rgba(look.palette.own);
  return [
    new LineLayer<LonLatPath>({
      id: 'routes-ahead',
      data: ahead,
      getSourcePosition: (dash) => dash[0] ?? [0, 0],
      getTargetPosition: (dash) => dash.at(-1) ?? [0, 0],
      getColor: [...rgba(look.palette.own, 0.75)],
      getWidth: look.linePx * 0.55,
      widthUnits: 'pixels',
    }),
    new PathLayer<readonly [string, readonly TrailPoint[]]>({
      id: 'trails',
      data: walked,
      getPath: ([, points]) => points.map(({ lon, lat }): [number, number] => [lon, lat]),
      getColor: [...own],
      getWidth: look.linePx,
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: true,
    }),
  ];
}

export function shelterLayers(marks: readonly ShelterMark[], look: MapLook): Layer[] {
  return [
    iconLayer({
      id: 'shelters',
      atlas: atlas(`shelter ${look.theme}`, () => [houseDrawing('shelter', look.palette.text1, look.palette.bg0)]),
      data: marks,
      icon: () => 'shelter',
      place: (mark, into) => {
        into[0] = mark.lon;
        into[1] = mark.lat;
      },
      sizePx: look.markPx,
    }),
  ];
}
