import uPlot from 'uplot';
import { formatNumber } from '../format/number.ts';
import type { GlyphLevel } from '../level/level.ts';
import { type ChartModel, chartBars, splitLabels, timeSplits, valueRange } from './chart-model.ts';
import { labelPlaces } from './label-places.ts';

/** Canvas knows no CSS variables: the colours of the theme on screen, read once a theme. */
export interface ChartColours {
  readonly ground: string;
  readonly ink: string;
  readonly quiet: string;
  readonly grid: string;
  readonly bar: string;
  readonly cone: string;
  readonly levels: Readonly<Record<GlyphLevel, string>>;
  readonly font: string;
  readonly fontPx: number;
}

/** Reads the theme's colours from an element that stands in it. */
export function readChartColours(element: HTMLElement): ChartColours {
  const probe = document.createElement('span');
  element.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  probe.style.fontSize = 'var(--fs-meta)';
  const style = getComputedStyle(probe);
  const colours: ChartColours = {
    ground: colour('--bg-1'),
    ink: colour('--text-1'),
    quiet: colour('--text-3'),
    grid: colour('--row-line'),
    bar: colour('--chart-bar'),
    cone: colour('--chart-cone'),
    levels: {
      1: colour('--level-1-text'),
      2: colour('--level-2-text'),
      3: colour('--level-3-text'),
      4: colour('--level-4-text'),
    },
    font: style.fontFamily,
    fontPx: Number.parseFloat(style.fontSize),
  };
  probe.remove();
  return colours;
}

/** Options of uPlot for a model: the line leads, thresholds are named at the right, rain hangs from the top. */
export function chartOptions(
  model: ChartModel,
  colours: ChartColours,
  size: { width: number; height: number },
): uPlot.Options {
  const { fontPx, font } = colours;
  const text = `${fontPx}px ${font}`;
  const labelled = model.thresholds.length > 0;
  return {
    ...size,
    padding: [fontPx * 0.6, labelled ? fontPx * 5.2 : fontPx, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
    scales: {
      x: { time: false },
      y: { range: () => valueRange(model) },
    },
    axes: [
      {
        stroke: colours.quiet,
        font: text,
        size: fontPx * 1.9,
        grid: { show: false },
        ticks: { show: false },
        splits: (u, _axis, min, max) => timeSplits(min, max, Math.max(2, Math.floor(u.width / (fontPx * 7)))),
        values: (_u, splits) => splitLabels(splits),
      },
      {
        stroke: colours.quiet,
        font: text,
        size: (_u, values) =>
          Math.max(2, ...(values ?? []).map((value) => String(value).length)) * fontPx * 0.6 + fontPx * 0.8,
        grid: { stroke: colours.grid, width: 1 },
        ticks: { show: false },
        space: fontPx * 2.6,
        values: (_u, splits, _axis, _space, increment) =>
          splits.map((value) => formatNumber(value, increment < 1 ? Math.min(model.decimals, 2) : 0)),
      },
    ],
    series: [
      {},
      { scale: 'y', stroke: 'transparent', width: 0, points: { show: false } },
      { scale: 'y', stroke: 'transparent', width: 0, points: { show: false } },
      { scale: 'y', stroke: colours.ink, width: 1.5, dash: [3, 3], points: { show: false } },
      { scale: 'y', stroke: colours.ink, width: 2, points: { show: false }, spanGaps: false },
    ],
    bands: [{ series: [2, 1], fill: colours.cone }],
    hooks: {
      drawClear: [(u) => drawBars(u, model, colours)],
      draw: [
        (u) => drawThresholds(u, model, colours),
        (u) => drawMoment(u, model, colours),
        (u) => drawNow(u, model, colours),
        (u) => drawPeak(u, model, colours),
      ],
    },
  };
}

function drawBars(u: uPlot, model: ChartModel, colours: ChartColours): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.fillStyle = colours.bar;
  for (const bar of chartBars(model.bars ?? [])) {
    const left = Math.max(bbox.left, u.valToPos(bar.fromS, 'x', true));
    const right = Math.min(bbox.left + bbox.width, u.valToPos(bar.toS, 'x', true));
    const gap = Math.min(2 * uPlot.pxRatio, (right - left) * 0.2);
    if (right > left) ctx.fillRect(left, bbox.top, right - left - gap, bar.share * bbox.height);
  }
  ctx.restore();
}

function drawThresholds(u: uPlot, model: ChartModel, colours: ChartColours): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const line = colours.fontPx * 1.2 * ratio;
  ctx.save();
  ctx.font = `${colours.fontPx * ratio}px ${colours.font}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const rising = [...model.thresholds].sort((a, b) => a.value - b.value);
  const lines = rising.map(({ value }) => u.valToPos(value, 'y', true));
  const places = labelPlaces(lines, line * 2, 0);
  for (const [i, threshold] of rising.entries()) {
    const y = lines[i] ?? 0;
    const middle = places[i] ?? y;
    ctx.strokeStyle = colours.levels[threshold.level];
    ctx.fillStyle = colours.levels[threshold.level];
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash(threshold.level === 1 ? [] : [5 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const x = bbox.left + bbox.width + 6 * ratio;
    ctx.fillText(threshold.label, x, middle - line / 2);
    ctx.fillText(formatNumber(threshold.value, model.decimals), x, middle + line / 2);
  }
  ctx.restore();
}

/** A hairline at now and a dot on the last measured value, in the colour of the worst threshold it has passed. */
function drawNow(u: uPlot, model: ChartModel, colours: ChartColours): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const last = model.points.findLast((point) => point.value !== null);
  ctx.save();
  if (model.nowMs !== undefined && (model.forecast?.length ?? 0) > 0) {
    const x = u.valToPos(model.nowMs / 1000, 'x', true);
    ctx.strokeStyle = colours.quiet;
    ctx.lineWidth = ratio;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  if (last !== undefined && last.value !== null) {
    const value = last.value;
    const passed = model.thresholds.filter((threshold) => value >= threshold.value).map(({ level }) => level);
    const worst = ([1, 2, 3, 4] as const).find((level) => passed.includes(level));
    ctx.fillStyle = worst === undefined ? colours.ink : colours.levels[worst];
    ctx.beginPath();
    ctx.arc(u.valToPos(last.atMs / 1000, 'x', true), u.valToPos(value, 'y', true), 4 * ratio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}

/** The words of the peak above its dot, held inside the plot. */
function drawPeak(u: uPlot, { peak }: ChartModel, colours: ChartColours): void {
  if (peak === undefined) return;
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const x = u.valToPos(peak.atMs / 1000, 'x', true);
  const y = u.valToPos(peak.value, 'y', true);
  ctx.save();
  ctx.font = `${colours.fontPx * ratio}px ${colours.font}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  ctx.fillStyle = colours.ink;
  ctx.beginPath();
  ctx.arc(x, y, 4 * ratio, 0, 2 * Math.PI);
  ctx.fill();
  const half = ctx.measureText(peak.label).width / 2;
  const middle = Math.max(bbox.left + half, Math.min(bbox.left + bbox.width - half, x));
  const top = Math.max(bbox.top + colours.fontPx * 0.5 * ratio, y - colours.fontPx * ratio);
  onGround(ctx, colours, peak.label, middle, top);
  ctx.restore();
}

/** A dashed hairline with its words where the line is not: above it or below, before the hairline where they fit. */
function drawMoment(u: uPlot, model: ChartModel, colours: ChartColours): void {
  const { moment } = model;
  if (moment === undefined) return;
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const x = u.valToPos(moment.atMs / 1000, 'x', true);
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = colours.quiet;
  ctx.fillStyle = colours.quiet;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `${colours.fontPx * ratio}px ${colours.font}`;
  const { width } = ctx.measureText(moment.label);
  const before = x - bbox.left > width + 8 * ratio;
  const middleMs = u.posToVal(before ? x - width / 2 : x + width / 2, 'x', true) * 1000;
  const low = u.valToPos(valueAt(model, middleMs), 'y', true) > bbox.top + bbox.height / 2;
  ctx.textBaseline = low ? 'top' : 'bottom';
  ctx.textAlign = before ? 'right' : 'left';
  // The words of the peak have the first line.
  const downPx = model.peak === undefined ? 3 : colours.fontPx * 1.5;
  const y = low ? bbox.top + downPx * ratio : bbox.top + bbox.height - 3 * ratio;
  onGround(ctx, colours, moment.label, x + (before ? -5 : 5) * ratio, y);
  ctx.restore();
}

/** Words with an edge of the ground's colour: a threshold behind them does not strike them through. */
function onGround(ctx: CanvasRenderingContext2D, { ground }: ChartColours, text: string, x: number, y: number): void {
  ctx.setLineDash([]);
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4 * uPlot.pxRatio;
  ctx.strokeStyle = ground;
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** The value measured last at a moment; before the first one, that. */
function valueAt({ points }: ChartModel, atMs: number): number {
  const known = points.filter(({ value }) => value !== null);
  return (known.findLast((point) => point.atMs <= atMs) ?? known[0])?.value ?? 0;
}
