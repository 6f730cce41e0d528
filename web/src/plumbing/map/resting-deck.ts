import type { Layer } from '@deck.gl/core';
import { MapLibreOverlay, type MapLibreOverlayProps } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { type FrameMachine, restingFrames } from './resting-frames.ts';

/** The graphics device that deck.gl draws on. */
export type MapDevice = Parameters<NonNullable<MapLibreOverlayProps['onDeviceInitialized']>>[0];

export interface RestingDeck {
  /** Draws these layers in the frame that runs now; `timeMs` is that frame's. */
  show(layers: readonly Layer[], timeMs: number): void;
  /** Undefined until the browser has given one. */
  device(): MapDevice | undefined;
}

/** What may change the picture without a new scene. No layer answers to a pointer, so a pointer is none of it. */
const wakers = ['render', 'resize'] as const;

/**
 * deck.gl over MapLibre (overlaid: interleaved layers break base names with MapLibre 6, and would draw the whole
 * ground anew with every position frame), at work only when something is to be drawn. `begun`: the device is there.
 */
export function restingDeck(map: MapLibreMap, begun: () => void): RestingDeck {
  const frames = restingFrames(window);
  let device: MapDevice | undefined;
  let shown: readonly Layer[] = [];
  const overlay = new MapLibreOverlay({
    interleaved: false,
    layers: [],
    onDeviceInitialized: (made) => {
      device = made;
    },
    onLoad: () => {
      frames.begin();
      begun();
    },
  });
  map.addControl(overlay);
  // deck.gl hands this on to its render loop; its own types name it only there.
  const resting: MapLibreOverlayProps & { animationFrameProvider: FrameMachine } = { animationFrameProvider: frames };
  overlay.setProps(resting);
  for (const happening of wakers) map.on(happening, frames.wake);

  return {
    show(layers, timeMs) {
      const next = layers.filter(hasSomething);
      const change = changeOf(shown, next);
      if (change === 'none') return;
      shown = next;
      overlay.setProps({ layers: next });
      if (change === 'content') frames.wake();
      frames.now(timeMs);
    },
    device: () => device,
  };
}

/** A layer with nothing in it costs a tenth of a millisecond in every frame all the same. */
function hasSomething(layer: Layer): boolean {
  const { data } = layer.props;
  return !(typeof data === 'object' && data !== null && 'length' in data && data.length === 0);
}

/** `places`: the same things stand elsewhere, which is drawn at once; new content may need a second frame. */
function changeOf(before: readonly Layer[], after: readonly Layer[]): 'none' | 'places' | 'content' {
  if (before.length !== after.length) return 'content';
  let change: 'none' | 'places' = 'none';
  for (const [i, layer] of after.entries()) {
    const earlier = before[i];
    if (earlier === layer) continue;
    if (earlier?.id !== layer.id || earlier.props.data !== layer.props.data) return 'content';
    change = 'places';
  }
  return change;
}
