import { wholeDeg } from './dot-mesh.ts';
import type { Sprite } from './sprite.ts';
import type { SheetCell } from './sprite-sheet.ts';

/** Four corners each: place in whole degrees (2 × i32), corner in device pixels (2 × f32), place on the sheet (2 × u16). */
export const bytesACorner = 20;
const wordsACorner = bytesACorner / 4;
const shortsACorner = bytesACorner / 2;
const cornersASprite = 4;
/** As many as 16-bit indices can name. */
export const mostSprites = 65_536 / cornersASprite;

export interface SpriteMesh {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Sprites written last. */
  readonly count: number;
  /** Writes all sprites that have a cell; says whether any byte differs from before. */
  write(
    sprites: readonly Sprite[],
    ratio: number,
    sheetPx: number,
    cellOf: (sprite: Sprite) => SheetCell | undefined,
  ): 'same' | 'changed';
}

export function createSpriteMesh(): SpriteMesh {
  let whole = new Int32Array(0);
  let floats = new Float32Array(0);
  let shorts = new Uint16Array(0);
  let bytes = new Uint8Array(0);
  let count = 0;
  const at: number[] = [];
  /** Whose corners stand where in the mesh, and for which cell: most sprites of a frame are those of the one before. */
  const standing: (Sprite | undefined)[] = [];
  const cells: SheetCell[] = [];
  let standsFor = { ratio: 0, sheetPx: 0 };

  const room = (sprites: number): void => {
    const needed = sprites * cornersASprite * wordsACorner;
    if (whole.length >= needed) return;
    const grown = new Int32Array(Math.max(2 * whole.length, needed));
    grown.set(whole);
    whole = grown;
    floats = new Float32Array(grown.buffer);
    shorts = new Uint16Array(grown.buffer);
    bytes = new Uint8Array(grown.buffer);
  };

  /** The sprite's corners around its place; the same as before in all but the place when nothing of it has changed. */
  const corners = (n: number, { x, y, turnDeg }: Sprite, cell: SheetCell, ratio: number, sheetPx: number): boolean => {
    const turn = (turnDeg === undefined ? 0 : turnDeg() % 360) * (Math.PI / 180);
    const cos = Math.cos(turn);
    const sin = Math.sin(turn);
    const left = -cell.width / 2;
    const top = -cell.height / 2;
    // Its middle where its edges fall on whole pixels.
    const midX = Math.round(x * ratio + left) - left;
    const midY = Math.round(y * ratio + top) - top;
    let changed = false;
    for (let corner = 0; corner < cornersASprite; corner++) {
      const right = corner & 1;
      const below = corner >> 1;
      const cx = right === 1 ? -left : left;
      const cy = below === 1 ? -top : top;
      const word = (n * cornersASprite + corner) * wordsACorner;
      const px = Math.fround(midX + cx * cos - cy * sin);
      const py = Math.fround(midY + cx * sin + cy * cos);
      const short = (n * cornersASprite + corner) * shortsACorner + 8;
      const u = Math.round(((cell.left + right * cell.width) / sheetPx) * 65_535);
      const v = Math.round(((cell.top + below * cell.height) / sheetPx) * 65_535);
      if (floats[word + 2] !== px || floats[word + 3] !== py || shorts[short] !== u || shorts[short + 1] !== v) {
        floats[word + 2] = px;
        floats[word + 3] = py;
        shorts[short] = u;
        shorts[short + 1] = v;
        changed = true;
      }
    }
    return changed;
  };

  const placed = (n: number, { place }: Sprite): boolean => {
    if (typeof place === 'function') place(at);
    const [lonDeg, latDeg] = typeof place === 'function' ? at : place;
    const lon = wholeDeg(lonDeg ?? 0);
    const lat = wholeDeg(latDeg ?? 0);
    const first = n * cornersASprite * wordsACorner;
    if (whole[first] === lon && whole[first + 1] === lat) return false;
    for (let corner = 0; corner < cornersASprite; corner++) {
      whole[first + corner * wordsACorner] = lon;
      whole[first + corner * wordsACorner + 1] = lat;
    }
    return true;
  };

  const writeOne = (n: number, sprite: Sprite, cell: SheetCell, ratio: number, sheetPx: number): boolean => {
    const same = standing[n] === sprite && cells[n] === cell;
    const moved = same && typeof sprite.place !== 'function' ? false : placed(n, sprite);
    if (same && sprite.turnDeg === undefined) return moved;
    standing[n] = sprite;
    cells[n] = cell;
    return corners(n, sprite, cell, ratio, sheetPx) || moved;
  };

  return {
    get bytes() {
      return bytes.subarray(0, count * cornersASprite * bytesACorner);
    },
    get count() {
      return count;
    },
    write(sprites, ratio, sheetPx, cellOf) {
      const before = count;
      if (standsFor.ratio !== ratio || standsFor.sheetPx !== sheetPx) standing.length = 0;
      standsFor = { ratio, sheetPx };
      const most = Math.min(sprites.length, mostSprites);
      room(most);
      let changed = false;
      count = 0;
      for (let i = 0; i < most; i++) {
        const sprite = sprites[i];
        const cell = sprite === undefined ? undefined : cellOf(sprite);
        if (sprite === undefined || cell === undefined) continue;
        changed = writeOne(count, sprite, cell, ratio, sheetPx) || changed;
        count += 1;
      }
      // Nothing that is gone is held on to.
      standing.length = count;
      cells.length = count;
      return changed || count !== before ? 'changed' : 'same';
    },
  };
}
