import type { SensorRow, Threshold } from '@sitong/shared/kernel/master/ground.ts';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../../plumbing/live/live-store.ts';
import { Age } from '../../../ui/clock/age.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatNumber } from '../../../ui/format/number.ts';
import { formatDayMinute, formatMinute, sameDay } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { levelText } from '../../../ui/level/level.ts';
import { decimalsOf, shortLabel } from '../selectors/cause-words.ts';
import { againstMarks } from '../selectors/trend-facts.ts';

/** The newest value, how fast it changes, how far it is past a mark and below the next, when it was measured. */
export function NewestValue({ sensor, quantity }: { sensor: SensorRow; quantity: Threshold['quantity'] }) {
  const { t } = useTranslation(['monitoring', 'incident']);
  const reading = useLive((live) => live.readings[sensor.id]);
  const nowMs = useNow(60_000);
  const value = reading?.values[quantity];
  if (reading === undefined || value === undefined) {
    return (
      <p className="m-0 pt-2 flex gap-3">
        <Age atMs={null} cadenceMs={sensor.cadenceS * 1000} />
      </p>
    );
  }
  const decimals = decimalsOf(quantity);
  const unit = t(`monitoring:unit.${quantity}`);
  const marks = sensor.thresholds.filter((threshold) => threshold.quantity === quantity);
  const { over, next } = againstMarks(value, marks);
  const rise = quantity === 'level_m' ? reading.values['level_rise_m_per_h'] : undefined;
  const observedMs = Date.parse(reading.observedAt);
  return (
    <p className="m-0 pt-2 flex flex-wrap items-baseline gap-x-4 max-2xl:lang-en:gap-x-3 [@media(max-height:60rem)]:pt-0 [@media(max-height:60rem)]:-order-1">
      <span className={`text-key font-medium ${over === undefined ? '' : levelText[over.mark.level]}`}>
        {formatNumber(value, decimals)} <span className="text-body font-normal">{unit}</span>
      </span>
      {rise === undefined || Math.abs(rise) < 0.01 ? null : (
        <span className="whitespace-nowrap">
          <Icon name={rise > 0 ? 'up' : 'down'} />{' '}
          <span className="font-medium">{formatNumber(Math.abs(rise), 2)}</span> {t('unit.level_rise_m_per_h')}
        </span>
      )}
      {over === undefined ? null : (
        <span className="whitespace-nowrap">
          {t('incident:watch.over', {
            mark: shortLabel(over.mark.label),
            value: formatNumber(over.by, decimals),
            unit,
          })}
        </span>
      )}
      {next === undefined ? null : (
        <span className="whitespace-nowrap text-ink-2">
          {t('incident:watch.below', {
            mark: shortLabel(next.mark.label),
            value: formatNumber(next.by, decimals),
            unit,
          })}
        </span>
      )}
      <span className="text-meta text-ink-3 whitespace-nowrap">
        {t('trend.measured', {
          at: sameDay(observedMs, nowMs) ? formatMinute(observedMs) : formatDayMinute(observedMs),
        })}
      </span>
      <Age atMs={observedMs} cadenceMs={sensor.cadenceS * 1000} />
      <span className="text-meta text-ink-3">{t('trend.telemetry')}</span>
    </p>
  );
}
