import type { Map as MapLibreMap } from 'maplibre-gl';
import { usePositions } from '../positions/position-store.ts';
import { keptSight } from './kept-sight.ts';
import type { MapMarks } from './map-marks.ts';
import type { SceneView } from './scene.ts';

/** What a scene sees of a map at this moment, asked in every frame; `padding`: room that overlays cover now. */
export function sceneView(
  map: MapLibreMap,
  marks: Pick<MapMarks, 'device'>,
  padding: () => SceneView['padding'],
): () => SceneView {
  const sight = keptSight(map);
  const project: SceneView['project'] = (lon, lat) => map.project([lon, lat]);
  const unproject: SceneView['unproject'] = (x, y) => map.unproject([x, y]).toArray();
  return () => {
    const { columns, version } = usePositions.getState();
    return {
      ...sight(),
      padding: padding(),
      project,
      unproject,
      positions: columns,
      positionVersion: version,
      motion: map.isMoving() ? 'moving' : 'still',
      device: marks.device(),
    };
  };
}
