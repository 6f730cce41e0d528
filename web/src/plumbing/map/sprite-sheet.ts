import type { SpritePicture } from './sprite.ts';

/** Where a picture lies on the sheet, device pixels. */
export interface SheetCell {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Puts rectangles side by side on shelves; undefined when the sheet is full. */
export interface Shelves {
  take(width: number, height: number): SheetCell | undefined;
}

/** So that no picture takes colour from its neighbour. */
const gapPx = 1;

export function createShelves(sizePx: number): Shelves {
  let left = 0;
  let top = 0;
  let tallest = 0;
  return {
    take(width, height) {
      if (width > sizePx) return undefined;
      if (left + width > sizePx) {
        top += tallest + gapPx;
        left = 0;
        tallest = 0;
      }
      if (top + height > sizePx) return undefined;
      const cell = { left, top, width, height };
      left += width + gapPx;
      tallest = Math.max(tallest, height);
      return cell;
    },
  };
}

export interface SpriteSheet {
  readonly sizePx: number;
  /** The picture's cell, drawn now if it was not there yet; undefined: no room left. */
  cell(picture: SpritePicture): SheetCell | undefined;
}

/** `put` takes each new picture to the device. `ratio`: device pixels of a CSS pixel. */
export function createSpriteSheet(
  sizePx: number,
  ratio: number,
  put: (drawn: HTMLCanvasElement, cell: SheetCell) => void,
): SpriteSheet {
  const shelves = createShelves(sizePx);
  const cells = new Map<string, SheetCell>();
  const canvas = document.createElement('canvas');
  // Read by the device at once: kept in the page's memory.
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  return {
    sizePx,
    cell(picture) {
      const known = cells.get(picture.key);
      if (known !== undefined || ctx === null) return known;
      const width = Math.ceil(picture.widthPx * ratio);
      const height = Math.ceil(picture.heightPx * ratio);
      const cell = shelves.take(width, height);
      if (cell === undefined) return undefined;
      canvas.width = width;
      canvas.height = height;
      ctx.setTransform(ratio, 0, 0, ratio, width / 2, height / 2);
      picture.draw(ctx);
      put(canvas, cell);
      cells.set(picture.key, cell);
      return cell;
    },
  };
}
