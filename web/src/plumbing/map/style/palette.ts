export type MapTheme = 'dark' | 'light';

/** Colours of the ground. Desaturated on purpose: hue is kept for warnings and own forces. */
export interface MapPalette {
  background: string;
  plateau: string;
  gully: string;
  hill: string;
  forest: string;
  field: string;
  built: string;
  builtEdge: string;
  house: string;
  bridgeEdge: string;
  shadow: string;
  highlight: string;
  accent: string;
  relief: number;
  water: string;
  shore: string;
  river: string;
  riverLabel: string;
  dam: string;
  contour: string;
  expressway: string;
  countyRoad: string;
  villageRoad: string;
  roadCasing: string;
  countyEdge: string;
  townEdge: string;
  villageEdge: string;
  veil: string;
  text: string;
  textSoft: string;
  halo: string;
}

export const PALETTES: Record<MapTheme, MapPalette> = {
  dark: {
    background: '#13171b',
    plateau: '#33383a',
    gully: '#2a2f34',
    hill: '#293030',
    forest: '#20322a',
    field: '#323d33',
    built: '#474542',
    builtEdge: '#6b6761',
    house: '#b7b0a5',
    bridgeEdge: '#d4d8dc',
    shadow: '#04070a',
    highlight: '#6a747d',
    accent: '#0d1114',
    relief: 0.62,
    water: '#3d6285',
    shore: '#5b8fbd',
    river: '#4f81ad',
    riverLabel: '#8fb9de',
    dam: '#cfd6dc',
    contour: '#8b98a3',
    expressway: '#a9873f',
    countyRoad: '#aaa296',
    villageRoad: '#76736d',
    roadCasing: '#14181c',
    countyEdge: '#e9ecef',
    townEdge: '#9aa3ac',
    villageEdge: '#6f7780',
    veil: '#13171b',
    text: '#f0f2f4',
    textSoft: '#c3c9cf',
    halo: '#101316',
  },
  light: {
    background: '#ecebe6',
    plateau: '#f3ecda',
    gully: '#eae2cd',
    hill: '#e6e2c9',
    forest: '#c0d9a8',
    field: '#e3e9c6',
    built: '#cfc4b8',
    builtEdge: '#b4a89b',
    house: '#7d7265',
    bridgeEdge: '#5a5c60',
    shadow: '#6d6650',
    highlight: '#ffffff',
    accent: '#8a8268',
    relief: 0.5,
    water: '#8dbbe4',
    shore: '#4d8cc6',
    river: '#4a8acb',
    riverLabel: '#2a66a8',
    dam: '#4f5257',
    contour: '#a08b62',
    expressway: '#c8912f',
    countyRoad: '#d3ad5c',
    villageRoad: '#a59a8b',
    roadCasing: '#fbf8f1',
    countyEdge: '#45404a',
    townEdge: '#75707a',
    villageEdge: '#a09aa0',
    veil: '#ecebe6',
    text: '#16181b',
    textSoft: '#3d4248',
    halo: '#ffffff',
  },
};
