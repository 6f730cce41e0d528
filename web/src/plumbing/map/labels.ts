import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';
import { type Box, declutter, type LabelSide, type LabelWish, labelBox, type MarkRank } from './declutter.ts';
import { type MapLook, type Rgba, rgba } from './map-look.ts';
import { textWidthEm } from './text-width.ts';

/** What a mark would like to say beside itself. `boxed`: on a panel of its own with a coloured edge. */
export interface MapLabel {
  readonly id: string;
  readonly rank: MarkRank;
  readonly weight: number;
  readonly lon: number;
  readonly lat: number;
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
    x,
    y,
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

/** From the mark's middle to the label's anchor, pixels. */
function offsetOf({ label, side }: PlacedLabel, look: MapLook): [number, number] {
  const box = labelBox({ ...wishOf(label, look, () => ({ x: 0, y: 0 })) }, side);
  const inset = label.boxed === undefined ? 0 : paddingPx.x;
  switch (side) {
    case 'right':
    case 'right-above':
    case 'right-below':
      return [box.left + inset, (box.top + box.bottom) / 2];
    case 'left':
    case 'left-above':
    case 'left-below':
      return [box.right - inset, (box.top + box.bottom) / 2];
    case 'above':
    case 'below':
      return [0, (box.top + box.bottom) / 2];
    default:
      return side satisfies never;
  }
}

const anchorOf: Readonly<Record<LabelSide, 'start' | 'middle' | 'end'>> = {
  right: 'start',
  'right-above': 'start',
  'right-below': 'start',
  left: 'end',
  'left-above': 'end',
  'left-below': 'end',
  above: 'middle',
  below: 'middle',
};

interface DrawnTexts {
  readonly look: MapLook;
  /** What deck.gl laid out; the same list as long as only places have changed. */
  readonly data: readonly PlacedLabel[];
  places: Float64Array;
  version: number;
  of: readonly PlacedLabel[];
  layer: Layer;
}

/** Laid out alike: the same words, look and side, wherever they stand. */
function sameButMoved(before: readonly PlacedLabel[], after: readonly PlacedLabel[]): boolean {
  return (
    before.length === after.length &&
    before.every((one, i) => {
      const two = after[i];
      if (one === two) return true;
      if (two === undefined || one.side !== two.side) return false;
      const [a, b] = [one.label, two.label];
      return (
        a.text === b.text &&
        a.halfPx === b.halfPx &&
        a.scale === b.scale &&
        a.colour.join() === b.colour.join() &&
        a.boxed?.join() === b.boxed?.join()
      );
    })
  );
}

function placesOf(placed: readonly PlacedLabel[]): Float64Array {
  const places = new Float64Array(2 * placed.length);
  for (const [i, { label }] of placed.entries()) {
    places[2 * i] = label.lon;
    places[2 * i + 1] = label.lat;
  }
  return places;
}

/**
 * Texts that stay laid out while they only move: with new data deck.gl lays out every letter on the map anew, which is
 * most of what a second costs where teams are under way.
 */
function createTexts(id: string, boxed: 'boxed' | 'free'): (placed: readonly PlacedLabel[], look: MapLook) => Layer {
  let drawn: DrawnTexts | undefined;
  return (placed, look) => {
    if (drawn === undefined || drawn.look !== look || !sameButMoved(drawn.of, placed)) {
      const places = placesOf(placed);
      drawn = {
        look,
        data: placed,
        places,
        version: 0,
        of: placed,
        layer: textLayer(id, boxed, placed, places, 0, look),
      };
      return drawn.layer;
    }
    drawn.of = placed;
    const places = placesOf(placed);
    const before = drawn.places;
    if (places.every((value, i) => value === before[i])) return drawn.layer;
    drawn.places = places;
    drawn.version += 1;
    drawn.layer = textLayer(id, boxed, drawn.data, places, drawn.version, look);
    return drawn.layer;
  };
}

function textLayer(
  id: string,
  boxed: 'boxed' | 'free',
  data: readonly PlacedLabel[],
  places: Float64Array,
  version: number,
  look: MapLook,
): Layer {
  const box = boxed === 'boxed';
  return new TextLayer<PlacedLabel>({
    id,
    data,
    getText: ({ label }) => label.text,
    getPosition: (_, { index }) => [places[2 * index] ?? 0, places[2 * index + 1] ?? 0],
    getColor: ({ label }) => [...label.colour],
    getSize: ({ label }) => sizeOf(label, look),
    getPixelOffset: (one) => offsetOf(one, look),
    getTextAnchor: ({ side }) => anchorOf[side],
    getAlignmentBaseline: 'center',
    fontFamily: '"Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    fontWeight: 500,
    characterSet: 'auto',
    fontSettings: { sdf: true, fontSize: 42, radius: 10, buffer: 8, smoothing: 0.12 },
    outlineWidth: box ? 0 : 3.4,
    outlineColor: [...rgba(look.palette.bg0, 0.92)],
    background: box,
    getBackgroundColor: [...rgba(look.palette.bg0, 0.94)],
    getBorderColor: ({ label }) => [...(label.boxed ?? label.colour)],
    getBorderWidth: box ? 1.6 * look.unitPx : 0,
    backgroundPadding: [paddingPx.x, paddingPx.y],
    backgroundBorderRadius: 3,
    updateTriggers: { getPosition: version },
  });
}

/** Placed labels as text with a halo, incidents' on a panel of their own. One maker a device. */
export function createLabelLayers(): (placed: readonly PlacedLabel[], look: MapLook) => Layer[] {
  const free = createTexts('labels', 'free');
  const boxed = createTexts('labels-boxed', 'boxed');
  return (placed, look) => [
    free(
      placed.filter(({ label }) => label.boxed === undefined),
      look,
    ),
    boxed(
      placed.filter(({ label }) => label.boxed !== undefined),
      look,
    ),
  ];
}
