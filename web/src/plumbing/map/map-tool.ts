import type { Map as MapLibreMap } from 'maplibre-gl';

/**
 * A hand on the map: picking a point, drawing an area. Begun when the style is there, ended by what it returns; begun
 * anew when the tool or the look changes.
 */
export type MapTool = (map: MapLibreMap) => () => void;
