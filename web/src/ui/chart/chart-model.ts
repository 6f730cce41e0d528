import { formatDayMinute, formatMinute } from '../format/time.ts';
import type { SparkPoint } from './spark-path.ts';
import type { Threshold } from './sparkline.tsx';

/** One instant of a forecast: the middle line and the cone around it. */
export interface ForecastPoint {
  readonly atMs: number;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** What a chart shows, in the words and units of the caller. */
export interface ChartModel {
  readonly unit: string;
  readonly decimals: number;
  /** Measured values, oldest first; null where nothing was measured. */
  readonly points: readonly SparkPoint[];
  readonly thresholds: readonly Threshold[];
  /** Never later than its issue allows; drawn as a cone behind a dashed line. */
  readonly forecast?: readonly ForecastPoint[];
  /** A second quantity hanging from the top: rain over a water level. */
  readonly bars?: readonly SparkPoint[];
  readonly nowMs?: number;
  /** The highest point, named where it stands; absent while the value may still rise. */
  readonly peak?: NamedPoint;
  /** A moment named by a hairline: when the incident was reported. */
  readonly moment?: { readonly atMs: number; readonly label: string };
}

/** A point of the line with its words, in the language on screen. */
export interface NamedPoint {
  readonly atMs: number;
  readonly value: number;
  readonly label: string;
}

/** Undefined where a column has nothing to say at that time; null where something should have been measured. */
type Column = (number | null | undefined)[];

/** Columns on one time axis, as uPlot reads them: seconds, measured, forecast mid, low, high. */
export interface ChartColumns {
  readonly seconds: number[];
  readonly measured: Column;
  readonly mid: Column;
  readonly low: Column;
  readonly high: Column;
}

/** Joins everything the model shows on one rising time axis; the last of two values at one time wins. */
export function chartColumns(model: ChartModel): ChartColumns {
  const measured = new Map(model.points.map((point) => [point.atMs, point.value]));
  const forecast = new Map((model.forecast ?? []).map((point) => [point.atMs, point]));
  const last = lastMeasured(model.points);
  // The cone begins where measurement ends, so that no gap suggests a jump.
  if (last !== undefined && forecast.size > 0 && !forecast.has(last.atMs)) {
    forecast.set(last.atMs, { atMs: last.atMs, low: last.value, mid: last.value, high: last.value });
  }
  const bars = (model.bars ?? []).map((point) => point.atMs);
  const axis = [...new Set([...measured.keys(), ...forecast.keys(), ...bars])].sort((a, b) => a - b);
  const columns: ChartColumns = { seconds: [], measured: [], mid: [], low: [], high: [] };
  for (const atMs of axis) {
    const coming = forecast.get(atMs);
    columns.seconds.push(atMs / 1000);
    columns.measured.push(measured.get(atMs));
    columns.mid.push(coming?.mid);
    columns.low.push(coming?.low);
    columns.high.push(coming?.high);
  }
  return columns;
}

/** A bar from its time on, as long as the shortest step between bars; heights as a share of the plot. */
export interface ChartBar {
  readonly fromS: number;
  readonly toS: number;
  readonly share: number;
}

/** Rain takes the upper third at most, so that it never hides the line below. */
const barsOfPlot = 0.32;

export function chartBars(points: readonly SparkPoint[]): readonly ChartBar[] {
  const measured = points.flatMap(({ atMs, value }) => (value === null ? [] : [{ atMs, value }]));
  const most = Math.max(0, ...measured.map(({ value }) => value));
  if (most === 0) return [];
  const steps = measured
    .slice(1)
    .map(({ atMs }, index) => atMs - (measured[index]?.atMs ?? atMs))
    .filter((step) => step > 0);
  const stepS = Math.min(...steps, 3_600_000) / 1000;
  return measured.map(({ atMs, value }) => ({
    fromS: atMs / 1000,
    toS: atMs / 1000 + stepS,
    share: (value / most) * barsOfPlot,
  }));
}

function lastMeasured(points: readonly SparkPoint[]): { atMs: number; value: number } | undefined {
  for (let i = points.length - 1; i >= 0; i -= 1) {
    const point = points[i];
    if (point !== undefined && point.value !== null) return { atMs: point.atMs, value: point.value };
  }
  return undefined;
}

/**
 * The value axis: everything measured, forecast and every threshold, with a twelfth of air on both
 * sides. A flat line gets a band of its own rather than a magnified noise.
 */
export function valueRange(model: ChartModel): [number, number] {
  const values = [
    ...model.points.flatMap((point) => (point.value === null ? [] : [point.value])),
    ...model.thresholds.map((threshold) => threshold.value),
    ...(model.forecast ?? []).flatMap((point) => [point.low, point.high]),
  ];
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = high === low ? 0.5 : (high - low) / 12;
  // A named peak has its words above it.
  return [low - air, high + (model.peak === undefined ? air : Math.max(air, (high - low) / 6))];
}

const stepsMinutes = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880];

/** At most `most` round Beijing times between two moments, in seconds. */
export function timeSplits(fromS: number, toS: number, most: number): number[] {
  const span = toS - fromS;
  if (!(span > 0)) return [fromS];
  const minutes = stepsMinutes.find((step) => span / (step * 60) <= most) ?? Math.ceil(span / most / 86_400) * 1440;
  const step = minutes * 60;
  const offset = 8 * 3600;
  const splits: number[] = [];
  for (let at = Math.ceil((fromS + offset) / step) * step - offset; at <= toS; at += step) splits.push(at);
  return splits;
}

const midnight = '00:00';

/** `20:00`; where the axis runs into another day its midnight says which: `07-19`. */
export function splitLabels(splits: readonly number[]): string[] {
  return splits.map((seconds) => {
    const minute = formatMinute(seconds * 1000);
    return minute === midnight ? formatDayMinute(seconds * 1000).slice(0, 5) : minute;
  });
}
