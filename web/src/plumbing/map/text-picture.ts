import { css, type Rgba } from './map-look.ts';
import type { SpritePicture } from './sprite.ts';

const face = '"Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const fontOf = (sizePx: number): string => `500 ${sizePx}px ${face}`;

/** Width of a text in the map's face, pixels. */
export type MeasureText = (text: string, sizePx: number) => number;

/** Texts measured once each; forgets all when it knows too many. */
export function createTextMeasure(): MeasureText {
  const ctx = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  const most = 4000;
  return (text, sizePx) => {
    const key = `${sizePx} ${text}`;
    const before = known.get(key);
    if (before !== undefined || ctx === null) return before ?? text.length * sizePx;
    ctx.font = fontOf(sizePx);
    const width = ctx.measureText(text).width;
    if (known.size >= most) known.clear();
    known.set(key, width);
    return width;
  };
}

export interface TextWish {
  readonly text: string;
  readonly widthPx: number;
  readonly sizePx: number;
  readonly colour: Rgba;
  readonly halo?: { readonly colour: Rgba; readonly px: number };
  readonly panel?: {
    readonly fill: Rgba;
    readonly edge: Rgba;
    readonly edgePx: number;
    readonly padX: number;
    readonly padY: number;
    readonly radiusPx: number;
  };
}

/** A text with a halo, or on a panel; its middle is the middle of the text. */
export function textPicture({ text, widthPx, sizePx, colour, halo, panel }: TextWish): SpritePicture {
  const boxWidth = widthPx + 2 * (panel?.padX ?? 0);
  const boxHeight = sizePx * 1.15 + 2 * (panel?.padY ?? 0);
  const margin = 1 + (halo?.px ?? 0) + (panel?.edgePx ?? 0);
  return {
    key: `text ${sizePx} ${colour.join()} ${halo?.colour.join()} ${panel?.edge.join()} ${panel?.fill.join()} ${text}`,
    widthPx: boxWidth + 2 * margin,
    heightPx: boxHeight + 2 * margin,
    draw: (ctx) => {
      if (panel !== undefined) {
        ctx.beginPath();
        ctx.roundRect(-boxWidth / 2, -boxHeight / 2, boxWidth, boxHeight, panel.radiusPx);
        ctx.fillStyle = css(panel.fill);
        ctx.fill();
        ctx.lineWidth = panel.edgePx;
        ctx.strokeStyle = css(panel.edge);
        ctx.stroke();
      }
      ctx.font = fontOf(sizePx);
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'left';
      const left = -widthPx / 2;
      // The face's own middle lies a little above that of its hanzi.
      const middle = sizePx * 0.05;
      if (halo !== undefined) {
        ctx.lineJoin = 'round';
        ctx.lineWidth = 2 * halo.px;
        ctx.strokeStyle = css(halo.colour);
        ctx.strokeText(text, left, middle);
      }
      ctx.fillStyle = css(colour);
      ctx.fillText(text, left, middle);
    },
  };
}
