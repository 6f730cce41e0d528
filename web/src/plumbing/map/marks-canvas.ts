import type { ControlPosition, IControl, Map as MapLibreMap } from 'maplibre-gl';
import type { Bounds } from './bounds.ts';
import type { DrawnView } from './carried.ts';
import { emptyDots, writeDots } from './dot-mesh.ts';
import { type Fitted, fittedTo } from './fitted-marks.ts';
import { keptSight } from './kept-sight.ts';
import { createMarksGpu, type MarksGpu } from './marks-gpu.ts';
import { type MapDrawing, remember } from './scene.ts';
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
  let fitted: (() => Fitted) | undefined;
  let marks: Marks = { dots: undefined, sprites: [] };
  let on: ReturnType<typeof marksOn> | undefined;
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, stencil: false });
  if (gl === null) throw new Error('WebGL 2 is missing');

  const draw = (): void => {
    if (fitted === undefined || gl.isContextLost()) return;
    on ??= marksOn(gl);
    on.draw(marks, fitted());
  };
  const lost = (event: Event): void => {
    // Says that it may be given back.
    event.preventDefault();
    on = undefined;
  };
  return {
    onAdd(to) {
      map = to;
      fitted = fitting(canvas, to);
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
      fitted = undefined;
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

/** Canvas and view as they are now; the very same answer until one of them is another. */
function fitting(canvas: HTMLCanvasElement, map: MapLibreMap): () => Fitted {
  const sight = keptSight(map);
  const fitNow = remember((view: DrawnView, ratio: number) => {
    const { widthPx, heightPx } = view;
    const width = Math.round(widthPx * ratio);
    const height = Math.round(heightPx * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      Object.assign(canvas.style, { width: `${widthPx}px`, height: `${heightPx}px` });
    }
    return fittedTo(view, ratio);
  });
  return () => fitNow(sight(), window.devicePixelRatio);
}

/** Everything that belongs to one context. */
function marksOn(gl: WebGL2RenderingContext) {
  const gpu = createMarksGpu(gl);
  const dots = dotsTaker(gpu);
  const sprites = spritesTaker(gpu);
  let drawn: { view: Fitted; dotPx: number } | undefined;
  return {
    draw(marks: Marks, view: Fitted): void {
      const { ratio } = view;
      const dotPx = (marks.dots?.radiusPx ?? 0) * ratio;
      const moved = [dots(marks.dots, view), sprites(marks.sprites, ratio)].includes('changed');
      if (!moved && drawn?.view === view && drawn.dotPx === dotPx) return;
      drawn = { view, dotPx };
      gpu.draw(view.sight, dotPx);
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
