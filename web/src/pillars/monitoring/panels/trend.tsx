import { distanceM } from '@sitong/shared/kernel/geo.ts';
import type { SensorRow, Threshold } from '@sitong/shared/kernel/master/ground.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useLive } from '../../../plumbing/live/live-store.ts';
import { Chart } from '../../../ui/chart/chart.tsx';
import type { ChartModel } from '../../../ui/chart/chart-model.ts';
import { Age } from '../../../ui/clock/age.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatNumber } from '../../../ui/format/number.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { decimalsOf } from '../selectors/cause-words.ts';
import { useSensorHistory } from '../wall/use-sensor-history.ts';
import { useRainBars } from './use-rain-bars.ts';

/** A rain station this near tells what falls above a gauge (P). */
const RAIN_NEAR_M = 8000;

/** Six hours of the quantity an alarm is about against its marks, and the newest value with its age. */
export function Trend({ sensor, quantity }: { sensor: SensorRow; quantity: Threshold['quantity'] }) {
  const { t } = useTranslation('monitoring');
  const county = useCounty();
  // A rise is read off the level's line.
  const drawn = quantity === 'level_rise_m_per_h' ? 'level_m' : quantity;
  const history = useSensorHistory(sensor.id, drawn);
  const rainStation = useMemo(() => nearestRain(sensor, county.data.sensors), [sensor, county]);
  const bars = useRainBars(
    sensor.kind === 'river_level' || sensor.kind === 'reservoir_level' ? rainStation?.id : undefined,
  );
  const nowMs = useNow(60_000);
  // Beside the line there is room for a mark's name, not for its rule.
  const thresholds = useMemo(
    () =>
      sensor.thresholds
        .filter((threshold) => threshold.quantity === drawn)
        .map(({ raiseAt, label, level }) => ({ value: raiseAt, label: label.split(' ')[0] ?? label, level })),
    [sensor, drawn],
  );
  const unit = t(`unit.${drawn}`);
  const model = useMemo(
    (): ChartModel => ({
      unit,
      decimals: decimalsOf(drawn),
      points: history.points,
      thresholds,
      nowMs,
      ...(bars.length === 0 ? {} : { bars }),
    }),
    [unit, drawn, history.points, thresholds, nowMs, bars],
  );
  return (
    <section aria-label={t('trend.title', { quantity: t(`quantity.${drawn}`) })} className="min-w-0 flex flex-col">
      <h3 className="m-0 pb-2 flex [@media(max-height:60rem)]:-order-2 flex-wrap items-baseline gap-x-3 text-body font-medium whitespace-nowrap">
        {t('trend.title', { quantity: t(`quantity.${drawn}`) })}
        <span className="text-meta font-normal text-ink-3">{t('trend.window', { unit })}</span>
        {bars.length === 0 || rainStation === undefined ? null : (
          <span className="min-w-0 truncate text-meta font-normal text-ink-3">
            {t('trend.rain', { station: rainStation.name })}
          </span>
        )}
      </h3>
      {history.points.length === 0 ? (
        <p className="m-0 py-8 text-ink-2">{t(history.past === 'asking' ? 'trend.asking' : 'trend.none')}</p>
      ) : (
        // On a low screen the axis must still be seen above the buttons.
        <div className="[@media(max-height:60rem)]:[&_[role=img]]:max-h-44">
          <Chart
            label={t('trend.label', { sensor: sensor.name, quantity: t(`quantity.${drawn}`) })}
            model={model}
            height={250}
          />
        </div>
      )}
      <Newest sensor={sensor} quantity={drawn} />
    </section>
  );
}

function nearestRain(sensor: SensorRow, all: readonly SensorRow[]): SensorRow | undefined {
  return all
    .filter(({ kind }) => kind === 'rain')
    .map((row) => ({ row, m: distanceM(row.point, sensor.point) }))
    .filter(({ m }) => m <= RAIN_NEAR_M)
    .sort((a, b) => a.m - b.m)[0]?.row;
}

/** The newest value, how fast it changes, by how much it is over, when it was measured. */
function Newest({ sensor, quantity }: { sensor: SensorRow; quantity: Threshold['quantity'] }) {
  const { t } = useTranslation('monitoring');
  const reading = useLive((live) => live.readings[sensor.id]);
  const value = reading?.values[quantity];
  if (reading === undefined || value === undefined) {
    return (
      <p className="m-0 pt-2 flex gap-3">
        <Age atMs={null} cadenceMs={sensor.cadenceS * 1000} />
      </p>
    );
  }
  const decimals = decimalsOf(quantity);
  const over = sensor.thresholds
    .filter((threshold) => threshold.quantity === quantity && value >= threshold.raiseAt)
    .sort((a, b) => a.level - b.level)[0];
  const rise = quantity === 'level_m' ? reading.values['level_rise_m_per_h'] : undefined;
  const observedMs = Date.parse(reading.observedAt);
  return (
    <p className="m-0 pt-2 flex flex-wrap items-baseline gap-x-4 [@media(max-height:60rem)]:pt-0 [@media(max-height:60rem)]:-order-1">
      <span className={`text-key font-medium ${over === undefined ? '' : overText[over.level]}`}>
        {formatNumber(value, decimals)} <span className="text-body font-normal">{t(`unit.${quantity}`)}</span>
      </span>
      {rise === undefined || Math.abs(rise) < 0.01 ? null : (
        <span>
          <Icon name={rise > 0 ? 'up' : 'down'} />{' '}
          <span className="font-medium">{formatNumber(Math.abs(rise), 2)}</span> {t('unit.level_rise_m_per_h')}
        </span>
      )}
      {over === undefined ? null : (
        <span>
          {t('trend.over', { value: formatNumber(value - over.raiseAt, decimals), unit: t(`unit.${quantity}`) })}
        </span>
      )}
      <span className="text-meta text-ink-3">{t('trend.measured', { at: formatMinute(observedMs) })}</span>
      <Age atMs={observedMs} cadenceMs={sensor.cadenceS * 1000} />
      <span className="text-meta text-ink-3">{t('trend.telemetry')}</span>
    </p>
  );
}

const overText = { 1: 'text-level-1', 2: 'text-level-2', 3: 'text-level-3', 4: 'text-level-4' } as const;
