import type { IconDrawing } from './icon-atlas.ts';
import type { SpritePicture } from './sprite.ts';

/** Of a box of `sizePx` the drawing takes this part, as on the atlas. */
const drawnPart = 90 / 96;

/** An icon as a picture of its own; `look` parts icons of one name in different colours. */
export function iconPicture({ name, draw }: IconDrawing, look: string, sizePx: number): SpritePicture {
  return {
    key: `icon ${look} ${name} ${sizePx}`,
    widthPx: sizePx,
    heightPx: sizePx,
    draw: (ctx) => draw(ctx, sizePx * drawnPart),
  };
}
