/** A rectangle on the screen, pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Side of a cell: some label's width, so that what is near one lies in a handful of cells. */
const cellPx = 96;

/** One number for a cell; cells so far apart that they share one are told apart by the boxes themselves. */
const keyOf = (x: number, y: number): number => (x + 0x4000) * 0x8000 + y + 0x4000;

/** Boxes by where they lie: what is near one is asked of a few cells, however many stand on the map. */
export interface BoxGrid<B extends Box> {
  add(box: B): void;
  /** Every box that overlaps this one, each once. */
  near(box: Box): B[];
}

export function createBoxGrid<B extends Box>(): BoxGrid<B> {
  const cells = new Map<number, B[]>();
  const eachCell = (box: Box, visit: (key: number) => void): void => {
    const right = Math.floor(box.right / cellPx);
    const bottom = Math.floor(box.bottom / cellPx);
    for (let x = Math.floor(box.left / cellPx); x <= right; x++)
      for (let y = Math.floor(box.top / cellPx); y <= bottom; y++) visit(keyOf(x, y));
  };
  return {
    add: (box) =>
      eachCell(box, (key) => {
        const here = cells.get(key);
        if (here === undefined) cells.set(key, [box]);
        else here.push(box);
      }),
    near: (box) => {
      const found = new Set<B>();
      eachCell(box, (key) => {
        for (const other of cells.get(key) ?? []) if (overlap(box, other)) found.add(other);
      });
      return [...found];
    },
  };
}
