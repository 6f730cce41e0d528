import { type Palette, palettes } from '../../ui/tokens.ts';
import type { MapTheme } from './style/palette.ts';

export type Rgba = readonly [number, number, number, number];

/** `#rrggbb` as deck.gl wants it; `alpha` 0–1. */
export function rgba(hex: string, alpha = 1): Rgba {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255, Math.round(alpha * 255)];
}

/** For a canvas. */
export function css([red, green, blue, alpha]: Rgba): string {
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

/** Everything a layer must know about where it is read: colours of the theme and sizes of the distance. */
export interface MapLook {
  readonly theme: MapTheme;
  readonly palette: Palette;
  /** Pixels. */
  readonly teamPx: number;
  readonly markPx: number;
  readonly incidentPx: number;
  readonly labelPx: number;
  readonly linePx: number;
  /** One desk pixel on this surface: gaps, strokes, hatch. */
  readonly unitPx: number;
}

/**
 * Sizes measured from the pictures: team Ø 26 at the desk, 32 on a wall whose root is 26 px; marks ≥ 24 px
 * at the desk and ≥ 21 px text on the wall.
 */
export function mapLook(theme: MapTheme, surface: 'desk' | 'wall', rootPx: number): MapLook {
  const unit = surface === 'wall' ? rootPx / 26 : rootPx / 16;
  const px = (desk: number, wall: number): number => (surface === 'wall' ? wall : desk) * unit;
  return {
    theme,
    palette: palettes[theme],
    teamPx: px(26, 32),
    markPx: px(24, 30),
    incidentPx: px(40, 62),
    labelPx: px(14, 22),
    linePx: px(2.8, 3.4),
    unitPx: px(1, 1.25),
  };
}
