import type { Box } from './declutter-grid.ts';

/** Where a label stands beside its mark, in the order in which it tries. `start`: its text begins over the mark's left edge. */
export const labelSides = [
  'right',
  'left',
  'below',
  'above',
  'right-above',
  'right-below',
  'left-above',
  'left-below',
  'above-start',
  'below-start',
  'above-end',
  'below-end',
] as const;
export type LabelSide = (typeof labelSides)[number];

/** Which end of the text is next to its mark. */
export function alignOf(side: LabelSide): 'start' | 'middle' | 'end' {
  if (side === 'above' || side === 'below') return 'middle';
  return side.startsWith('left') || side.endsWith('end') ? 'end' : 'start';
}

/** Between a mark and its label, pixels. */
export const gapPx = 6;

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * The room of a label on a side of what it stands beside. `round`: a mark, whose corners are free; `square`: a crowd of
 * them, which fills its box, so that a label at a corner is in line with its first or last row.
 */
export function labelBox(
  beside: Box,
  side: LabelSide,
  { widthPx: w, heightPx: h }: Size,
  corners: 'round' | 'square' = 'round',
): Box {
  const x = (beside.left + beside.right) / 2;
  const y = (beside.top + beside.bottom) / 2;
  const at = (left: number, top: number): Box => ({ left, right: left + w, top, bottom: top + h });
  const over = beside.top - gapPx - h;
  const under = beside.bottom + gapPx;
  switch (side) {
    case 'right':
      return at(beside.right + gapPx, y - h / 2);
    case 'left':
      return at(beside.left - gapPx - w, y - h / 2);
    case 'above':
      return at(x - w / 2, over);
    case 'below':
      return at(x - w / 2, under);
    case 'above-start':
      return at(beside.left, over);
    case 'below-start':
      return at(beside.left, under);
    case 'above-end':
      return at(beside.right - w, over);
    case 'below-end':
      return at(beside.right - w, under);
    case 'right-above':
    case 'right-below':
    case 'left-above':
    case 'left-below': {
      if (corners === 'square') {
        const left = side.startsWith('right') ? beside.right + gapPx : beside.left - gapPx - w;
        return at(left, side.endsWith('above') ? beside.top : beside.bottom - h);
      }
      const across = (beside.right - x) * 0.7 + gapPx;
      const down = (beside.bottom - y) * 0.7 + gapPx;
      const left = side.startsWith('right') ? x + across : x - across - w;
      return at(left, side.endsWith('above') ? y - down - h * 0.7 : y + down - h * 0.3);
    }
    default:
      return side satisfies never;
  }
}
