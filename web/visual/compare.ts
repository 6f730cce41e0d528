import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Edges of letters are left out by the comparison itself; this many other pixels may differ. */
const MOST_PIXELS = 24;

export type Difference =
  | { kind: 'same' }
  | { kind: 'new' }
  | { kind: 'size'; was: string; is: string }
  | { kind: 'pixels'; count: number; where: string; diff: PNG };

/** Holds a picture against the accepted one. */
export function difference(picture: PNG, accepted: PNG | undefined): Difference {
  if (accepted === undefined) return { kind: 'new' };
  const { width, height } = picture;
  if (width !== accepted.width || height !== accepted.height)
    return { kind: 'size', was: `${accepted.width} × ${accepted.height}`, is: `${width} × ${height}` };
  const diff = new PNG({ width, height });
  const count = pixelmatch(picture.data, accepted.data, diff.data, width, height, { threshold: 0.1 });
  return count <= MOST_PIXELS ? { kind: 'same' } : { kind: 'pixels', count, where: rectangle(diff), diff };
}

/** Where the red pixels lie, `x 12–80, y 4–20`. */
function rectangle({ data, width, height }: PNG): string {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (data[at] !== 255 || data[at + 1] !== 0) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  return `x ${left}–${right}, y ${top}–${bottom}`;
}

/** What to tell whoever broke it. */
export function inWords(name: string, found: Exclude<Difference, { kind: 'same' }>): string {
  switch (found.kind) {
    case 'new':
      return `${name}: there is no accepted picture yet`;
    case 'size':
      return `${name}: was ${found.was}, is ${found.is}`;
    case 'pixels':
      return `${name}: ${found.count} pixels differ (${found.where})`;
    default:
      return found satisfies never;
  }
}
