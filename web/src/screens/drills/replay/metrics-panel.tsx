import { useTranslation } from 'react-i18next';
import { formatStopwatch } from '../../../ui/format/duration.ts';
import { formatTime } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { Metric } from './metrics.ts';

/** How quickly it went up to this moment, against what is asked for; what fell short is boxed, not coloured. */
export function MetricsPanel({ metrics, atMs }: { metrics: readonly Metric[]; atMs: number }) {
  const { t } = useTranslation('drill');
  const done = metrics.filter(({ tookMs }) => tookMs !== undefined);
  const met = done.filter(({ tookMs = 0, withinMs }) => tookMs <= withinMs).length;
  return (
    <Panel
      title={t('replay.metrics.title')}
      meta={t('replay.metrics.until', { at: formatTime(atMs) })}
      actions={<span>{t('replay.metrics.met', { met, of: done.length })}</span>}
    >
      <table className="w-full border-collapse text-body">
        <thead>
          <tr className="text-meta text-ink-3 [&>th]:font-normal [&>th]:px-1 [&>th]:py-1 [&>th]:whitespace-nowrap [&>th:first-child]:pl-pad [&>th:last-child]:pr-pad border-b border-row-line">
            <th className="text-left">{t('replay.metrics.what')}</th>
            <th className="text-right">{t('replay.metrics.took')}</th>
            <th className="text-right">{t('replay.metrics.within')}</th>
            <th className="text-right">{t('replay.metrics.result')}</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ id, tookMs, withinMs }) => (
            <tr
              key={id}
              className="border-b border-row-line [&>td]:px-1 [&>td]:py-1.5 [@media(max-height:60rem)]:[&>td]:py-0.5 [@media(max-height:60rem)]:[&>th]:py-0.5 [&>th]:pl-pad [&>td:last-child]:pr-pad whitespace-nowrap"
            >
              <th className="text-left font-normal whitespace-normal">{t(`replay.metrics.name.${id}`)}</th>
              <td className="text-right font-medium">{tookMs === undefined ? '—' : formatStopwatch(tookMs)}</td>
              <td className="text-right text-ink-3 whitespace-nowrap">≤ {formatStopwatch(withinMs)}</td>
              <td className="text-right whitespace-nowrap">
                {tookMs === undefined ? (
                  <span className="text-ink-3">{t('replay.metrics.notYet')}</span>
                ) : tookMs <= withinMs ? (
                  <span className="text-ink-2">{t('replay.metrics.yes')}</span>
                ) : (
                  <span className="border border-ink-1 rounded-chip px-1.5 font-medium">{t('replay.metrics.no')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
