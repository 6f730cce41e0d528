export interface SparkBox {
  readonly width: number;
  readonly height: number;
}

/** A value at a time; null where nothing was measured. */
export interface SparkPoint {
  readonly atMs: number;
  readonly value: number | null;
}

export interface SparkDrawing {
  /** SVG path of the measured line; gaps stay gaps. */
  readonly line: string;
  /** Heights of the thresholds, in the order given. */
  readonly thresholds: readonly number[];
  /** The last measured point. */
  readonly last: { readonly x: number; readonly y: number } | null;
}

/**
 * Scales points and thresholds into a box. Thresholds are always inside, so that the distance to them
 * can be read; a line is never drawn across a gap.
 */
export function sparkDrawing(
  points: readonly SparkPoint[],
  thresholds: readonly number[],
  box: SparkBox,
): SparkDrawing {
  const measured = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const all = [...measured, ...thresholds];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const from = points[0]?.atMs ?? 0;
  const span = (points.at(-1)?.atMs ?? 0) - from;
  const x = (atMs: number): number => round(span === 0 ? box.width : ((atMs - from) / span) * box.width);
  const y = (value: number): number =>
    round(high === low ? box.height / 2 : box.height - ((value - low) / (high - low)) * box.height);

  let line = '';
  let last: SparkDrawing['last'] = null;
  let pen = 'M';
  for (const { atMs, value } of points) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    last = { x: x(atMs), y: y(value) };
    line += `${pen}${last.x} ${last.y}`;
    pen = 'L';
  }
  return { line, thresholds: thresholds.map(y), last };
}

const round = (n: number): number => Math.round(n * 100) / 100;
