import type { Map as MapLibreMap } from 'maplibre-gl';
import { createMarksCanvas } from './marks-canvas.ts';
import { type MapDevice, restingDeck } from './resting-deck.ts';
import type { MapDrawing } from './scene.ts';

/** Everything over the ground: deck.gl with what stands, and above it what moves. */
export interface MapMarks {
  /** Draws within the frame that runs now; `timeMs` is that frame's. */
  show(drawing: MapDrawing, timeMs: number): void;
  /** What deck.gl draws on; undefined until the browser has given it. */
  device(): MapDevice | undefined;
}

/** `begun`: the device is there. */
export function mapMarks(map: MapLibreMap, begun: () => void): MapMarks {
  const deck = restingDeck(map, begun);
  map.addControl(deck);
  const canvas = createMarksCanvas();
  map.addControl(canvas);
  return {
    show({ still, dots, sprites }, timeMs) {
      deck.show(still, timeMs);
      canvas.show({ dots, sprites });
    },
    device: deck.device,
  };
}
