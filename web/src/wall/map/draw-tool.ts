import type { Ring } from '@sitong/shared/kernel/geo.ts';
import { crossesItself } from '@sitong/shared/kernel/ring.ts';
import type { Map as MapLibreMap } from 'maplibre-gl';
import {
  type GeoJSONStoreFeatures,
  type HexColor,
  TerraDraw,
  TerraDrawModeUndoRedo,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { MapTool } from '../../plumbing/map/map-tool.ts';

export interface DrawnShown {
  readonly rings: readonly Ring[];
  readonly selected: number | undefined;
}

export interface DrawEvents {
  /** An outline was finished (`at` undefined) or one of those shown was changed. */
  readonly onRing: (at: number | undefined, ring: Ring) => void;
  readonly onSelect: (at: number | undefined) => void;
  /** How many corners the line being drawn has; 0: none is drawn. */
  readonly onLine: (corners: number) => void;
  /** Whether what is under the hand crosses itself now. */
  readonly onCrossed: (crossed: 'no' | 'yes') => void;
  /** Space on the map: the middle, for a corner without a mouse. */
  readonly onMiddle: (lon: number, lat: number) => void;
}

/** `#rrggbb`. Corners are light on dark or dark on light, never blue: what can be taken hold of is no level. */
export interface DrawColours {
  readonly line: string;
  readonly mark: string;
  readonly edge: string;
}

export interface DrawHand {
  readonly tool: MapTool;
  /** Shows these outlines; what was being drawn is left off. */
  show: (shown: DrawnShown) => void;
  /** The next click sets the first corner of a new outline. */
  begin: () => void;
  /** Takes back the newest corner of the line being drawn; `nothing` when none is. */
  undoCorner: () => 'undone' | 'nothing';
}

function hex(colour: string): HexColor {
  return `#${colour.slice(1)}`;
}

function outer(coordinates: readonly (readonly (readonly number[])[])[]): Ring {
  return (coordinates[0] ?? []).map(([lon = 0, lat = 0]): Ring[number] => [lon, lat]);
}

/** Drawing with terra-draw: it holds the outlines while the hand is on them, the screen holds them otherwise. */
export function drawHand(colours: DrawColours, initial: DrawnShown, events: DrawEvents): DrawHand {
  let shown = initial;
  let mode: 'draw' | 'edit' = initial.rings.length === 0 ? 'draw' : 'edit';
  let running: TerraDraw | undefined;
  /** Names of the outlines on the map, in the order of `shown.rings`. */
  let ids: (string | number)[] = [];

  const put = (draw: TerraDraw): void => {
    draw.clear();
    const features = shown.rings.map((ring) => ({
      type: 'Feature' as const,
      geometry: { type: 'Polygon' as const, coordinates: [ring.map(([lon, lat]) => [lon, lat])] },
      properties: { mode: 'polygon' },
    }));
    ids = draw.addFeatures(features).flatMap(({ id }) => (id === undefined ? [] : [id]));
    draw.setMode(mode === 'draw' ? 'polygon' : 'select');
    const chosen = shown.selected === undefined ? undefined : ids[shown.selected];
    if (mode === 'edit' && chosen !== undefined) draw.selectFeature(chosen);
    events.onLine(0);
    events.onCrossed('no');
  };

  const tool: MapTool = (map: MapLibreMap) => {
    const look = hex(colours.line);
    const mark = hex(colours.mark);
    const edge = hex(colours.edge);
    /** A crossing outline is not finished, and no corner goes where it would make one; the screen says why. */
    const uncrossed = (
      feature: GeoJSONStoreFeatures,
      when: 'always' | 'finish',
      { updateType }: { updateType: string },
    ) => {
      const ring = feature.geometry.type === 'Polygon' ? outer(feature.geometry.coordinates) : [];
      const crossed = (when === 'always' || updateType === 'finish') && crossesItself(ring);
      if (when === 'always' || crossed) events.onCrossed(crossed ? 'yes' : 'no');
      return { valid: !crossed };
    };
    const draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map }),
      modes: [
        new TerraDrawPolygonMode({
          pointerDistance: 14,
          validation: (feature, context) => uncrossed(feature, 'finish', context),
          styles: { fillColor: look, fillOpacity: 0.2, outlineColor: look, outlineWidth: 3, closingPointColor: look },
        }),
        new TerraDrawSelectMode({
          flags: {
            polygon: {
              feature: {
                draggable: true,
                coordinates: { midpoints: true, draggable: true, deletable: true },
                validation: (feature, context) => uncrossed(feature, 'always', context),
              },
            },
          },
          // Deleting is the screen's own button and key, so that it can be taken back.
          keyEvents: { deselect: null, delete: null, rotate: null, scale: null },
          styles: {
            selectedPolygonColor: look,
            selectedPolygonFillOpacity: 0.3,
            selectedPolygonOutlineColor: look,
            selectionPointColor: mark,
            selectionPointOutlineColor: edge,
            midPointColor: mark,
            midPointOutlineColor: edge,
          },
        }),
      ],
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    });
    const ringOfId = (id: string | number): Ring | undefined => {
      const geometry = draw.getSnapshotFeature(id)?.geometry;
      return geometry?.type === 'Polygon' ? outer(geometry.coordinates) : undefined;
    };
    const isLine = ({ id, geometry }: GeoJSONStoreFeatures): boolean =>
      geometry.type === 'Polygon' && id !== undefined && !ids.includes(id);
    draw.on('finish', (id) => {
      const ring = ringOfId(id);
      if (ring === undefined) return;
      const at = ids.indexOf(id);
      mode = 'edit';
      events.onRing(at < 0 ? undefined : at, ring);
    });
    draw.on('select', (id) => {
      const at = ids.indexOf(id);
      if (at >= 0 && at !== shown.selected) events.onSelect(at);
    });
    draw.on('change', (changed, how) => {
      // Its last corner was taken back, or Esc has left it off.
      if (how === 'delete' && changed.some((id) => !ids.includes(id)) && !draw.getSnapshot().some(isLine)) {
        events.onLine(0);
        events.onCrossed('no');
      }
      if (draw.getMode() !== 'polygon' || draw.getModeState() !== 'drawing') return;
      const id = changed.find((one) => !ids.includes(one) && ringOfId(one) !== undefined);
      const ring = id === undefined ? undefined : ringOfId(id);
      if (ring === undefined) return;
      const line = ring.slice(0, -1);
      events.onLine(line.length);
      events.onCrossed(crossesItself(line) ? 'yes' : 'no');
    });
    draw.start();
    running = draw;
    put(draw);
    const canvas = map.getCanvas();
    const press = (event: KeyboardEvent): void => {
      if (event.isComposing) return;
      if (event.key === ' ') {
        event.preventDefault();
        const { lng, lat } = map.getCenter();
        events.onMiddle(lng, lat);
      }
      // One level back: the line that is being drawn, then the sheet around it.
      if (event.key === 'Escape' && draw.getModeState() === 'drawing') event.stopPropagation();
    };
    canvas.addEventListener('keydown', press);
    canvas.focus();
    return () => {
      canvas.removeEventListener('keydown', press);
      running = undefined;
      draw.stop();
    };
  };

  return {
    tool,
    show: (next) => {
      if (next.rings === shown.rings && next.selected === shown.selected) return;
      shown = next;
      mode = next.selected === undefined ? mode : 'edit';
      if (running !== undefined) put(running);
    },
    begin: () => {
      mode = 'draw';
      if (running !== undefined) put(running);
    },
    undoCorner: () => (running?.getModeState() === 'drawing' && running.undo() ? 'undone' : 'nothing'),
  };
}
