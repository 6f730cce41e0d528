import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { formatNumber } from '../../../ui/format/number.ts';
import { affectedBy } from '../selectors/affected.ts';

const shownPoints = 4;

/** Hazard points an alarm threatens, with the people the ledger names there. */
export function AffectedPanel({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('monitoring');
  const county = useCounty();
  const { points, households, people } = useMemo(() => affectedBy(alarm, county), [alarm, county]);
  const rest = points.length - shownPoints;
  return (
    <section aria-label={t('affected.title')} className="min-w-0">
      <h3 className="m-0 pb-2 flex flex-wrap items-baseline gap-x-3 text-body font-medium">
        {t('affected.title')}
        <span className="text-meta font-normal text-ink-3">{t('affected.source')}</span>
      </h3>
      {points.length === 0 ? (
        <p className="m-0 text-ink-2">{t('affected.none')}</p>
      ) : (
        <table className="w-full border-collapse">
          <tbody>
            {points.slice(0, shownPoints).map((point) => (
              <tr key={point.id} className="border-b border-row-line h-row-plan">
                {/* Where it is must be read: on a laptop in more lines than one, in English without the units, which the sum has. */}
                <td className="p-0 pr-2 max-w-0 w-full" title={point.name}>
                  <span className="block truncate max-2xl:line-clamp-3 max-2xl:whitespace-normal max-2xl:text-meta max-2xl:leading-[1.25]">
                    {point.name}
                  </span>
                </td>
                <td className="p-0 pr-4 text-right whitespace-nowrap">
                  {formatNumber(point.householdsAtRisk)}{' '}
                  <span className="text-ink-2 max-2xl:lang-en:sr-only">{t('affected.households')}</span>
                </td>
                <td className="p-0 text-right whitespace-nowrap">
                  <span className="text-row font-medium">{formatNumber(point.peopleAtRisk)}</span>{' '}
                  <span className="text-ink-2 max-2xl:lang-en:sr-only">{t('affected.people')}</span>
                </td>
              </tr>
            ))}
            {/* In English on a laptop the units stand below their figures: beside them they would take the room of the names. */}
            <tr className="h-row-figures max-2xl:lang-en:[&>*]:align-baseline">
              <th scope="row" className="p-0 text-left font-medium whitespace-nowrap max-2xl:lang-en:whitespace-normal">
                {t('affected.all', { count: points.length })}
              </th>
              <td className="p-0 pr-4 text-right whitespace-nowrap">
                {formatNumber(households)}{' '}
                <span className="text-ink-2 max-2xl:lang-en:block max-2xl:lang-en:leading-[1.1]">
                  {t('affected.households')}
                </span>
              </td>
              <td className="p-0 text-right whitespace-nowrap">
                <span className="text-key font-medium">{formatNumber(people)}</span>{' '}
                <span className="text-ink-2 max-2xl:lang-en:block max-2xl:lang-en:leading-[1.1]">
                  {t('affected.people')}
                </span>
              </td>
            </tr>
          </tbody>
        </table>
      )}
      {rest > 0 ? <p className="m-0 text-meta text-ink-3">{t('affected.more', { count: rest })}</p> : null}
    </section>
  );
}
