import type { Layer } from '@deck.gl/core';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { incidentLabels, incidentLayers, selectedLayers } from '../../pillars/command/layers.ts';
import { hazardLayers, monitoringLabels, sensorLayers } from '../../pillars/monitoring/layers.ts';
import {
  headingLayers,
  headingTeams,
  homeLayers,
  routeLayers,
  shelterLayers,
  teamLayers,
  unitDots,
} from '../../pillars/rescue/layers.ts';
import {
  shelterLabels,
  type TeamWords,
  teamLabels,
  trailLabels,
} from '../../pillars/rescue/team-labels.ts';
import { type KindGlyphs, placeTeam, type TeamMark } from '../../pillars/rescue/team-marks.ts';
import { isBusy, stackTeams, type TeamStack } from '../../pillars/rescue/team-stacks.ts';
import { type AreaDrawing, areaLayers, drawArea, type LevelArea } from '../../plumbing/map/area-layers.ts';
import { labelLayers, type PlacedLabel, placeLabels } from '../../plumbing/map/labels.ts';
import { type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import { placeLabels as placeNames } from '../../plumbing/map/place-labels.ts';
import { type MapScene, remember, type SceneView, zoomStep } from '../../plumbing/map/scene.ts';
import { extendTrail, type TrailPoint } from '../../plumbing/map/trail.ts';
import type { Situation } from './situation-model.ts';
import { createUnitCells } from './unit-cells.ts';
import { joinWays } from './use-trail-history.ts';

export interface SituationSceneInput {
  readonly situation: Situation;
  readonly county: CountyIndex;
  readonly look: MapLook;
  readonly glyphs: KindGlyphs;
  readonly words: TeamWords;
  /** World time in coarse steps. */
  readonly nowMs: number;
  readonly selected: { readonly lon: number; readonly lat: number } | undefined;
  /** Ways from before this screen was watching, by team. */
  readonly history?: ReadonlyMap<string, readonly TrailPoint[]>;
}

/** What a map keeps from one drawing to the next. One per map. */
export interface SceneMemory {
  readonly scene: (input: SituationSceneInput) => MapScene;
}

/** Labels, routes and waiting teams follow this often: a second's way is less than a pixel of a county. */
const slowEveryMs = 1000;

interface SlowPart {
  readonly input: SituationSceneInput;
  readonly key: string;
  readonly atMs: number;
  readonly busy: readonly TeamMark[];
  readonly heading: readonly TeamMark[];
  readonly waiting: readonly TeamMark[];
  readonly waitingLayers: readonly Layer[];
  readonly routes: readonly Layer[];
  readonly placed: readonly PlacedLabel[];
}

/** The earlier list when the later one has the same members: a list that stays the same is not uploaded again. */
function same<T>(before: readonly T[] | undefined, after: readonly T[]): readonly T[] {
  return before !== undefined && before.length === after.length && before.every((one, i) => one === after[i])
    ? before
    : after;
}

export function createSceneMemory(clockMs: () => number): SceneMemory {
  const drawn = new Map<string, { area: LevelArea; zoom: number; unit: number; drawing: AreaDrawing }>();
  const trails = new Map<string, readonly TrailPoint[]>();
  /** The stored way that was last joined to a team's. */
  const joined = new Map<string, readonly TrailPoint[]>();
  const cells = createUnitCells();
  let slow: SlowPart | undefined;

  const drawings = (areas: readonly LevelArea[], zoom: number, unit: number): AreaDrawing[] => {
    const here = new Set(areas.map(({ id }) => id));
    for (const id of drawn.keys()) if (!here.has(id)) drawn.delete(id);
    return areas.map((area) => {
      const known = drawn.get(area.id);
      if (known?.area === area && known.zoom === zoom && known.unit === unit) return known.drawing;
      const drawing = drawArea(area, zoom, unit);
      drawn.set(area.id, { area, zoom, unit, drawing });
      return drawing;
    });
  };
  const still = {
    hazards: remember(hazardLayers),
    areas: remember((areas: readonly LevelArea[], zoom: number, look: MapLook): Layer[] =>
      areaLayers(drawings(areas, zoom, look.unitPx), look),
    ),
    shelters: remember(shelterLayers),
    sensors: remember(sensorLayers),
    incidents: remember(incidentLayers),
    labels: remember(labelLayers),
    selected: remember(selectedLayers),
    places: remember(placeNames),
  };

  const follow = ({ situation: { teams }, history }: SituationSceneInput, view: SceneView): void => {
    const at: number[] = [];
    for (const mark of teams) {
      const moving =
        mark.unit >= 0 && (mark.column === 'out' || mark.column === 'on_scene' || mark.column === 'returning');
      if (!moving) {
        trails.delete(mark.id);
        joined.delete(mark.id);
        continue;
      }
      const past = history?.get(mark.id);
      if (past !== undefined && joined.get(mark.id) !== past) {
        joined.set(mark.id, past);
        trails.set(mark.id, joinWays(past, trails.get(mark.id) ?? []));
      }
      placeTeam(mark, view.positions, at);
      const before = trails.get(mark.id) ?? [];
      const after = extendTrail(before, {
        lon: at[0] ?? 0,
        lat: at[1] ?? 0,
        atMs: view.positions.atMs[mark.unit] ?? 0,
      });
      if (after !== before) trails.set(mark.id, after);
    }
  };

  const place = (input: SituationSceneInput, stacks: readonly TeamStack[], view: SceneView): readonly PlacedLabel[] => {
    const { situation, look, words, nowMs } = input;
    const wishes = [
      ...incidentLabels(situation.incidents, look),
      ...teamLabels(stacks, view.positions, nowMs, look, words),
      ...monitoringLabels(situation.sensors, situation.hazards, look),
      ...shelterLabels(situation.shelters, look),
      ...trailLabels(trails, look, words),
      ...still.places(input.county, zoomStep(view.zoom), look),
    ];
    const { top, left, right, bottom } = view.padding;
    const room = {
      left: Math.min(left, 8),
      top: Math.min(top, 8),
      right: view.widthPx - Math.min(right, 8),
      bottom: view.heightPx - Math.min(bottom, 8),
    };
    const placed = placeLabels(wishes, look, view.project, room);
    return slow !== undefined && samePlaces(slow.placed, placed) ? slow.placed : placed;
  };

  /** What is made anew once a second, or when the state or the view has changed. */
  const slowPart = (input: SituationSceneInput, view: SceneView): SlowPart => {
    const { situation, look, glyphs, nowMs } = input;
    const corner = view.project(0, 0);
    const key = `${view.zoom.toFixed(3)} ${corner.x.toFixed(0)} ${corner.y.toFixed(0)} ${view.widthPx} ${view.heightPx}`;
    const atMs = clockMs();
    if (slow !== undefined && slow.input === input && slow.key === key && atMs - slow.atMs < slowEveryMs) return slow;
    const stacks = stackTeams(situation.teams, { positions: view.positions, nowMs, look, project: view.project });
    const marks = stacks.flatMap(({ mark, place: known }) => (known === 'fix' ? [mark] : []));
    const busy = same(slow?.busy, marks.filter(isBusy));
    const waiting = same(
      slow?.waiting,
      marks.filter((mark) => !isBusy(mark)),
    );
    const { positions, positionVersion: version } = view;
    slow = {
      input,
      key,
      atMs,
      busy,
      heading: same(slow?.heading, headingTeams(busy, positions, nowMs)),
      waiting,
      waitingLayers: [
        ...homeLayers(
          stacks.filter(({ place: known }) => known === 'base'),
          look,
        ),
        ...teamLayers('teams-waiting', waiting, { positions, version, nowMs, glyphs, look }),
      ],
      routes: routeLayers({ marks: situation.teams, trails, positions, zoom: zoomStep(view.zoom), look }),
      placed: place(input, stacks, view),
    };
    return slow;
  };

  return {
    scene: (input) => (view) => {
      const { situation, look, glyphs, nowMs, selected } = input;
      const zoom = zoomStep(view.zoom);
      follow(input, view);
      const { busy, heading, waitingLayers, routes, placed } = slowPart(input, view);
      const units = cells.layers(view, situation.teams, look, rgba(look.palette.own, 0.9), clockMs());
      const moving = { positions: view.positions, version: view.positionVersion, nowMs, glyphs, look };
      return [
        ...still.hazards(situation.hazards, look),
        ...still.areas(situation.areas, zoom, look),
        ...routes,
        ...still.shelters(situation.shelters, look),
        ...still.sensors(situation.sensors, look),
        ...waitingLayers,
        ...still.incidents(situation.incidents, look),
        ...(units.singly === 'yes' ? unitDots(units.count, units.colours, view.positions, look) : units.layers),
        ...headingLayers(heading, moving),
        ...teamLayers('teams-busy', busy, moving),
        ...still.selected(selected, look.incidentPx / 2, look),
        ...still.labels(placed, look),
      ];
    },
  };
}

function samePlaces(before: readonly PlacedLabel[] | undefined, after: readonly PlacedLabel[]): boolean {
  return (
    before !== undefined &&
    before.length === after.length &&
    before.every((one, i) => {
      const two = after[i];
      return (
        two !== undefined &&
        one.side === two.side &&
        one.label.text === two.label.text &&
        one.label.lon === two.label.lon &&
        one.label.lat === two.label.lat &&
        one.label.colour.join() === two.label.colour.join()
      );
    })
  );
}
