import { type MapScene, remember, zoomStep } from '../../plumbing/map/scene.ts';
import { type Way, wayLayers } from '../../plumbing/map/way-layers.ts';
import { createSceneMemory, type SituationSceneInput } from '../../wall/map/situation-scene.ts';

/** The drawing half of the desk's map: the situation, and the recommended way above areas and below what stands on the ground. */
export function createDeskScene(clockMs: () => number) {
  const memory = createSceneMemory(clockMs);
  const drawn = remember(wayLayers);
  return (input: SituationSceneInput, way: Way | undefined): MapScene => {
    const situation = memory.scene(input);
    return (view) => {
      const drawing = situation(view);
      const { still } = drawing;
      return {
        ...drawing,
        still: [...still.slice(0, 2), ...drawn(way, zoomStep(view.zoom), input.look), ...still.slice(2)],
      };
    };
  };
}
