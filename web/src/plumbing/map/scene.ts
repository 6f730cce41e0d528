import type { Layer } from '@deck.gl/core';
import type { PositionColumns } from '../positions/position-store.ts';
import type { MapDevice } from './resting-deck.ts';
import type { Dots, Sprite } from './sprite.ts';

/** What a scene may know of the map it is drawn on. */
export interface SceneView {
  readonly zoom: number;
  /** What stands in the middle. */
  readonly lon: number;
  readonly lat: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Room at the edges that overlays cover. */
  readonly padding: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  readonly project: (lon: number, lat: number) => { x: number; y: number };
  readonly unproject: (x: number, y: number) => [number, number];
  /** The standing arrays; their content changes with each frame, `positionVersion` rises. */
  readonly positions: PositionColumns;
  readonly positionVersion: number;
  /** `moving`: under a hand or on its way; another drawing follows as soon as it rests. */
  readonly motion: 'still' | 'moving';
  /** Undefined until the browser has given one; another drawing follows as soon as it has. */
  readonly device: MapDevice | undefined;
}

/**
 * Everything drawn over the ground, bottom first. `still`: layers of deck.gl, drawn anew only when one of them or the
 * view has changed. Above them what moves with every position frame, and what must stay readable over that: dots, then
 * sprites in their order, on a canvas of its own.
 */
export interface MapDrawing {
  readonly still: readonly Layer[];
  readonly dots: Dots | undefined;
  readonly sprites: readonly Sprite[];
}

/**
 * Called when its own state changes (a new function), when the map has moved, and with every position frame: what did
 * not change must come from `remember`.
 */
export type MapScene = (view: SceneView) => MapDrawing;

export const emptyDrawing: MapDrawing = { still: [], dots: undefined, sprites: [] };

/** Geometry that depends on zoom is made anew only at half steps. */
export function zoomStep(zoom: number): number {
  return Math.round(zoom * 2) / 2;
}

/** Keeps the last result of a pure function while its inputs are the same, one by one. */
export function remember<In extends readonly unknown[], Out>(make: (...inputs: In) => Out): (...inputs: In) => Out {
  let last: { inputs: In; out: Out } | undefined;
  const same = (now: In, before: In): boolean => {
    for (let i = 0; i < now.length; i++) if (!Object.is(now[i], before[i])) return false;
    return true;
  };
  return (...inputs) => {
    if (last !== undefined && same(inputs, last.inputs)) return last.out;
    const out = make(...inputs);
    last = { inputs, out };
    return out;
  };
}

/** Keeps what was made for a view while the very same place is seen as large: most frames find the map where it was. */
export function rememberSight<Out>(make: (view: SceneView) => Out): (view: SceneView) => Out {
  let last: { view: SceneView; out: Out } | undefined;
  return (view) => {
    if (
      last !== undefined &&
      last.view.zoom === view.zoom &&
      last.view.lon === view.lon &&
      last.view.lat === view.lat &&
      last.view.widthPx === view.widthPx &&
      last.view.heightPx === view.heightPx
    )
      return last.out;
    const out = make(view);
    last = { view, out };
    return out;
  };
}
