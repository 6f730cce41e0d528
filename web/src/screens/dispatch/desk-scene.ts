import type { Layer } from '@deck.gl/core';
import { PathLayer } from '@deck.gl/layers';
import { dashes, type LonLatPath } from '../../plumbing/map/dashes.ts';
import { type MapLook, rgba } from '../../plumbing/map/map-look.ts';
import { type MapScene, remember, zoomStep } from '../../plumbing/map/scene.ts';
import { createSceneMemory, type SituationSceneInput } from '../../wall/map/situation-scene.ts';

export type Way = readonly (readonly [number, number])[];

/** The drawing half of the desk's map: the situation, and the recommended way above areas and below what stands on the ground. */
export function createDeskScene(clockMs: () => number) {
  const memory = createSceneMemory(clockMs);
  const wayLayers = remember(drawWay);
  return (input: SituationSceneInput, way: Way | undefined): MapScene => {
    const situation = memory.scene(input);
    return (view) => {
      const drawing = situation(view);
      const { still } = drawing;
      return {
        ...drawing,
        still: [...still.slice(0, 2), ...wayLayers(way, zoomStep(view.zoom), input.look), ...still.slice(2)],
      };
    };
  };
}

function drawWay(way: Way | undefined, zoom: number, look: MapLook): Layer[] {
  if (way === undefined || way.length < 2) return [];
  return [
    new PathLayer<LonLatPath>({
      id: 'recommended-way',
      data: dashes(way, zoom, 9 * look.unitPx, 7 * look.unitPx),
      getPath: (piece) => piece,
      getColor: [...rgba(look.palette.text1)],
      getWidth: look.linePx,
      widthUnits: 'pixels',
      capRounded: true,
    }),
  ];
}
