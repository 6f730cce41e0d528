import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { Elapsed } from '../../ui/clock/countdown.tsx';
import { formatDayMinute } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { HandOverForm } from './hand-over-form.tsx';

/** The running shift, and the hand-over to the next. */
export function HandOverPanel() {
  const { t } = useTranslation('duty');
  const county = useCounty();
  const shift = useWorldState((state) => state.command.shifts['now']);
  const name = (id: string): string => county.persons.get(id)?.name ?? id;
  return (
    <Panel title={t('roster.title')} padded className="h-full overflow-auto">
      <div className="grid gap-5">
        {shift === undefined ? (
          <p className="m-0 text-key font-medium">{t('roster.nobody')}</p>
        ) : (
          <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            <dt className="text-ink-3">{t('roster.officers')}</dt>
            <dd className="m-0 text-row font-medium">{shift.officers.map(name).join(' ')}</dd>
            <dt className="text-ink-3">{t('roster.leader')}</dt>
            <dd className="m-0 text-row font-medium">{name(shift.leader)}</dd>
            <dt className="text-ink-3">{t('roster.since')}</dt>
            <dd className="m-0">
              {formatDayMinute(Date.parse(shift.since))}{' '}
              <Elapsed sinceMs={Date.parse(shift.since)} className="text-ink-3" />
            </dd>
          </dl>
        )}
        <HandOverForm key={shift?.id ?? 'none'} />
      </div>
    </Panel>
  );
}
