import 'maplibre-gl/dist/maplibre-gl.css';
import type { MapGround } from '@sitong/shared/kernel/master/map-ground.ts';
import { addProtocol, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Protocol } from 'pmtiles';
import { useEffect, useRef, useState } from 'react';
import { usePositions } from '../positions/position-store.ts';
import { type Bounds, boundsKey } from './bounds.ts';
import type { MapLook } from './map-look.ts';
import { mapMarks } from './map-marks.ts';
import type { MapTool } from './map-tool.ts';
import { metresPerPixel } from './mercator.ts';
import { withoutPlaceNames } from './place-labels.ts';
import type { MapScene } from './scene.ts';
import { sceneView } from './scene-view.ts';
import { groundStyle } from './style/ground-style.ts';
import { RARE_GLYPHS } from './style/rare-glyphs.ts';
import { scaleText } from './text-scale.ts';

setWorkerUrl(workerUrl);
addProtocol('pmtiles', new Protocol().tile);

export interface MapPadding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface MapCanvasProps {
  readonly look: MapLook;
  /** What lies under the scene. */
  readonly ground: MapGround;
  /** Base names on this surface: times the ground's own size, and at least so many pixels. */
  readonly names: { readonly factor: number; readonly leastPx: number };
  readonly scene: MapScene;
  /** What should be in view; the map moves there whenever it changes, unless somebody has just moved it. */
  readonly bounds: Bounds;
  readonly padding: MapPadding;
  readonly maxFitZoom: number;
  readonly label: string;
  readonly tool?: MapTool | undefined;
  readonly onMetresPerPixel?: (metres: number) => void;
  /** What of the ground is in view, each time the map comes to rest. */
  readonly onView?: (view: Bounds) => void;
  readonly onFailed: (reason: string) => void;
}

/** Set in the browser's timeline when the whole ground has been drawn for the first time. */
export const groundMark = 'sitong:ground';

/** A hand on the map keeps it from being moved away for this long. */
const handsOffMs = 60_000;

/** MapLibre below, over it what stands and, above that, what moves. */
export function MapCanvas(props: MapCanvasProps) {
  const holder = useRef<HTMLDivElement>(null);
  const newest = useRef(props);
  newest.current = props;
  const made = useRef<{ map: MapLibreMap; draw: () => void; fit: (how: 'jump' | 'glide') => void } | undefined>(
    undefined,
  );
  const { look, ground, names, scene, bounds, padding, label, tool } = props;
  /** Times a whole style was loaded: what a tool had added to the one before is gone. */
  const [styles, setStyles] = useState(0);
  // Before the map's own: what comes first is also ended first, while there is still a map.
  useEffect(() => {
    const map = made.current?.map;
    if (tool === undefined || map === undefined || styles === 0) return;
    return tool(map);
  }, [tool, styles]);

  useEffect(() => {
    const container = holder.current;
    if (container === null) return;
    let stopped: 'no' | 'yes' = 'no';
    let undo: (() => void) | undefined;
    // Names are drawn from the page's own fonts: made before they are there, the map would keep wrong ones.
    void document.fonts
      .load('500 20px "Noto Sans SC"', newest.current.label + RARE_GLYPHS)
      .catch(() => [])
      .then(() => {
        if (stopped === 'no') undo = begin(container);
      });
    const begin = (into: HTMLDivElement): (() => void) => {
      try {
        const started = startMap(into, newest);
        made.current = started;
        started.map.on('style.load', () => setStyles((before) => before + 1));
        return started.stop;
      } catch (error) {
        newest.current.onFailed(error instanceof Error ? error.message : String(error));
        return () => undefined;
      }
    };
    return () => {
      stopped = 'yes';
      undo?.();
      made.current = undefined;
    };
  }, []);

  const { factor, leastPx } = names;
  useEffect(() => {
    made.current?.map.setStyle(styleOf(look, ground, { factor, leastPx }));
  }, [look, ground, factor, leastPx]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest scene is read when drawing
  useEffect(() => made.current?.draw(), [scene, look]);
  const key = `${boundsKey(bounds)} ${Object.values(padding).join(' ')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: moved when the box itself changes, not its identity
  useEffect(() => made.current?.fit('glide'), [key]);
  useEffect(() => made.current?.map.getCanvas().setAttribute('aria-label', label), [label]);
  return <div ref={holder} className="size-full" data-map />;
}

function styleOf(look: MapLook, ground: MapGround, names: MapCanvasProps['names']) {
  const style = groundStyle(look.theme, ground, window.location.origin);
  return scaleText(withoutPlaceNames(style), names.factor, names.leastPx);
}

function startMap(container: HTMLDivElement, newest: { current: MapCanvasProps }) {
  const { look, ground, names, label, bounds, padding, maxFitZoom } = newest.current;
  const map = new MapLibreMap({
    container,
    style: styleOf(look, ground, names),
    bounds: [bounds.west, bounds.south, bounds.east, bounds.north],
    fitBoundsOptions: { padding: { ...padding }, maxZoom: maxFitZoom },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: { 'Map.Title': label },
    localIdeographFontFamily: '"Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const marks = mapMarks(map, () => draw());
  const view = sceneView(map, marks, () => newest.current.padding);

  let movedByHandMs = Number.NEGATIVE_INFINITY;
  map.on('movestart', (event) => {
    if ('originalEvent' in event && event.originalEvent !== undefined) movedByHandMs = performance.now();
  });
  let waiting: number | undefined;
  const drawNow = (timeMs: number): void => {
    waiting = undefined;
    marks.show(newest.current.scene(view()), timeMs);
  };
  // At most one drawing a frame, however many things change together.
  const draw = (): void => {
    waiting ??= requestAnimationFrame(drawNow);
  };
  const tellScale = (): void => {
    const { onMetresPerPixel, onView } = newest.current;
    onMetresPerPixel?.(metresPerPixel(map.getCenter().lat, map.getZoom()));
    if (onView === undefined) return;
    const view = map.getBounds();
    onView({ west: view.getWest(), south: view.getSouth(), east: view.getEast(), north: view.getNorth() });
  };
  map.on('moveend', () => {
    tellScale();
    draw();
  });
  map.on('resize', draw);
  map.on('load', () => {
    tellScale();
    draw();
  });
  const forget = usePositions.subscribe(draw);
  const fit = (how: 'jump' | 'glide'): void => {
    if (performance.now() - movedByHandMs < handsOffMs) return;
    const now = newest.current;
    map.fitBounds([now.bounds.west, now.bounds.south, now.bounds.east, now.bounds.north], {
      padding: { ...now.padding },
      maxZoom: now.maxFitZoom,
      duration: how === 'jump' ? 0 : 200,
      essential: false,
    });
  };
  map.once('idle', () => performance.mark(groundMark));
  draw();
  return {
    map,
    draw,
    fit,
    stop: (): void => {
      forget();
      if (waiting !== undefined) cancelAnimationFrame(waiting);
      map.remove();
    },
  };
}
