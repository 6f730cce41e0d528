import { useTranslation } from 'react-i18next';
import { useHeard } from '../../pillars/monitoring/use-heard.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { AlarmsOfDay, QuietAlarms } from '../../wall/panels/quiet-facts.tsx';

/**
 * Under "no alarm is open": what that is worth. A gauge that is not heard raises no alarm, so silence is said first
 * and in the colour of a fault; only clocks that run in the log itself may be called in order.
 */
export function QuietDetail() {
  const { t } = useTranslation('duty');
  const { span } = useFormat();
  const now = useNow(10_000);
  const { all, silent, never, outOfService, newestMs, longest } = useHeard();
  const facts = [
    ...(newestMs === undefined
      ? []
      : [t('heard.newest', { at: formatMoment(newestMs, now), span: span(now - newestMs) })]),
    ...(never === 0 || never === all ? [] : [t('heard.never', { count: never })]),
    ...(longest === undefined
      ? []
      : [
          t('heard.longest', {
            sensor: longest.sensor.name,
            at: formatMoment(longest.sinceMs, now),
            span: span(now - longest.sinceMs),
          }),
        ]),
    ...(outOfService === 0 ? [] : [t('heard.outOfService', { count: outOfService })]),
  ];
  return (
    <div className="grid gap-1 mt-1" data-silent={silent}>
      {all > 0 && silent === 0 ? (
        <p className="m-0 text-ink-1">{t('heard.allFresh', { count: all })}</p>
      ) : (
        <p className="m-0 font-medium text-fault">
          <Icon name="lost" />{' '}
          {all === 0
            ? t('heard.noSensors')
            : never === all
              ? t('heard.allNever', { count: all })
              : silent === all
                ? t('heard.allSilent', { count: all })
                : t('heard.someSilent', { silent, count: all })}
        </p>
      )}
      {facts.map((fact) => (
        <p key={fact} className="m-0 text-meta">
          {fact}
        </p>
      ))}
      {all > 0 && silent === 0 ? null : <p className="m-0 text-ink-1">{t('heard.notNormal')}</p>}
      <p className="m-0">{t('heard.clocks')}</p>
      <div className="mt-3 border-t border-row-line text-ink-1">
        <p className="m-0 pt-2 text-meta text-ink-3">
          {t('quiet.recent')} <AlarmsOfDay />
        </p>
        <QuietAlarms />
      </div>
    </div>
  );
}
