import type { ControlPosition, IControl, Map as MapLibreMap } from 'maplibre-gl';
import type { Bounds } from './bounds.ts';
import { emptyDots, wholeDeg, writeDots } from './dot-mesh.ts';
import { createMarksGpu, type MarksGpu } from './marks-gpu.ts';
import type { Sight } from './marks-program.ts';
import type { MapDrawing } from './scene.ts';
import type { Dots, Sprite } from './sprite.ts';
import { createSpriteMesh } from './sprite-mesh.ts';
import { createSpriteSheet, type SheetCell, type SpriteSheet } from './sprite-sheet.ts';

export type Marks = Pick<MapDrawing, 'dots' | 'sprites'>;

export interface MarksCanvas extends IControl {
  /** Draws these, when anything has changed. */
  show(marks: Marks): void;
}

/** Pixels of the sheet's side: at first, and when what is in view does not fit. */
const sheetPx = { first: 1024, most: 4096 } as const;

/**
 * What moves on the map, on a canvas of its own above everything that stands: a position frame writes two buffers and
 * draws two things, whatever lies below. The view is from above and north is up: no map of ours turns or tilts.
 */
export function createMarksCanvas(): MarksCanvas {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0', pointerEvents: 'none' });
  let map: MapLibreMap | undefined;
  let marks: Marks = { dots: undefined, sprites: [] };
  let on: ReturnType<typeof marksOn> | undefined;
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, stencil: false });
  if (gl === null) throw new Error('WebGL 2 is missing');

  const draw = (): void => {
    if (map === undefined || gl.isContextLost()) return;
    on ??= marksOn(gl);
    on.draw(marks, fitted(canvas, map));
  };
  const lost = (event: Event): void => {
    // Says that it may be given back.
    event.preventDefault();
    on = undefined;
  };
  return {
    onAdd(to) {
      map = to;
      canvas.addEventListener('webglcontextlost', lost);
      canvas.addEventListener('webglcontextrestored', draw);
      // Right after the ground, in the same frame: both move as one.
      map.on('render', draw);
      map.on('resize', draw);
      return canvas;
    },
    onRemove() {
      map?.off('render', draw);
      map?.off('resize', draw);
      canvas.removeEventListener('webglcontextlost', lost);
      canvas.removeEventListener('webglcontextrestored', draw);
      map = undefined;
      canvas.remove();
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
    getDefaultPosition: (): ControlPosition => 'top-left',
    show(next) {
      marks = next;
      draw();
    },
  };
}

interface Fitted {
  readonly sight: Sight;
  readonly ratio: number;
  /** What is in view, and as much again on every side. */
  readonly around: () => Bounds;
  readonly within: (bounds: Bounds) => boolean;
}

/** Canvas and view as they are now. */
function fitted(canvas: HTMLCanvasElement, map: MapLibreMap): Fitted {
  const { clientWidth, clientHeight } = map.getContainer();
  const ratio = window.devicePixelRatio;
  const width = Math.round(clientWidth * ratio);
  const height = Math.round(clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    Object.assign(canvas.style, { width: `${clientWidth}px`, height: `${clientHeight}px` });
  }
  const middle = map.unproject([clientWidth / 2, clientHeight / 2]);
  const refLon = wholeDeg(middle.lng);
  const refLat = wholeDeg(middle.lat);
  const { x, y } = map.project([refLon / 1e7, refLat / 1e7]);
  const pxPerRad = ((512 * 2 ** map.getZoom()) / (2 * Math.PI)) * ratio;
  const acrossDeg = (clientWidth * ratio * (180 / Math.PI)) / pxPerRad;
  const downDeg = (clientHeight * ratio * (180 / Math.PI) * Math.cos((middle.lat * Math.PI) / 180)) / pxPerRad;
  return {
    sight: { refLon, refLat, refX: x * ratio, refY: y * ratio, pxPerRad, width, height },
    ratio,
    around: () => ({
      west: middle.lng - acrossDeg,
      east: middle.lng + acrossDeg,
      south: middle.lat - downDeg,
      north: middle.lat + downDeg,
    }),
    within: ({ west, east, south, north }) =>
      middle.lng - 0.6 * acrossDeg >= west &&
      middle.lng + 0.6 * acrossDeg <= east &&
      middle.lat - 0.6 * downDeg >= south &&
      middle.lat + 0.6 * downDeg <= north,
  };
}

/** Everything that belongs to one context. */
function marksOn(gl: WebGL2RenderingContext) {
  const gpu = createMarksGpu(gl);
  const dots = dotsTaker(gpu);
  const sprites = spritesTaker(gpu);
  let drawn = '';
  return {
    draw(marks: Marks, view: Fitted): void {
      const { sight, ratio } = view;
      const dotPx = (marks.dots?.radiusPx ?? 0) * ratio;
      const moved = [dots(marks.dots, view), sprites(marks.sprites, ratio)].includes('changed');
      const seen = `${sight.refLon} ${sight.refLat} ${sight.refX} ${sight.refY} ${sight.pxPerRad} ${sight.width} ${sight.height} ${dotPx}`;
      if (!moved && seen === drawn) return;
      drawn = seen;
      gpu.draw(sight, dotPx);
    },
  };
}

function dotsTaker(gpu: MarksGpu) {
  const mesh = emptyDots();
  let taken: { version: number; colours: Uint8Array; count: number; bounds: Bounds } | undefined;
  return (dots: Dots | undefined, { around, within }: Fitted): 'same' | 'changed' => {
    if (dots === undefined) {
      const before = mesh.count;
      taken = undefined;
      mesh.count = 0;
      gpu.takeDots(mesh);
      return before === 0 ? 'same' : 'changed';
    }
    const { version, colours, count } = dots;
    const same = taken?.version === version && taken.colours === colours && taken.count === count;
    if (taken !== undefined && same && within(taken.bounds)) return 'same';
    taken = { version, colours, count, bounds: around() };
    writeDots(dots, taken.bounds, mesh);
    gpu.takeDots(mesh);
    return 'changed';
  };
}

function spritesTaker(gpu: MarksGpu) {
  const mesh = createSpriteMesh();
  let sheet: { made: SpriteSheet; ratio: number } | undefined;
  const fresh = (sizePx: number, ratio: number): SpriteSheet => {
    gpu.clearSheet(sizePx);
    return createSpriteSheet(sizePx, ratio, gpu.putPicture);
  };
  return (sprites: readonly Sprite[], ratio: number): 'same' | 'changed' => {
    if (sheet?.ratio !== ratio) sheet = { made: fresh(sheetPx.first, ratio), ratio };
    let { made } = sheet;
    let missing = 0;
    const cellOf = ({ picture }: Sprite): SheetCell | undefined => {
      const cell = made.cell(picture);
      if (cell === undefined) missing += 1;
      return cell;
    };
    let change = mesh.write(sprites, ratio, made.sizePx, cellOf);
    if (missing > 0) {
      // Full of pictures that nobody shows any more, or too small: begun again, and then larger.
      made = fresh(made.sizePx, ratio);
      missing = 0;
      mesh.write(sprites, ratio, made.sizePx, cellOf);
      while (missing > 0 && made.sizePx < sheetPx.most) {
        made = fresh(2 * made.sizePx, ratio);
        missing = 0;
        mesh.write(sprites, ratio, made.sizePx, cellOf);
      }
      sheet = { made, ratio };
      change = 'changed';
    }
    if (change === 'changed') gpu.takeSprites(mesh);
    return change;
  };
}
