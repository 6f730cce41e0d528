import { stepsOf } from '../../ui/level/level-shape.ts';
import { levelFill, type Palette } from '../../ui/tokens.ts';
import type { IconDrawing } from './icon-atlas.ts';

type Ctx = CanvasRenderingContext2D;

/** Fills and strokes a path of a 24 × 24 box, centred and scaled to `size`. */
function inBox(ctx: Ctx, size: number, draw: (ctx: Ctx) => void): void {
  ctx.save();
  ctx.scale(size / 24, size / 24);
  ctx.translate(-12, -12);
  draw(ctx);
  ctx.restore();
}

/** Diamond pin with the four rising steps of its level. */
export function diamondDrawing(level: 1 | 2 | 3 | 4, outline: string): IconDrawing {
  return {
    name: `diamond-${level}`,
    draw: (ctx, size) =>
      inBox(ctx, size, (c) => {
        const { fill, label } = levelFill[level];
        c.beginPath();
        c.moveTo(12, 1.2);
        c.lineTo(22.8, 12);
        c.lineTo(12, 22.8);
        c.lineTo(1.2, 12);
        c.closePath();
        c.fillStyle = fill;
        c.fill();
        c.lineWidth = 1.1;
        c.strokeStyle = outline;
        c.lineJoin = 'round';
        c.stroke();
        c.fillStyle = label;
        // The steps stand where the level glyph of a diamond has them.
        const shape = stepsOf(3);
        for (const [i, step] of stepsOf(level).entries()) {
          const at = shape[i];
          if (at === undefined) continue;
          c.globalAlpha = step.filled ? 1 : 0.25;
          c.fillRect(at.x, at.y, at.width, at.height);
        }
      }),
  };
}

/** Hazard point: a triangle with a mark, hollow unless it matters now. */
export function triangleDrawing(name: string, stroke: string, ground: string): IconDrawing {
  return {
    name,
    draw: (ctx, size) =>
      inBox(ctx, size, (c) => {
        c.beginPath();
        c.moveTo(12, 3);
        c.lineTo(22, 20.5);
        c.lineTo(2, 20.5);
        c.closePath();
        c.fillStyle = ground;
        c.fill();
        c.strokeStyle = stroke;
        c.lineWidth = 1.9;
        c.lineJoin = 'round';
        c.stroke();
        c.beginPath();
        c.moveTo(12, 9.4);
        c.lineTo(12, 14.6);
        c.moveTo(12, 16.7);
        c.lineTo(12, 18.1);
        c.lineWidth = 2;
        c.stroke();
      }),
  };
}

/** The frame of what stands at an address. */
function square(c: Ctx, stroke: string, ground: string): void {
  c.fillStyle = ground;
  c.fillRect(2, 2, 20, 20);
  c.strokeStyle = stroke;
  c.lineWidth = 2;
  c.lineJoin = 'round';
  c.strokeRect(2, 2, 20, 20);
}

/** Shelter: a square with a house. */
export function houseDrawing(name: string, stroke: string, ground: string): IconDrawing {
  return {
    name,
    draw: (ctx, size) =>
      inBox(ctx, size, (c) => {
        square(c, stroke, ground);
        c.beginPath();
        c.moveTo(5.5, 12);
        c.lineTo(12, 6);
        c.lineTo(18.5, 12);
        c.moveTo(7.5, 11);
        c.lineTo(7.5, 17.6);
        c.lineTo(16.5, 17.6);
        c.lineTo(16.5, 11);
        c.stroke();
      }),
  };
}

/** Store: a square with a crate, lid and band. */
export function crateDrawing(name: string, stroke: string, ground: string): IconDrawing {
  return {
    name,
    draw: (ctx, size) =>
      inBox(ctx, size, (c) => {
        square(c, stroke, ground);
        c.strokeRect(6.2, 10, 11.6, 7.8);
        c.strokeRect(5, 6.6, 14, 3.4);
        c.beginPath();
        c.moveTo(10.2, 13);
        c.lineTo(13.8, 13);
        c.stroke();
      }),
  };
}

export interface CircleLook {
  readonly fill: string;
  readonly stroke: string;
  readonly ink: string;
  readonly dash: 'whole' | 'dashed';
}

/** Team: a circle with the glyph of its kind. */
export function circleDrawing(name: string, glyph: string, look: CircleLook, palette: Palette): IconDrawing {
  return {
    name,
    draw: (ctx, size) =>
      inBox(ctx, size, (c) => {
        c.beginPath();
        c.arc(12, 12, 11.4, 0, 2 * Math.PI);
        c.fillStyle = palette.bg0;
        c.fill();
        c.beginPath();
        c.arc(12, 12, 9.9, 0, 2 * Math.PI);
        c.fillStyle = look.fill;
        c.fill();
        c.strokeStyle = look.stroke;
        c.lineWidth = 1.7;
        if (look.dash === 'dashed') c.setLineDash([3.1, 2.1]);
        c.stroke();
        c.setLineDash([]);
        c.fillStyle = look.ink;
        c.font = `700 ${glyph.length > 1 ? 8.5 : 11.5}px "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif`;
        c.textAlign = 'center';
        c.textBaseline = 'middle';
        c.fillText(glyph, 12, 12.6);
      }),
  };
}

/** Where a team is heading: a tick outside its circle, pointing north until turned. */
export function headingDrawing(name: string, colour: string): IconDrawing {
  return {
    name,
    draw: (ctx, size) =>
      inBox(ctx, size, (c) => {
        c.beginPath();
        c.moveTo(12, 0.6);
        c.lineTo(14.6, 4.4);
        c.lineTo(9.4, 4.4);
        c.closePath();
        c.fillStyle = colour;
        c.fill();
      }),
  };
}
