import type { Layer } from '@deck.gl/core';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { incidentLabels, incidentLayers, selectedSprites } from '../../pillars/command/layers.ts';
import { shelterLayers, waitingLayers } from '../../pillars/rescue/layers.ts';
import { type KindGlyphs, placeTeam, type TeamMark } from '../../pillars/rescue/team-marks.ts';
import { atlasKeeper } from '../../plumbing/map/icon-atlas.ts';
import { iconLayer } from '../../plumbing/map/icon-layer.ts';
import { labelSprites, type MapLabel, placeLabels } from '../../plumbing/map/labels.ts';
import { type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import { placeLabels as placeNames } from '../../plumbing/map/place-labels.ts';
import { type MapScene, remember, type SceneView, zoomStep } from '../../plumbing/map/scene.ts';
import { crateDrawing } from '../../plumbing/map/shapes.ts';
import type { Sprite } from '../../plumbing/map/sprite.ts';
import { createTextMeasure } from '../../plumbing/map/text-picture.ts';
import { type Way, wayLayers } from '../../plumbing/map/way-layers.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { type Resource, type ResourceKind, resourceKinds } from './resource-kind.ts';
import type { Target } from './use-target.ts';

export interface ResourceSceneInput {
  readonly county: CountyIndex;
  readonly look: MapLook;
  readonly glyphs: KindGlyphs;
  /** World time in coarse steps: teams stand where they were at the last of them. */
  readonly nowMs: number;
  /** How many units have a place: rises as the first positions come in, which the arrays themselves do not tell. */
  readonly placed: number;
  readonly resources: readonly Resource[];
  readonly teams: readonly TeamMark[];
  /** The kind whose names are written. */
  readonly kind: ResourceKind;
  readonly chosen: string | undefined;
  readonly target: Target | undefined;
  readonly way: Way | undefined;
}

const atlas = atlasKeeper();

function depotLayers(depots: readonly Resource[], look: MapLook): Layer[] {
  return [
    iconLayer({
      id: 'depots',
      atlas: atlas(`depot ${look.theme}`, () => [crateDrawing('depot', look.palette.text1, look.palette.bg0)]),
      data: depots,
      icon: () => 'depot',
      place: ({ point }, into) => {
        into[0] = point.lon;
        into[1] = point.lat;
      },
      sizePx: look.markPx,
    }),
  ];
}

const teamLayers = (
  teams: readonly TeamMark[],
  positions: PositionColumns,
  _placed: number,
  nowMs: number,
  glyphs: KindGlyphs,
  look: MapLook,
): Layer[] => waitingLayers(teams, { positions, nowMs, glyphs, look });

const targetMarks = ({ id, name, point, level }: Target) =>
  level === undefined ? [] : [{ id, text: name, point, level }];

/** Where everything stands: teams where they were heard last, the rest by the register. */
export function standingOf(resources: readonly Resource[], teams: readonly TeamMark[], positions: PositionColumns) {
  const marks = new Map(teams.map((mark) => [mark.id, mark]));
  const at: number[] = [];
  return resources.map(({ id, kind, name, point }) => {
    const mark = kind === 'teams' ? marks.get(id) : undefined;
    if (mark === undefined) return { id, kind, name, lon: point.lon, lat: point.lat };
    placeTeam(mark, positions, at);
    return { id, kind, name, lon: at[0] ?? point.lon, lat: at[1] ?? point.lat };
  });
}

/** The drawing half of the register's map: marks, the chosen one ringed, its way, names of the kind that is listed. */
export function createResourceScene(): (input: ResourceSceneInput) => MapScene {
  const measure = createTextMeasure();
  const places = remember(placeNames);
  const still = {
    way: remember(wayLayers),
    shelters: remember((all: readonly Resource[], look: MapLook) =>
      shelterLayers(
        all
          .filter(({ kind }) => kind === 'shelters')
          .map(({ id, name, point }) => ({ id, text: name, lon: point.lon, lat: point.lat })),
        look,
      ),
    ),
    depots: remember((all: readonly Resource[], look: MapLook) =>
      depotLayers(
        all.filter(({ kind }) => kind === 'depots'),
        look,
      ),
    ),
    teams: remember(teamLayers),
    target: remember((target: Target | undefined, look: MapLook) =>
      target === undefined ? [] : incidentLayers(targetMarks(target), look),
    ),
  };
  const above = (input: ResourceSceneInput, view: SceneView): readonly Sprite[] => {
    const { look, kind, chosen, target } = input;
    const standing = standingOf(input.resources, input.teams, view.positions);
    const labels = standing.map(
      ({ id, kind: of, name, lon, lat }): MapLabel => ({
        id: `${of}-${id}`,
        // What was chosen is named first, then its list; of the other kinds only the marks are shown.
        rank: id === chosen ? 'alarm' : of === kind ? 'sensor' : 'resource',
        weight: 0,
        lon,
        lat,
        halfPx: (of === 'teams' ? look.teamPx * 1.1 : look.markPx) / 2,
        text: of === kind || id === chosen ? name : '',
        colour: rgba(of === 'teams' ? look.palette.own : look.palette.text1),
      }),
    );
    const room = { left: 8, top: 8, right: view.widthPx - 8, bottom: view.heightPx - 8 };
    const wishes = [
      ...(target === undefined ? [] : targetLabels(target, look)),
      ...labels,
      ...places(input.county, zoomStep(view.zoom), look),
    ];
    const at = standing.find(({ id }) => id === chosen);
    return [
      ...(target === undefined || target.level !== undefined
        ? []
        : selectedSprites(target.point, 8 * look.unitPx, look)),
      ...selectedSprites(at, look.markPx / 2, look),
      ...labelSprites(placeLabels(wishes, look, view.project, room), look, measure),
    ];
  };
  return (input) => {
    let drawn: { key: string; sprites: readonly Sprite[] } | undefined;
    return (view) => {
      const { resources, teams, look, glyphs, nowMs, placed, way, target, kind } = input;
      const corner = view.project(0, 0);
      const key = `${view.zoom.toFixed(3)} ${corner.x.toFixed(0)} ${corner.y.toFixed(0)} ${view.widthPx} ${view.heightPx}`;
      if (drawn === undefined || (drawn.key !== key && view.motion === 'still'))
        drawn = { key, sprites: above(input, view) };
      const layers: Readonly<Record<ResourceKind, readonly Layer[]>> = {
        shelters: still.shelters(resources, look),
        depots: still.depots(resources, look),
        teams: still.teams(teams, view.positions, placed, nowMs, glyphs, look),
      };
      return {
        still: [
          ...still.way(way, zoomStep(view.zoom), look),
          // What is listed lies above the rest.
          ...resourceKinds.filter((one) => one !== kind).flatMap((one) => layers[one]),
          ...layers[kind],
          ...still.target(target, look),
        ],
        dots: undefined,
        sprites: drawn.sprites,
      };
    };
  };
}

function targetLabels(target: Target, look: MapLook): MapLabel[] {
  if (target.level !== undefined) return incidentLabels(targetMarks(target), look);
  const { id, name, point } = target;
  const { text1 } = look.palette;
  return [
    {
      id: `target-${id}`,
      rank: 'incident',
      weight: 0,
      lon: point.lon,
      lat: point.lat,
      halfPx: 13 * look.unitPx,
      text: name,
      colour: rgba(text1),
      boxed: rgba(text1),
    },
  ];
}
