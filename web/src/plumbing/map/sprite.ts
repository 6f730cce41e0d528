/** A small drawing that is made once and then only moved: an icon, a label, a ring. */
export interface SpritePicture {
  /** Names the drawing: two with the same key look the same. */
  readonly key: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Draws around 0, 0 in CSS pixels. */
  readonly draw: (ctx: CanvasRenderingContext2D) => void;
}

/** A picture at a place of the map. */
export interface Sprite {
  readonly picture: SpritePicture;
  /** lon, lat; of what moves a function that writes them, asked with every drawing, so that it takes its label along. */
  readonly place: readonly [number, number] | ((into: number[]) => void);
  /** From the place to the middle of the picture, pixels. */
  readonly x: number;
  readonly y: number;
  /** Clockwise, asked with every drawing; left out: upright. */
  readonly turnDeg?: () => number;
}

/** A sprite of something that stands where it is. */
export function spriteAt(picture: SpritePicture, lon: number, lat: number, x = 0, y = 0): Sprite {
  return { picture, place: [lon, lat], x, y };
}

/** Dots for units, straight from the standing arrays: no object per unit. */
export interface Dots {
  /** Pairs of lon, lat. */
  readonly lonLat: Float64Array;
  /** Rises when the content of `lonLat` has changed. */
  readonly version: number;
  readonly count: number;
  /** RGBA per unit, alpha 0: not drawn. A new array when any has changed. */
  readonly colours: Uint8Array;
  readonly radiusPx: number;
}
