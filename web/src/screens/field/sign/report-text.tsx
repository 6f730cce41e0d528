import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { formatDayMinute, formatMinute } from '../../../ui/format/time.ts';
import { PaperFact } from './paper-sheet.tsx';

const FIGURES = ['dead', 'missing', 'injured', 'trapped', 'evacuated'] as const;

/** Everything a report upward says; what is not known yet says so and is never 0. */
export function ReportText({ report }: { report: Report }) {
  const { t } = useTranslation(['release', 'command', 'warning']);
  const county = useCounty();
  const { fields, checked, kind, draftedBy } = report;
  const nameOf = (person: string): string => county.persons.get(person)?.name ?? person;
  const unknown = t('release:reportDesk.verify');
  const moment = (at: string | undefined): string => (at === undefined ? unknown : formatDayMinute(Date.parse(at)));
  return (
    <>
      <div className="min-w-0">
        <p className="m-0 text-key font-medium">
          {t(`release:reportKind.${kind}`)} {fields.title}
        </p>
        <p className="m-0 text-meta text-ink-2">
          {t('release:reportDesk.number', { n: report.number })}{' '}
          {draftedBy === 'system'
            ? t('release:reportDesk.system')
            : t('release:reportDesk.draftedBy', { name: nameOf(draftedBy) })}{' '}
          {checked === undefined
            ? t('warning:sign.notChecked')
            : t('warning:sign.checked', { name: nameOf(checked.by), at: formatMinute(Date.parse(checked.at)) })}
        </p>
      </div>
      <dl className="m-0 grid grid-cols-2 gap-3">
        <PaperFact name={t('release:reportDesk.place')}>{fields.place}</PaperFact>
        <PaperFact name={t('release:reportDesk.occurredAt')}>{moment(fields.occurredAt)}</PaperFact>
        {FIGURES.map((figure) => {
          const n = fields[figure];
          return (
            <PaperFact key={figure} name={t(`command:figure.${figure}`)}>
              {n === undefined ? unknown : t('release:reportDesk.people', { n })}
            </PaperFact>
          );
        })}
        <PaperFact name={t('release:reportDesk.asOf')}>{moment(fields.asOf)}</PaperFact>
      </dl>
      {(['process', 'actions', 'requests'] as const).map((part) => (
        <section key={part}>
          <h3 className="m-0 text-meta font-normal text-ink-3">{t(`release:reportDesk.${part}`)}</h3>
          <p className="m-0 whitespace-pre-line">{fields[part] === '' ? '—' : fields[part]}</p>
        </section>
      ))}
    </>
  );
}
