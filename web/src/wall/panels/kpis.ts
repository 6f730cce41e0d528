import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Figure } from '@sitong/shared/pillars/command/events.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { Call } from '@sitong/shared/pillars/release/state.ts';
import type { ReadingNow } from '@sitong/shared/protocol/down.ts';

/** A figure over several incidents with the time of its oldest part: a sum is no fresher than that. */
export interface SummedFigure {
  readonly value: number;
  readonly asOfMs: number;
}

/** Sum of a figure; undefined when no incident has told it: unknown is never 0. */
export function sumOf(incidents: readonly Incident[], figure: Figure): SummedFigure | undefined {
  const told = incidents.flatMap(({ figures }) => figures[figure] ?? []);
  if (told.length === 0) return undefined;
  return {
    value: told.reduce((sum, { value }) => sum + value, 0),
    asOfMs: Math.min(...told.map(({ asOf }) => Date.parse(asOf))),
  };
}

/** People still to be moved: threatened less evacuated, incident by incident, never below 0. */
export function stillToMove(incidents: readonly Incident[]): (SummedFigure & { threatened: number }) | undefined {
  const threatened = sumOf(incidents, 'threatened');
  if (threatened === undefined) return undefined;
  const value = incidents.reduce((sum, { figures }) => {
    const all = figures.threatened?.value;
    return all === undefined ? sum : sum + Math.max(0, all - (figures.evacuated?.value ?? 0));
  }, 0);
  const moved = sumOf(incidents, 'evacuated');
  return {
    value,
    threatened: threatened.value,
    asOfMs: Math.max(threatened.asOfMs, moved?.asOfMs ?? 0),
  };
}

export interface HighestRain {
  readonly value: number;
  readonly station: string;
  readonly asOfMs: number;
  /** Red mark of that station for this quantity. */
  readonly red: number | undefined;
}

/** The highest rain sum of any gauge. A lost gauge does not count: its last sum is not rain now. */
export function highestRain(
  county: CountyIndex,
  readings: Readonly<Record<string, ReadingNow>>,
  quantity: 'rain_1h_mm' | 'rain_3h_mm' | 'rain_24h_mm',
  nowMs: number,
): HighestRain | undefined {
  let best: HighestRain | undefined;
  for (const sensor of county.data.sensors) {
    const reading = sensor.kind === 'rain' ? readings[sensor.id] : undefined;
    const value = reading?.values[quantity];
    if (reading === undefined || value === undefined) continue;
    const asOfMs = Date.parse(reading.observedAt);
    if (nowMs - asOfMs > 5 * sensor.cadenceS * 1000 || (best !== undefined && best.value >= value)) continue;
    const red = sensor.thresholds.find(
      (threshold) => threshold.quantity === quantity && threshold.level === 1,
    )?.raiseAt;
    best = { value, station: sensor.name.replace(/雨量站$/, ''), asOfMs, red };
  }
  return best;
}

/** People called who have not answered yet. */
export function unanswered(calls: readonly Call[]): { unanswered: number; called: number } {
  return { unanswered: calls.filter(({ facts }) => facts.answered === undefined).length, called: calls.length };
}
