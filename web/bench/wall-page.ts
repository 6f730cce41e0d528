import { ScatterplotLayer } from '@deck.gl/layers';
import { TeamKindSchema } from '@sitong/shared/kernel/master/teams.ts';
import { encodeFrame } from '@sitong/shared/protocol/position-frame.ts';
import { type GeoJSONSource, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useLive } from '../src/plumbing/live/live-store.ts';
import { mapLook } from '../src/plumbing/map/map-look.ts';
import { mapMarks } from '../src/plumbing/map/map-marks.ts';
import { emptyDrawing, type MapScene } from '../src/plumbing/map/scene.ts';
import { sceneView } from '../src/plumbing/map/scene-view.ts';
import { takeFrame, usePositions } from '../src/plumbing/positions/position-store.ts';
import { createSceneMemory, type SituationSceneInput } from '../src/wall/map/situation-scene.ts';
import { centre, nothing, spread, storm } from './storm.ts';

/**
 * What `scripts/bench/wall.ts` measures: the wall's own way of a position frame, from the binary frame to the drawn
 * map, beside deck.gl with nothing of ours around it, and beside MapLibre's `setData`.
 *
 * `dots`: every unit a dot, nothing else on the map. `storm`: the same among areas, sensors, incidents, teams under
 * way and labels. `groups`: all in view, counted. `idle`: the frame is taken and the browser given a frame, nothing
 * is drawn: what the page itself costs.
 */
export type Way = 'dots' | 'storm' | 'groups' | 'bare' | 'setData' | 'idle';

export interface WallBench {
  /** Clears the map and takes `units` units; resolves when the first picture stands. */
  prepare(way: Way, units: number): Promise<void>;
  /**
   * Plays frames at 4 Hz, as the live lane does, or slower where one takes longer until it is drawn; says how many were
   * taken.
   */
  play(frames: number): Promise<number>;
  /** Milliseconds from each movement of the hand to the frame after it being drawn, since the last look. */
  takeMoves(): number[];
  /** Where the middle of the county stands on screen, pixels. */
  middle(): { x: number; y: number };
}

declare global {
  interface Window {
    wallBench: WallBench;
  }
}

const frameEveryMs = 250;
/** More than a measure plays: units go on and on, none jumps back to where its label was laid out. */
const framesKept = 32;
/** A wall runs all day: what is measured has run this often before. */
const warmFrames = 4 * framesKept;
/** The rival waits until each is drawn. */
const warmRivalMs = 1000;
/** Labels and counts follow after a second. */
const settleMs = 1100;
const epoch = 1;

/** Few units in view, so that each is a dot of its own, or all of them. */
const sights: Readonly<Record<Way, { zoom: number; radiusDeg: number }>> = {
  dots: { zoom: 15.5, radiusDeg: 0.3 },
  storm: { zoom: 11, radiusDeg: 4 },
  groups: { zoom: 9.6, radiusDeg: 0.3 },
  bare: { zoom: 15.5, radiusDeg: 0.3 },
  setData: { zoom: 15.5, radiusDeg: 0.3 },
  idle: { zoom: 15.5, radiusDeg: 0.3 },
};

setWorkerUrl(workerUrl);
const map = new MapLibreMap({
  container: 'map',
  style: {
    version: 8,
    sources: { units: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#13171b' } },
      { id: 'units', type: 'circle', source: 'units', paint: { 'circle-radius': 4, 'circle-color': '#45c4b0' } },
    ],
  },
  center: [centre.lon, centre.lat],
  zoom: 10,
  attributionControl: false,
  fadeDuration: 0,
});
let begun: () => void = () => undefined;
const ready = new Promise<void>((resolve) => {
  begun = resolve;
});
const marks = mapMarks(map, () => begun());

const drawing = {
  look: mapLook('dark', 'wall', 26),
  glyphs: Object.fromEntries(TeamKindSchema.options.map((kind) => [kind, '队'])) as SituationSceneInput['glyphs'],
  words: {
    arrives: (name: string) => name,
    due: (name: string) => name,
    lost: (name: string) => name,
    unplaced: (name: string) => name,
    home: String,
    stack: (name: string) => name,
    time: String,
  },
  selected: undefined,
};
let scene: MapScene = () => emptyDrawing;

const noPadding = { top: 0, right: 0, bottom: 0, left: 0 };
const view = sceneView(map, marks, () => noPadding);

/** A county's worth of units that each move a little from frame to frame. */
function movingFrames(units: number, radiusDeg: number): ArrayBuffer[] {
  const rows = Uint32Array.from({ length: units }, (_, i) => i);
  const at = Array.from({ length: units }, (_, i) => spread(i, units, radiusDeg));
  const lon = Float64Array.from(at, (place) => place.lon);
  const lat = Float64Array.from(at, (place) => place.lat);
  const courseDeg = new Float32Array(units);
  const speedKmh = new Float32Array(units).fill(40);
  return Array.from({ length: framesKept }, (_, n) => {
    const atMs = new Float64Array(units).fill(Date.now() + n);
    for (let i = 0; i < units; i++) lon[i] = (lon[i] ?? 0) + 1e-4;
    return encodeFrame({ lon, lat, courseDeg, speedKmh, atMs }, rows, units, epoch, Date.now(), 'whole').buffer;
  });
}

let way: Way = 'dots';
let kept: ArrayBuffer[] = [];
let unitsNow = 0;

function draw(timeMs: number): void {
  const { columns } = usePositions.getState();
  switch (way) {
    case 'dots':
    case 'storm':
    case 'groups':
      marks.show(scene(view()), timeMs);
      break;
    case 'idle':
      break;
    case 'bare':
      marks.show(
        {
          ...emptyDrawing,
          still: [
            new ScatterplotLayer({
              id: 'bare',
              data: {
                length: unitsNow,
                attributes: { getPosition: { value: columns.lonLat.subarray(0, 2 * unitsNow), size: 2 } },
              },
              getRadius: 4,
              radiusUnits: 'pixels',
              getFillColor: [69, 196, 176],
            }),
          ],
        },
        timeMs,
      );
      break;
    case 'setData': {
      const features = Array.from({ length: unitsNow }, (_, i) => ({
        type: 'Feature' as const,
        properties: { course: columns.courseDeg[i] ?? 0 },
        geometry: { type: 'Point' as const, coordinates: [columns.lonLat[2 * i] ?? 0, columns.lonLat[2 * i + 1] ?? 0] },
      }));
      map.getSource<GeoJSONSource>('units')?.setData({ type: 'FeatureCollection', features });
      break;
    }
    default:
      way satisfies never;
  }
}

const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

function takeOne(n: number): void {
  const frame = kept[n % kept.length];
  if (frame !== undefined) takeFrame(frame);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends on the first frame, with all in place that follows later. */
async function warmUp(): Promise<void> {
  const startMs = performance.now();
  if (way === 'setData') for (let n = 0; performance.now() - startMs < warmRivalMs; n++) await playOne(n);
  else
    for (let n = 0; n < (way === 'bare' ? framesKept : warmFrames); n++) {
      takeOne(n);
      draw(performance.now());
      if ((n + 1) % framesKept === 0) await drawn();
    }
  await playOne(0);
  await pause(settleMs);
  await playOne(0);
  await drawn();
}

/**
 * Takes one frame, and resolves when its picture has been drawn. What the browser's frame draws is then there; MapLibre
 * draws new points when its worker has cut them into tiles, and leaves out those that come while it still cuts.
 */
function playOne(n: number): Promise<void> {
  takeOne(n);
  return new Promise((resolve) =>
    requestAnimationFrame((timeMs) => {
      draw(timeMs);
      if (way === 'setData') void map.once('idle', () => resolve());
      else resolve();
    }),
  );
}

let moves: number[] = [];
const moved: number[] = [];
const drawnChannel = new MessageChannel();
drawnChannel.port1.onmessage = () => {
  for (const at of moved.splice(0)) moves.push(performance.now() - at);
};
map.getCanvas().addEventListener('mousemove', ({ timeStamp }) =>
  requestAnimationFrame(() => {
    moved.push(timeStamp);
    drawnChannel.port2.postMessage('drawn');
  }),
);

await map.once('idle');
await ready;
window.wallBench = {
  async prepare(next, units) {
    marks.show(emptyDrawing, performance.now());
    map.getSource<GeoJSONSource>('units')?.setData({ type: 'FeatureCollection', features: [] });
    way = next;
    unitsNow = units;
    const { zoom, radiusDeg } = sights[way];
    kept = movingFrames(units, radiusDeg);
    const around = way === 'storm' ? storm() : nothing;
    scene = createSceneMemory(() => performance.now()).scene({ ...drawing, ...around, nowMs: Date.now() });
    map.jumpTo({ zoom, center: [centre.lon, centre.lat] });
    const list = Array.from({ length: units }, (_, index) => ({
      index,
      terminal: String(index),
      label: '',
      source: 'bench',
    }));
    useLive.setState({ units: { epoch, list } });
    await warmUp();
  },
  async play(count) {
    const before = usePositions.getState().version;
    const startMs = performance.now();
    for (let n = 0; n < count; n++) {
      await playOne(n + 1);
      const waitMs = startMs + (n + 1) * frameEveryMs - performance.now();
      if (waitMs > 0) await pause(waitMs);
    }
    await drawn();
    return usePositions.getState().version - before;
  },
  takeMoves() {
    const taken = moves;
    moves = [];
    return taken;
  },
  middle: () => map.project([centre.lon, centre.lat]),
};
