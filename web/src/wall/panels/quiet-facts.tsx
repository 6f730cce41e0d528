import { toMs } from '@sitong/shared/kernel/time.ts';
import type { Baselines } from '@sitong/shared/protocol/baselines.ts';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatDayMinute, formatMinute, sameDay } from '../../ui/format/time.ts';
import { useFormat } from '../../ui/use-format.ts';
import { knownSpans, shortSeconds } from './baselines.ts';
import { useBaselines } from './use-baselines.ts';
import { useCheckedMs } from './use-checked.ts';

/** `07-06`. */
const day = (ms: number): string => formatDayMinute(ms).slice(0, 5);

/** In the title of an empty panel: until when it is known to be empty. */
export function Checked() {
  const { t } = useTranslation('wall');
  return <span>{t('baseline.checked', { at: formatMinute(useCheckedMs()) })}</span>;
}

/** Under "no incident is open": the last one, how long it took. */
export function LastIncident() {
  const { t } = useTranslation(['wall', 'command']);
  const { span } = useFormat();
  const known = useBaselines('quiet');
  const last = known?.incidents.last;
  if (known === undefined || known.since === null) return t('wall:incidents.noneDetail');
  if (last == null) return t('wall:baseline.noIncident', { date: day(toMs(known.since)) });
  const [fromMs, toEndMs] = [toMs(last.reportedAt), toMs(last.closedAt)];
  return (
    <>
      <span className="block">
        {t('wall:baseline.lastIncident', { date: day(fromMs), hazard: t(`command:hazard.${last.hazard}`) })}
      </span>
      <span className="block">{t('wall:baseline.took', { span: span(toEndMs - fromMs) })}</span>
    </>
  );
}

/** Under "no warning is in force": the last one, when it ended, who had answered. */
export function LastWarning() {
  const { t } = useTranslation(['wall', 'command']);
  const known = useBaselines('quiet');
  const last = known?.warnings.last;
  if (known === undefined || known.since === null) return t('wall:warnings.noneDetail');
  if (last == null) return t('wall:baseline.noWarning', { date: day(toMs(known.since)) });
  const endedMs = toMs(last.endedAt);
  const warning =
    last.hazard === null || last.level === null
      ? last.headline
      : t('wall:warnings.name', {
          hazard: t(`command:hazard.${last.hazard}`),
          colour: t(`wall:warnings.colour.${last.level}`),
        });
  const how = last.how === 'cancelled' ? 'wall:baseline.lifted' : 'wall:baseline.expired';
  return (
    <>
      <span className="block">{t('wall:baseline.lastWarning', { date: day(endedMs), warning })}</span>
      <span className="block">
        {t(how, { at: formatMinute(endedMs) })}
        {last.called === 0 ? null : ` · ${t('wall:baseline.calls', { answered: last.answered, called: last.called })}`}
        {last.kind === 'own' ? null : ` · ${t('wall:warnings.received')}`}
      </span>
      <ReceivedThisMonth className="hidden lang-en:block" />
    </>
  );
}

/**
 * In the title of quiet warnings: how many other bodies sent, where the log holds the whole month. English has no room
 * for it there and says it below.
 */
export function ReceivedThisMonth({ className }: { className: string }) {
  const { t } = useTranslation('wall');
  const known = useBaselines('quiet');
  if (known === undefined || knownSpans(known).month.kind !== 'whole') return null;
  return <span className={className}>{t('baseline.received', { count: known.warnings.received })}</span>;
}

/** In the title of quiet alarms: how many there were in the last day, or since the log began. */
export function AlarmsOfDay() {
  const { t } = useTranslation('wall');
  const known = useBaselines('quiet');
  if (known === undefined) return null;
  const { hours, raised } = known.alarms;
  const spans = knownSpans(known);
  return spans.alarms.kind === 'part'
    ? t('baseline.alarmsSince', { date: formatMinute(spans.alarms.sinceMs), count: raised })
    : t('baseline.alarms', { hours, count: raised });
}

/** How the alarms of the last day went: over, waited for, set aside. */
export function QuietAlarms() {
  const { t } = useTranslation('wall');
  const known = useBaselines('quiet');
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const nowMs = useNow(60_000);
  const shelved = Object.values(alarms).flatMap((alarm) => (alarm.shelved === undefined ? [] : [alarm.shelved]));
  const untilMs = Math.min(...shelved.map(({ until }) => toMs(until)));
  return (
    <dl className="m-0 py-1 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 leading-[1.55] [&>dd]:m-0 [&>dd]:text-right [&>dd]:font-medium">
      <dt>{t('baseline.settled')}</dt>
      <dd>{known === undefined ? '—' : `${known.alarms.settled}/${known.alarms.raised}`}</dd>
      <dt>{t('baseline.ackMean')}</dt>
      <dd>{known === undefined ? '—' : <AckMean alarms={known.alarms} />}</dd>
      <dt>{t('baseline.shelvedNow')}</dt>
      <dd className={shelved.length === 0 ? 'text-ink-3' : ''}>
        {shelved.length === 0
          ? '0'
          : t('baseline.until', {
              count: shelved.length,
              at: sameDay(untilMs, nowMs) ? formatMinute(untilMs) : formatDayMinute(untilMs),
            })}
      </dd>
    </dl>
  );
}

function AckMean({ alarms: { ackMeanS } }: Pick<Baselines, 'alarms'>) {
  const { t } = useTranslation('wall');
  const { span } = useFormat();
  if (ackMeanS === null) return '—';
  const seconds = shortSeconds(ackMeanS);
  return seconds === undefined ? span(ackMeanS * 1000) : t('baseline.seconds', { s: seconds });
}
