import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartModel } from '../../../ui/chart/chart-model.ts';
import type { SparkPoint } from '../../../ui/chart/spark-path.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatNumber } from '../../../ui/format/number.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { decimalsOf, shortLabel } from '../selectors/cause-words.ts';
import { peakOf } from '../selectors/trend-facts.ts';
import type { Quantity } from '../wall/key-gauges.ts';
import { type SensorHistory, useSensorHistory } from '../wall/use-sensor-history.ts';

/** A line has passed its peak when it has fallen this much from it: centimetres of water, else one unit (P). */
const leastFall = (quantity: Quantity): number => (quantity === 'level_m' ? 0.05 : 1);

export interface TrendOptions {
  /** Since when; the last six hours when not given. */
  readonly sinceMs?: number;
  readonly bars?: readonly SparkPoint[];
  readonly moment?: ChartModel['moment'];
}

/** What a chart draws of one sensor: its line against its marks, with the peak named once the line has fallen from it. */
export function useTrendModel(
  sensor: SensorRow,
  quantity: Quantity,
  { sinceMs, bars, moment }: TrendOptions,
): { model: ChartModel; past: SensorHistory['past'] } {
  const { t } = useTranslation(['monitoring', 'incident']);
  const { points, past } = useSensorHistory(sensor.id, quantity, sinceMs);
  const nowMs = useNow(60_000);
  const unit = t(`monitoring:unit.${quantity}`);
  const peak = useMemo(() => peakOf(points, leastFall(quantity)), [points, quantity]);
  const peakWords =
    peak === undefined
      ? ''
      : t('incident:watch.peak', {
          value: formatNumber(peak.value, decimalsOf(quantity)),
          at: formatMinute(peak.atMs),
        });
  const model = useMemo(
    (): ChartModel => ({
      unit,
      decimals: decimalsOf(quantity),
      points,
      // Beside the line there is room for a mark's name, not for its rule.
      thresholds: sensor.thresholds
        .filter((threshold) => threshold.quantity === quantity)
        .map(({ raiseAt, label, level }) => ({ value: raiseAt, label: shortLabel(label), level })),
      nowMs,
      ...(bars === undefined || bars.length === 0 ? {} : { bars }),
      ...(moment === undefined ? {} : { moment }),
      ...(peak === undefined ? {} : { peak: { ...peak, label: peakWords } }),
    }),
    [unit, quantity, points, sensor, nowMs, bars, moment, peak, peakWords],
  );
  return { model, past };
}
