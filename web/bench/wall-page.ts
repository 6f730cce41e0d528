import { ScatterplotLayer } from '@deck.gl/layers';
import { MapLibreOverlay, type MapLibreOverlayProps } from '@deck.gl/maplibre';
import { DivisionCodeSchema } from '@sitong/shared/kernel/division.ts';
import { type CountyData, indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import { TeamKindSchema } from '@sitong/shared/kernel/master/teams.ts';
import { encodeFrame } from '@sitong/shared/protocol/position-frame.ts';
import { type GeoJSONSource, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useLive } from '../src/plumbing/live/live-store.ts';
import { mapLook } from '../src/plumbing/map/map-look.ts';
import { type FrameMachine, restingFrames } from '../src/plumbing/map/resting-frames.ts';
import type { MapScene, SceneView } from '../src/plumbing/map/scene.ts';
import { takeFrame, usePositions } from '../src/plumbing/positions/position-store.ts';
import { createSceneMemory, type SituationSceneInput } from '../src/wall/map/situation-scene.ts';

/**
 * What `scripts/bench/wall.ts` measures: the wall's own way of a position frame, from the binary frame to the drawn
 * map, beside deck.gl with nothing of ours around it, and beside MapLibre's `setData`.
 */
export type Way = 'dots' | 'groups' | 'bare' | 'setData';

export interface WallBench {
  /** Clears the map and takes `units` units; resolves when the first picture stands. */
  prepare(way: Way, units: number): Promise<void>;
  /** Plays frames at 4 Hz, as the live lane does, and waits until the last is drawn; says how many were taken. */
  play(frames: number): Promise<number>;
}

declare global {
  interface Window {
    wallBench: WallBench;
  }
}

const centre = { lon: 109.93, lat: 35.19 };
const frameEveryMs = 250;
const framesKept = 8;
const epoch = 1;

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
const frames = restingFrames(window);
const overlay = new MapLibreOverlay({ interleaved: false, layers: [], onLoad: frames.begin });
map.addControl(overlay);
const resting: MapLibreOverlayProps & { animationFrameProvider: FrameMachine } = { animationFrameProvider: frames };
overlay.setProps(resting);
map.on('render', frames.wake);

const nobody: CountyData = {
  county: DivisionCodeSchema.parse('610525000000'),
  title: 'bench',
  divisions: [],
  persons: [],
  posts: [],
  responsibilities: [],
  contacts: [],
  sensors: [],
  hazards: [],
  shelters: [],
  depots: [],
  teams: [],
  plans: [],
};
const scene: MapScene = createSceneMemory(() => performance.now()).scene({
  situation: { areas: [], hazards: [], sensors: [], shelters: [], incidents: [], teams: [] },
  county: indexCounty(nobody),
  look: mapLook('dark', 'wall', 26),
  // Nobody stands on this map with a glyph.
  glyphs: Object.fromEntries(TeamKindSchema.options.map((kind) => [kind, '队'])) as SituationSceneInput['glyphs'],
  words: {
    arrives: (name) => name,
    due: (name) => name,
    lost: (name) => name,
    unplaced: (name) => name,
    home: String,
    stack: (name) => name,
    time: String,
  },
  nowMs: Date.now(),
  selected: undefined,
});

const view = (): SceneView => ({
  zoom: map.getZoom(),
  widthPx: 1056,
  heightPx: 654,
  padding: { top: 0, right: 0, bottom: 0, left: 0 },
  project: (lon, lat) => map.project([lon, lat]),
  unproject: (x, y) => map.unproject([x, y]).toArray(),
  positions: usePositions.getState().columns,
  positionVersion: usePositions.getState().version,
  redraw: () => undefined,
});

/** A county's worth of units that each move a little from frame to frame. */
function movingFrames(units: number): ArrayBuffer[] {
  const rows = Uint32Array.from({ length: units }, (_, i) => i);
  const lon = new Float64Array(units);
  const lat = new Float64Array(units);
  for (let i = 0; i < units; i++) {
    // A sunflower: even over the county, the same in every run.
    const radius = 0.3 * Math.sqrt((i + 0.5) / units);
    lon[i] = centre.lon + radius * Math.cos(i * 2.399963);
    lat[i] = centre.lat + radius * Math.sin(i * 2.399963);
  }
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

function draw(): void {
  const { columns } = usePositions.getState();
  switch (way) {
    case 'dots':
    case 'groups':
      overlay.setProps({ layers: scene(view()) });
      break;
    case 'bare':
      overlay.setProps({
        layers: [
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
      });
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
  frames.wake();
}

const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

function settled(): Promise<unknown> {
  return way === 'setData' && !map.loaded() ? map.once('idle') : drawn();
}

function playOne(n: number): Promise<void> {
  const frame = kept[n % kept.length];
  if (frame !== undefined) takeFrame(frame);
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      draw();
      resolve();
    }),
  );
}

await map.once('idle');
window.wallBench = {
  async prepare(next, units) {
    overlay.setProps({ layers: [] });
    map.getSource<GeoJSONSource>('units')?.setData({ type: 'FeatureCollection', features: [] });
    way = next;
    unitsNow = units;
    kept = movingFrames(units);
    // Few in view: every unit a dot of its own. All in view: groups with their counts.
    map.jumpTo({ zoom: way === 'dots' ? 15.5 : 9.6 });
    const list = Array.from({ length: units }, (_, index) => ({
      index,
      terminal: String(index),
      label: '',
      source: 'bench',
    }));
    useLive.setState({ units: { epoch, list } });
    await playOne(0);
    await settled();
    await drawn();
  },
  async play(count) {
    const before = usePositions.getState().version;
    const startMs = performance.now();
    for (let n = 0; n < count; n++) {
      await playOne(n + 1);
      const waitMs = startMs + (n + 1) * frameEveryMs - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    await settled();
    return usePositions.getState().version - before;
  },
};
