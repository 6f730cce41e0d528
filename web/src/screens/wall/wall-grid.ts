import type { WallArrangement } from './wall-layout.ts';

export interface WallGrid {
  readonly columns: string;
  readonly rows: string;
  readonly areas: string;
}

/** Columns of three screens side by side: with a frame the outer ones show less, the bezels stay where they are. */
export const threeScreens = 'minmax(0, 1fr) calc(100vw / 3) minmax(0, 1fr)';

/**
 * Grid areas by arrangement. Only the map may lie across a bezel: in `tiles` a column is half an outer screen wide and
 * parted at its lower edge; the map has the other halves and both screens in the middle, two thirds of the wall.
 */
export function gridOf(arrangement: WallArrangement, framePx: number): WallGrid {
  switch (arrangement) {
    case 'three':
      return {
        columns: 'minmax(0, 16.615rem) minmax(0, 1fr) minmax(0, 16.615rem)',
        rows: 'auto auto minmax(0, 1fr) auto',
        areas: '"head head head" "strip strip strip" "left middle right" "orders orders orders"',
      };
    case 'wide':
      return {
        columns: 'minmax(0, 18rem) minmax(0, 1fr) minmax(0, 18rem)',
        rows: 'auto auto minmax(0, 1fr) auto',
        areas: '"head head head" "strip strip strip" "left middle right" "left orders right"',
      };
    case 'tiles':
      return {
        columns: `calc(100vw / 6 - ${framePx}px) minmax(0, 1fr) calc(100vw / 6 - ${framePx}px)`,
        rows: `auto auto minmax(0, 1fr) calc(50dvh - ${framePx}px)`,
        areas: '"head head head" "strip strip strip" "left middle right" "left2 middle right2"',
      };
    case 'narrow':
      return {
        columns: 'minmax(0, 1fr)',
        rows: 'auto auto 70vh auto auto auto',
        areas: '"head" "strip" "middle" "left" "right" "orders"',
      };
    default:
      return arrangement satisfies never;
  }
}
