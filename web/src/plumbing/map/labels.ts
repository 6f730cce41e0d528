import { declutter, type LabelWish, type MarkRank } from './declutter.ts';
import type { Box } from './declutter-grid.ts';
import { alignOf, type LabelSide } from './declutter-sides.ts';
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
  /** What is said where the whole has no room: `王庄站 97.8 mm` → `97.8 mm`. */
  readonly short?: string;
  /** `mark`: gives way sooner than stand beside the crowd its mark lies in; left out: stands there. */
  readonly beside?: 'mark' | 'crowd';
  readonly colour: Rgba;
  readonly boxed?: Rgba;
  /** Times the surface's label size; 1 when left out. */
  readonly scale?: number;
}

export interface PlacedLabel {
  readonly label: MapLabel;
  /** The whole, or its short form. */
  readonly text: string;
  readonly side: LabelSide;
  /** Its room, pixels from its place. */
  readonly room: Box;
}

const paddingPx = { x: 8, y: 4 };

function sizeOf({ scale = 1 }: MapLabel, look: MapLook): number {
  return look.labelPx * scale;
}

/** The label's texts, the fullest first. */
function formsOf({ text, short }: MapLabel): readonly string[] {
  if (text === '') return [];
  return short === undefined || short === '' || short === text ? [text] : [text, short];
}

function wishOf(
  label: MapLabel,
  look: MapLook,
  project: (lon: number, lat: number) => { x: number; y: number },
): LabelWish {
  const { x, y } = project(label.lon, label.lat);
  const box = label.boxed === undefined ? 0 : 1;
  const sizePx = sizeOf(label, look);
  return {
    id: label.id,
    rank: label.rank,
    weight: label.weight,
    x: x + (label.aside?.x ?? 0),
    y: y + (label.aside?.y ?? 0),
    halfPx: label.halfPx,
    widthsPx: formsOf(label).map((text) => textWidthEm(text) * sizePx + box * 2 * paddingPx.x),
    heightPx: sizePx * 1.3 + box * 2 * paddingPx.y,
    beside: label.beside ?? 'crowd',
  };
}

/** Runs the collision pass for labels in a view; pure. */
export function placeLabels(
  labels: readonly MapLabel[],
  look: MapLook,
  project: (lon: number, lat: number) => { x: number; y: number },
  view: Box,
): PlacedLabel[] {
  const wishes = labels.map((label) => wishOf(label, look, project));
  const spots = declutter(wishes, view);
  return labels.flatMap((label, i): PlacedLabel[] => {
    const spot = spots.get(label.id);
    const text = spot === undefined ? undefined : formsOf(label)[spot.form];
    const wish = wishes[i];
    if (spot === undefined || text === undefined || wish === undefined) return [];
    const { box, side } = spot;
    const [x, y] = [wish.x - (label.aside?.x ?? 0), wish.y - (label.aside?.y ?? 0)];
    return [
      {
        label,
        text,
        side,
        room: near({ left: box.left - x, right: box.right - x, top: box.top - y, bottom: box.bottom - y }),
      },
    ];
  });
}

/** To a quarter of a pixel: the same place reckoned twice is the same. */
const near = ({ left, top, right, bottom }: Box): Box => ({
  left: quarter(left),
  top: quarter(top),
  right: quarter(right),
  bottom: quarter(bottom),
});
const quarter = (px: number): number => Math.round(px * 4) / 4;

/** From the place to the middle of the text, pixels: the end that is next to its mark stays there. */
function offsetOf({ label, side, room }: PlacedLabel, widthPx: number): { x: number; y: number } {
  const inset = label.boxed === undefined ? 0 : paddingPx.x;
  const y = (room.top + room.bottom) / 2;
  const align = alignOf(side);
  switch (align) {
    case 'start':
      return { x: room.left + inset + widthPx / 2, y };
    case 'end':
      return { x: room.right - inset - widthPx / 2, y };
    case 'middle':
      return { x: (room.left + room.right) / 2, y };
    default:
      return align satisfies never;
  }
}

function labelSprite(placed: PlacedLabel, look: MapLook, measure: MeasureText): Sprite {
  const { label, text } = placed;
  const sizePx = sizeOf(label, look);
  const widthPx = measure(text, sizePx);
  const { lon, lat } = label;
  const picture = textPicture({
    text,
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
  return { picture, place: label.place ?? [lon, lat], ...offsetOf(placed, widthPx) };
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
