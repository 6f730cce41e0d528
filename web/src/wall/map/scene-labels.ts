import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { incidentLabels } from '../../pillars/command/layers.ts';
import { monitoringLabels } from '../../pillars/monitoring/layers.ts';
import { shelterLabels, type TeamWords, teamLabels, trailLabels } from '../../pillars/rescue/team-labels.ts';
import type { Aside } from '../../pillars/rescue/team-spread.ts';
import type { TeamStack } from '../../pillars/rescue/team-stacks.ts';
import { type MapLabel, type PlacedLabel, placeLabels } from '../../plumbing/map/labels.ts';
import { type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import { placeLabels as placeNames } from '../../plumbing/map/place-labels.ts';
import { remember, type SceneView, zoomStep } from '../../plumbing/map/scene.ts';
import type { TrailPoint } from '../../plumbing/map/trail.ts';
import type { Situation } from './situation-model.ts';

export interface SceneLabelsInput {
  readonly situation: Situation;
  readonly county: CountyIndex;
  readonly look: MapLook;
  readonly words: TeamWords;
  readonly nowMs: number;
  readonly stacks: readonly TeamStack[];
  /** Busy teams that are drawn beside their place. */
  readonly spread: ReadonlyMap<string, Aside>;
  readonly trails: ReadonlyMap<string, readonly TrailPoint[]>;
  /** The ring around what is selected: no text lies across it. */
  readonly ring: { readonly lon: number; readonly lat: number; readonly radiusPx: number } | undefined;
}

/** What is named on the map and where; the list before when nothing in it has changed. */
export function createSceneLabels(): (input: SceneLabelsInput, view: SceneView) => readonly PlacedLabel[] {
  const places = remember(placeNames);
  let last: readonly PlacedLabel[] | undefined;
  return ({ situation, county, look, words, nowMs, stacks, spread, trails, ring }, view) => {
    const wishes: MapLabel[] = [
      ...(ring === undefined ? [] : [ringMark(ring, look)]),
      ...incidentLabels(situation.incidents, look),
      ...teamLabels(stacks, view.positions, nowMs, look, words, spread),
      ...monitoringLabels(situation.sensors, situation.hazards, look),
      ...shelterLabels(situation.shelters, look),
      ...trailLabels(trails, look, words),
      ...places(county, zoomStep(view.zoom), look),
    ];
    const { top, left, right, bottom } = view.padding;
    const room = {
      left: Math.min(left, 8),
      top: Math.min(top, 8),
      right: view.widthPx - Math.min(right, 8),
      bottom: view.heightPx - Math.min(bottom, 8),
    };
    const placed = placeLabels(wishes, look, view.project, room);
    if (last === undefined || !samePlaces(last, placed)) last = placed;
    return last;
  };
}

function ringMark(ring: { lon: number; lat: number; radiusPx: number }, look: MapLook): MapLabel {
  const { lon, lat, radiusPx } = ring;
  return {
    id: 'ring',
    rank: 'incident',
    weight: 0,
    lon,
    lat,
    halfPx: radiusPx,
    text: '',
    colour: rgba(look.palette.text1),
  };
}

const sameRoom = (one: PlacedLabel['room'], two: PlacedLabel['room']): boolean =>
  one.left === two.left && one.top === two.top && one.right === two.right && one.bottom === two.bottom;

function samePlaces(before: readonly PlacedLabel[], after: readonly PlacedLabel[]): boolean {
  return (
    before.length === after.length &&
    before.every((one, i) => {
      const two = after[i];
      return (
        two !== undefined &&
        one.text === two.text &&
        one.side === two.side &&
        sameRoom(one.room, two.room) &&
        one.label.lon === two.label.lon &&
        one.label.lat === two.label.lat &&
        one.label.colour.join() === two.label.colour.join()
      );
    })
  );
}
