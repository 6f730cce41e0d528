import { Deck, type DeckProps, type Layer, MapView } from '@deck.gl/core';
import type { ControlPosition, IControl, Map as MapLibreMap } from 'maplibre-gl';
import { carriage, covers, type DrawnView, transformOf } from './carried.ts';
import { drawingStrength } from './drawing-strength.ts';
import { keptSight } from './kept-sight.ts';
import { quietHand } from './quiet-hand.ts';
import { type FrameMachine, restingFrames } from './resting-frames.ts';

/** The graphics device that deck.gl draws on. */
export type MapDevice = Parameters<NonNullable<DeckProps['onDeviceInitialized']>>[0];

export interface RestingDeck extends IControl {
  /** Draws these layers in the frame that runs now; `timeMs` is that frame's. */
  show(layers: readonly Layer[], timeMs: number): void;
  /** Undefined until the browser has given one, and while it has taken it away. */
  device(): MapDevice | undefined;
}

/** Of the view; a picture that fills less of it is drawn anew even under a hand. */
const carriedShare = 2 / 3;

/**
 * deck.gl over MapLibre on a canvas of its own (interleaved layers break base names with MapLibre 6, and would draw
 * the whole ground anew with every position frame), at work only when something is to be drawn. A device too weak to
 * draw it in each frame has its last picture carried along under a hand, in step with the ground. `begun`: the device
 * is there; said again when the browser has taken it away and given another.
 */
export function restingDeck(map: MapLibreMap, begun: () => void): RestingDeck {
  const holder = document.createElement('div');
  Object.assign(holder.style, {
    position: 'absolute',
    left: '0',
    top: '0',
    pointerEvents: 'none',
    transformOrigin: '0 0',
  });
  const strength = drawingStrength(() => performance.now(), requestAnimationFrame);
  let at: ReturnType<typeof deckOn> | undefined;
  let drawn: DrawnView | undefined;

  const sight = keptSight(map);
  const takeSize = (): void => {
    const { widthPx, heightPx } = sight();
    Object.assign(holder.style, { width: `${widthPx}px`, height: `${heightPx}px` });
    at?.wake();
  };
  const drawNow = (): void => {
    quiet.forget();
    if (at === undefined) return;
    drawn = sight();
    holder.style.transform = '';
    if (at.draw(drawn) === 'drawn') strength.drew(at.passed());
  };
  // Though it still holds the map, it gets a sharp and whole picture.
  const quiet = quietHand(window, drawNow);
  const follow = (): void => {
    if (drawn === undefined || !map.isMoving() || strength.now() === 'strong') {
      drawNow();
      return;
    }
    const now = sight();
    const over = carriage(drawn, now);
    if (!covers(over, drawn, now, carriedShare)) {
      drawNow();
      return;
    }
    const transform = transformOf(over, window.devicePixelRatio);
    // The ground may be drawn anew where it is, when more of it has come in.
    if (holder.style.transform === transform) return;
    holder.style.transform = transform;
    quiet.moved();
  };
  const begin = (): void => {
    at = deckOn(holder, sight(), begun);
  };
  const lost = (event: Event): void => {
    // Says that it may be given back.
    event.preventDefault();
    at?.stop();
  };
  // Nothing of the old one is on the new device, and deck.gl does not put it there again.
  const restored = (): void => {
    at?.end();
    drawn = undefined;
    begin();
  };
  return {
    onAdd() {
      takeSize();
      // They do not bubble.
      holder.addEventListener('webglcontextlost', lost, { capture: true });
      holder.addEventListener('webglcontextrestored', restored, { capture: true });
      map.on('render', follow);
      map.on('moveend', follow);
      map.on('resize', takeSize);
      begin();
      return holder;
    },
    onRemove() {
      map.off('render', follow);
      map.off('moveend', follow);
      map.off('resize', takeSize);
      quiet.forget();
      at?.end();
      at = undefined;
      holder.remove();
    },
    getDefaultPosition: (): ControlPosition => 'top-left',
    show: (layers, timeMs) => at?.show(layers, timeMs),
    device: () => at?.device(),
  };
}

/** Everything that belongs to one device. */
function deckOn(holder: HTMLDivElement, first: DrawnView, begun: () => void) {
  const frames = restingFrames(window);
  let device: MapDevice | undefined;
  let state: 'there' | 'lost' = 'there';
  let given: readonly Layer[] = [];
  let shown: readonly Layer[] = [];
  const viewState = ({ lon, lat, zoom }: DrawnView) => ({ longitude: ((lon + 540) % 360) - 180, latitude: lat, zoom });
  // deck.gl hands the frames on to its render loop; its own types name them only there.
  const props: DeckProps<MapView> & { animationFrameProvider: FrameMachine } = {
    animationFrameProvider: frames,
    parent: holder,
    views: new MapView({ id: 'map', repeat: true }),
    viewState: viewState(first),
    layers: [],
    // Each picture is a whole one: nothing of the last is kept, and north up from above it needs no depth.
    deviceProps: {
      webgl: { preserveDrawingBuffer: false, depth: false },
      createCanvasContext: { pixelSizeSource: 'css-dpr' },
    },
    onDeviceInitialized: (made) => {
      device = made;
    },
    onLoad: () => {
      frames.begin();
      begun();
    },
  };
  const deck = new Deck<MapView>(props);
  const usable = (): boolean => state === 'there' && deck.isInitialized;

  return {
    device: () => (state === 'there' ? device : undefined),
    show(layers: readonly Layer[], timeMs: number): void {
      if (state === 'lost' || layers === given) return;
      given = layers;
      const next = layers.filter(hasSomething);
      const change = changeOf(shown, next);
      if (change === 'none') return;
      shown = next;
      deck.setProps({ layers: [...next] });
      if (change === 'content') frames.wake();
      frames.now(timeMs);
    },
    wake: frames.wake,
    draw(view: DrawnView): 'drawn' | 'same' {
      if (!usable()) return 'same';
      deck.setProps({ viewState: viewState(view) });
      if (deck.needsRedraw() === false) return 'same';
      deck.redraw();
      // What drawing itself has set going (a picture that has come in) needs a turn of its own.
      frames.wake();
      return 'drawn';
    },
    /** Asks the device whether it is through with everything that was drawn until now. */
    passed(): () => boolean {
      const gl = deck.getCanvas()?.getContext('webgl2');
      const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
      if (gl === undefined || gl === null || fence === undefined || fence === null) return () => false;
      gl.flush();
      return () => gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.SIGNALED;
    },
    /** The device is gone: nothing more is drawn on it. */
    stop(): void {
      state = 'lost';
      frames.rest();
    },
    end(): void {
      state = 'lost';
      deck.finalize();
    },
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
