import { distanceM } from '@sitong/shared/kernel/geo.ts';
import type { SensorRow, Threshold } from '@sitong/shared/kernel/master/ground.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { Chart } from '../../../ui/chart/chart.tsx';
import { NewestValue } from './newest-value.tsx';
import { useRainBars } from './use-rain-bars.ts';
import { useTrendModel } from './use-trend-model.ts';

/** A rain station this near tells what falls above a gauge (P). */
const RAIN_NEAR_M = 8000;

/** Six hours of the quantity an alarm is about against its marks, and the newest value with its age. */
export function Trend({ sensor, quantity }: { sensor: SensorRow; quantity: Threshold['quantity'] }) {
  const { t } = useTranslation('monitoring');
  const county = useCounty();
  // A rise is read off the level's line.
  const drawn = quantity === 'level_rise_m_per_h' ? 'level_m' : quantity;
  const rainStation = useMemo(() => nearestRain(sensor, county.data.sensors), [sensor, county]);
  const bars = useRainBars(
    sensor.kind === 'river_level' || sensor.kind === 'reservoir_level' ? rainStation?.id : undefined,
  );
  const { model, past } = useTrendModel(sensor, drawn, { bars });
  const { unit } = model;
  return (
    <section aria-label={t('trend.title', { quantity: t(`quantity.${drawn}`) })} className="min-w-0 flex flex-col">
      <h3 className="m-0 pb-2 flex [@media(max-height:60rem)]:-order-2 flex-wrap items-baseline gap-x-3 text-body font-medium whitespace-nowrap">
        {t('trend.title', { quantity: t(`quantity.${drawn}`) })}
        <span className="text-meta font-normal text-ink-3">{t('trend.window', { unit })}</span>
        {bars.length === 0 || rainStation === undefined ? null : (
          <span className="min-w-0 whitespace-normal text-meta font-normal text-ink-3">
            {t('trend.rain', { station: rainStation.name })}
          </span>
        )}
      </h3>
      {model.points.length === 0 ? (
        <p className="m-0 py-8 text-ink-2">{t(past === 'asking' ? 'trend.asking' : 'trend.none')}</p>
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
      <NewestValue sensor={sensor} quantity={drawn} />
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
