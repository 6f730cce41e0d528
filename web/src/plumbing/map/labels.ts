import { type Box, declutter, type LabelSide, type LabelWish, labelBox, type MarkRank } from './declutter.ts';
import { type MapLook, type Rgba, rgba } from './map-look.ts';
import type { Sprite } from './sprite.ts';
import { type MeasureText, textPicture } from './text-picture.ts';
import { textWidthEm } from './text-width.ts';

/** What a mark would like to say beside itself. `boxed`: on a panel of its own with a coloured edge. */
export interface MapLabel {
  readonly id: string;
  readonly rank: MarkRank;
  readonly weight: number;
  readonly lon: number;
  readonly lat: number;
  /** Where its mark is from frame to frame, when that moves: the label goes with it. */
  readonly place?: (into: number[]) => void;
  /** Pixels from the place to where its mark is drawn; left out: it is drawn there. */
  readonly aside?: { readonly x: number; readonly y: number };
  /** Half the width of the mark it belongs to, pixels. */
  readonly halfPx: number;
  /** Empty: no label, but the mark's room is kept free. */
  readonly text: string;
  readonly colour: Rgba;
  readonly boxed?: Rgba;
  /** Times the surface's label size; 1 when left out. */
  readonly scale?: number;
}

export interface PlacedLabel {
  readonly label: MapLabel;
  readonly side: LabelSide;
}

const paddingPx = { x: 8, y: 4 };

function sizeOf({ scale = 1 }: MapLabel, look: MapLook): number {
  return look.labelPx * scale;
}

function wishOf(
  label: MapLabel,
  look: MapLook,
  project: (lon: number, lat: number) => { x: number; y: number },
): LabelWish {
  const { x, y } = project(label.lon, label.lat);
  const box = label.boxed === undefined ? 0 : 1;
  return {
    id: label.id,
    rank: label.rank,
    weight: label.weight,
    x: x + (label.aside?.x ?? 0),
    y: y + (label.aside?.y ?? 0),
    halfPx: label.halfPx,
    widthPx: label.text === '' ? 0 : textWidthEm(label.text) * sizeOf(label, look) + box * 2 * paddingPx.x,
    heightPx: sizeOf(label, look) * 1.3 + box * 2 * paddingPx.y,
  };
}

/** Runs the collision pass for labels in a view; pure. */
export function placeLabels(
  labels: readonly MapLabel[],
  look: MapLook,
  project: (lon: number, lat: number) => { x: number; y: number },
  view: Box,
): PlacedLabel[] {
  const sides = declutter(
    labels.map((label) => wishOf(label, look, project)),
    view,
  );
  return labels.flatMap((label) => {
    const side = sides.get(label.id);
    return side === undefined ? [] : [{ label, side }];
  });
}

/** From the mark's middle to the middle of the text, pixels. */
function offsetOf({ label, side }: PlacedLabel, look: MapLook, widthPx: number): { x: number; y: number } {
  const box = labelBox({ ...wishOf(label, look, () => ({ x: 0, y: 0 })) }, side);
  const inset = label.boxed === undefined ? 0 : paddingPx.x;
  const y = (box.top + box.bottom) / 2;
  switch (side) {
    case 'right':
    case 'right-above':
    case 'right-below':
      return { x: box.left + inset + widthPx / 2, y };
    case 'left':
    case 'left-above':
    case 'left-below':
      return { x: box.right - inset - widthPx / 2, y };
    case 'above':
    case 'below':
      return { x: (box.left + box.right) / 2, y };
    default:
      return side satisfies never;
  }
}

function labelSprite(placed: PlacedLabel, look: MapLook, measure: MeasureText): Sprite {
  const { label } = placed;
  const sizePx = sizeOf(label, look);
  const widthPx = measure(label.text, sizePx);
  const { lon, lat } = label;
  const picture = textPicture({
    text: label.text,
    widthPx,
    sizePx,
    colour: label.colour,
    ...(label.boxed === undefined
      ? { halo: { colour: rgba(look.palette.bg0, 0.92), px: haloPx(sizePx) } }
      : {
          panel: {
            fill: rgba(look.palette.bg0, 0.94),
            edge: label.boxed,
            edgePx: 1.6 * look.unitPx,
            padX: paddingPx.x,
            padY: paddingPx.y,
            radiusPx: 3,
          },
        }),
  });
  const stands = (into: number[]): void => {
    into[0] = lon;
    into[1] = lat;
  };
  return { picture, place: label.place ?? stands, ...offsetOf(placed, look, widthPx) };
}

/** Wide enough to part letters from hatch and hills, narrow enough to leave them their shape. */
const haloPx = (sizePx: number): number => Math.max(1.5, sizePx * 0.1);

/** Placed labels as text with a halo; above them incidents' on a panel of their own. */
export function labelSprites(placed: readonly PlacedLabel[], look: MapLook, measure: MeasureText): Sprite[] {
  const spriteOf = (one: PlacedLabel): Sprite => labelSprite(one, look, measure);
  return [
    ...placed.filter(({ label }) => label.boxed === undefined).map(spriteOf),
    ...placed.filter(({ label }) => label.boxed !== undefined).map(spriteOf),
  ];
}
