import type { Layer } from '@deck.gl/core';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { incidentLayers, selectedSprites } from '../../pillars/command/layers.ts';
import { liftedFrom } from '../../pillars/command/lifted.ts';
import type { IncidentMark } from '../../pillars/command/marks.ts';
import { hazardLayers, sensorLayers } from '../../pillars/monitoring/layers.ts';
import {
  busySprites,
  headingSprites,
  headingTeams,
  homeLayers,
  routeLayers,
  shelterLayers,
  waitingLayers,
} from '../../pillars/rescue/layers.ts';
import type { TeamWords } from '../../pillars/rescue/team-labels.ts';
import type { KindGlyphs, TeamMark } from '../../pillars/rescue/team-marks.ts';
import { reachAround, spreadTeams } from '../../pillars/rescue/team-spread.ts';
import { isBusy, stackTeams, type TeamStack } from '../../pillars/rescue/team-stacks.ts';
import { areaLayers, type LevelArea } from '../../plumbing/map/area-layers.ts';
import { labelSprites } from '../../plumbing/map/labels.ts';
import type { MapLook } from '../../plumbing/map/map-look.ts';
import type { MapDevice } from '../../plumbing/map/resting-deck.ts';
import {
  type MapDrawing,
  type MapScene,
  remember,
  rememberSight,
  type SceneView,
  zoomStep,
} from '../../plumbing/map/scene.ts';
import type { Sprite } from '../../plumbing/map/sprite.ts';
import { createTextMeasure } from '../../plumbing/map/text-picture.ts';
import type { TrailPoint } from '../../plumbing/map/trail.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { createAreaDrawings } from './area-drawings.ts';
import { keptList, sameMark, sameStack } from './kept-lists.ts';
import { besideTeams, chosenApart } from './lifted-incidents.ts';
import { createMoveWatch, createStrayWatch } from './move-watch.ts';
import { createSceneLabels } from './scene-labels.ts';
import type { Situation } from './situation-model.ts';
import { createTeamWays, type TeamWays } from './team-ways.ts';
import { createUnitCells } from './unit-cells.ts';

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

/** Whether labels, routes and waiting teams must follow is looked at this often. */
const slowEveryMs = 1000;
/** Half the gap between a mark and its label: nearer than that, a label laid out before lies as well as a new one. */
const labelStrayPx = 3;
/** Of a team's mark: as long as it is not further off, the mark covers the end of its way. */
const wayStrayShare = 1 / 3;

interface SlowPart {
  readonly input: SituationSceneInput;
  readonly positions: PositionColumns;
  readonly key: string;
  readonly atMs: number;
  readonly busy: readonly TeamMark[];
  readonly waiting: readonly Layer[];
  readonly home: readonly TeamStack[];
  readonly routes: readonly Layer[];
  readonly incidents: readonly IncidentMark[];
  /** Busy teams with where they head, the selected ring, labels: above dots and groups. */
  readonly above: readonly Sprite[];
}

export function createSceneMemory(clockMs: () => number): SceneMemory {
  const ways = createTeamWays();
  let device: MapDevice | undefined;
  let draw = drawingOnOneDevice(clockMs, ways);
  return {
    scene: (input) => (view) => {
      // Layers live on one device; on another (the map was made anew) nothing of them is left.
      if (view.device !== device) draw = drawingOnOneDevice(clockMs, ways);
      device = view.device;
      return draw(input, view);
    },
  };
}

/** Zoom and place of a view: within a pixel the same text. */
function keyed(view: SceneView): string {
  const corner = view.project(0, 0);
  return `${view.zoom.toFixed(3)} ${corner.x.toFixed(0)} ${corner.y.toFixed(0)} ${view.widthPx} ${view.heightPx}`;
}

function drawingOnOneDevice(
  clockMs: () => number,
  ways: TeamWays,
): (input: SituationSceneInput, view: SceneView) => MapDrawing {
  const measure = createTextMeasure();
  const cells = createUnitCells(measure);
  const labels = createSceneLabels();
  const drawings = createAreaDrawings();
  const keyOf = rememberSight(keyed);
  const still = {
    hazards: remember(hazardLayers),
    areas: remember((areas: readonly LevelArea[], zoom: number, look: MapLook): Layer[] =>
      areaLayers(drawings(areas, zoom, look.unitPx), look),
    ),
    shelters: remember(shelterLayers),
    home: remember(homeLayers),
    sensors: remember(sensorLayers),
    incidents: remember(incidentLayers),
  };
  const routes = remember(
    // `_moved` says when teams or trails, whose arrays stay the same, hold something else.
    (marks: readonly TeamMark[], positions: PositionColumns, _moved: string, zoom: number, look: MapLook): Layer[] =>
      routeLayers({ marks, trails: ways.trails, positions, zoom, look }),
  );
  const waitingLayer = remember(
    // `_moved` as above; forms change with the coarse clock.
    (marks: readonly TeamMark[], positions: PositionColumns, _moved: number, nowMs: number, drawn: TeamLook): Layer[] =>
      waitingLayers(marks, { positions, nowMs, ...drawn }),
  );
  const teamLook = remember((look: MapLook, glyphs: KindGlyphs): TeamLook => ({ look, glyphs }));
  const busyMoved = createMoveWatch();
  const waitingMoved = createMoveWatch();
  const strayed = createStrayWatch();
  const waysStrayed = createStrayWatch();
  let moved = '';
  let waitingBefore: readonly TeamMark[] | undefined;
  let slow: SlowPart | undefined;

  /**
   * What is made anew when the state or the view has changed, and when a team has gone further than a label lies from
   * its mark, looked at once a second; never while a hand moves the map.
   */
  const slowPart = (input: SituationSceneInput, view: SceneView): SlowPart => {
    const { situation, look, glyphs, nowMs } = input;
    const { positions, project } = view;
    const key = keyOf(view);
    const atMs = clockMs();
    if (slow !== undefined && slow.input === input && slow.positions === positions) {
      if (view.motion === 'moving') return slow;
      if (slow.key === key) {
        if (atMs - slow.atMs < slowEveryMs) return slow;
        slow = { ...slow, atMs };
        if (!strayed.since(situation.teams, view, labelStrayPx)) return slow;
      }
    }
    const seenAnew = slow?.input !== input || slow.positions !== positions || slow.key !== key;
    strayed.note(situation.teams, view);
    const stacks = stackTeams(situation.teams, { positions, nowMs, look, project });
    const marks = stacks.flatMap(({ mark, place }) => (place === 'fix' ? [mark] : []));
    const busy = keptList(slow?.busy, marks.filter(isBusy));
    const waiting = keptList(
      waitingBefore,
      marks.filter((mark) => !isBusy(mark)),
    );
    waitingBefore = waiting;
    const home = keptList(
      slow?.home,
      stacks.filter(({ place }) => place === 'base'),
      sameStack,
    );
    // Ways stand with what deck.gl draws, all of which is drawn anew with them.
    if (seenAnew || waysStrayed.since(situation.teams, view, wayStrayShare * look.teamPx)) {
      waysStrayed.note(situation.teams, view);
      moved = `${busyMoved(busy, positions)} ${ways.version()}`;
    }
    const standing = { positions, nowMs, glyphs, look };
    const spots = { positions, project, teamPx: look.teamPx };
    const spread = spreadTeams(busy, spots);
    // Around what stands at the place, teams too; an incident is ringed alone when it stands beside its teams, and
    // stands beside the ring of anything else.
    const aroundPx = (teamsPx: number): number => Math.max(look.incidentPx / 2, Math.ceil(teamsPx));
    const allPx = aroundPx(input.selected === undefined ? 0 : reachAround(input.selected, busy, spread, spots));
    const apart = chosenApart(input, allPx, view);
    const incidents = keptList(
      slow?.incidents,
      [...besideTeams(situation.incidents, busy, input, view, apart)],
      sameMark,
    );
    const beside = liftedFrom(input.selected, incidents);
    const selected = beside ?? input.selected;
    const ringPx = beside === undefined ? allPx : aroundPx(0);
    const ring = selected === undefined ? undefined : { ...selected, radiusPx: ringPx + 5 * look.unitPx };
    const named = { ...input, situation: { ...situation, incidents }, stacks, spread, trails: ways.trails, ring };
    const placed = labels(named, view);
    slow = {
      input,
      positions,
      key,
      atMs,
      busy,
      waiting: waitingLayer(waiting, positions, waitingMoved(waiting, positions), nowMs, teamLook(look, glyphs)),
      home,
      routes: routes(situation.teams, positions, moved, zoomStep(view.zoom), look),
      incidents,
      above: [
        ...headingSprites(headingTeams(busy, positions, nowMs), standing, spread),
        ...busySprites(busy, standing, spread),
        ...selectedSprites(selected, ringPx, look),
        ...labelSprites(placed, look, measure),
      ],
    };
    return slow;
  };

  const layersOf = remember((...lists: readonly (readonly Layer[])[]) => lists.flat());
  const spritesOf = remember((groups: readonly Sprite[], above: readonly Sprite[]) => [...groups, ...above]);

  return (input, view) => {
    const { situation, look } = input;
    ways.follow(situation.teams, view.positions, input.history);
    const { waiting, home, routes, incidents, above } = slowPart(input, view);
    const { dots, groups } = cells.marks(view, situation.teams, look, clockMs());
    return {
      still: layersOf(
        still.hazards(situation.hazards, look),
        still.areas(situation.areas, zoomStep(view.zoom), look),
        routes,
        still.shelters(situation.shelters, look),
        still.sensors(situation.sensors, look),
        still.home(home, look),
        waiting,
        still.incidents(incidents, look),
      ),
      dots,
      sprites: spritesOf(groups, above),
    };
  };
}

interface TeamLook {
  readonly look: MapLook;
  readonly glyphs: KindGlyphs;
}
