/** How one icon is drawn: in a square box of `size`, centred on 0, 0. */
export interface IconDrawing {
  readonly name: string;
  readonly draw: (ctx: CanvasRenderingContext2D, size: number) => void;
}

export interface IconAtlas {
  readonly canvas: HTMLCanvasElement;
  readonly mapping: Readonly<Record<string, { x: number; y: number; width: number; height: number; mask: boolean }>>;
}

/** Pixels of one cell; icons are drawn larger than shown, so that they stay sharp on dense screens. */
const cell = 96;

/** Draws icons side by side on one canvas, as deck.gl's IconLayer takes them. */
export function drawAtlas(drawings: readonly IconDrawing[]): IconAtlas {
  const columns = Math.ceil(Math.sqrt(drawings.length));
  const canvas = document.createElement('canvas');
  canvas.width = columns * cell;
  canvas.height = Math.ceil(drawings.length / columns) * cell;
  const ctx = canvas.getContext('2d');
  const mapping: Record<string, { x: number; y: number; width: number; height: number; mask: boolean }> = {};
  for (const [i, { name, draw }] of drawings.entries()) {
    const x = (i % columns) * cell;
    const y = Math.floor(i / columns) * cell;
    mapping[name] = { x, y, width: cell, height: cell, mask: false };
    if (ctx === null) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, cell, cell);
    ctx.clip();
    ctx.translate(x + cell / 2, y + cell / 2);
    draw(ctx, cell - 6);
    ctx.restore();
  }
  return { canvas, mapping };
}

/** One icon atlas for each set of drawings and theme; made when first asked for. */
export function atlasKeeper(): (key: string, make: () => readonly IconDrawing[]) => IconAtlas {
  const kept = new Map<string, IconAtlas>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = drawAtlas(make());
    kept.set(key, made);
    return made;
  };
}
