import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Figure } from '@sitong/shared/pillars/command/events.ts';
import type { FigureNow, Incident } from '@sitong/shared/pillars/command/state.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatDayMinute, formatMinute, formatMoment, sameDay } from '../../../ui/format/time.ts';
import { levelText } from '../../../ui/level/level.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { useFormat } from '../../../ui/use-format.ts';

/** The seat the server gives when a person names none. */
const DUTY_SEAT = 'duty';

/** What, where, how grave, since when; figures with as-of time and source; who commands and who owns it. */
export function IncidentHeader({ incident, actions }: { incident: Incident; actions: ReactNode }) {
  const { t } = useTranslation(['incident', 'command']);
  const { span } = useFormat();
  const county = useCounty();
  const nowMs = useNow(10_000);
  const name = (person: string): string => county.persons.get(person)?.name ?? person;
  const graded = incident.grades.at(-1);
  const reportedMs = Date.parse(incident.reportedAt);
  const commander = incident.siteCommander;
  return (
    <header data-pane className="bg-bg-2 border-b border-hairline">
      <div className="flex items-stretch gap-6 max-2xl:gap-3 px-pad py-2.5 min-w-0 overflow-x-auto no-scrollbar max-md:flex-wrap">
        <div className="flex items-center gap-4 min-w-[22rem] max-2xl:min-w-[18rem] max-2xl:flex-1 max-md:min-w-0 max-md:w-full">
          <LevelGlyph level={incident.grade} size={38} />
          <div className="min-w-0">
            <h1 className="m-0 text-title font-medium truncate">{incident.title}</h1>
            <p className="m-0 flex flex-wrap gap-x-3 text-meta text-ink-2">
              <span>{shownNumber('I', incident.number)}</span>
              <span className={`font-medium ${levelText[incident.grade]}`}>{t(`command:grade.${incident.grade}`)}</span>
              {graded === undefined ? null : (
                <span>
                  {t(`gradeKind.${graded.kind}`)} {name(graded.by)} {formatMoment(Date.parse(graded.at), nowMs)}
                </span>
              )}
              <span className="font-medium text-ink-1">{t(`command:incidentStatus.${incident.status}`)}</span>
              <span>
                {t('header.reported', { at: formatMoment(reportedMs, nowMs), span: span(nowMs - reportedMs) })}
              </span>
            </p>
          </div>
        </div>
        <dl className="m-0 flex items-stretch ml-auto shrink-0 max-md:shrink max-md:ml-0 max-md:flex-wrap max-md:w-full">
          <FigureCell label={t('command:figure.trapped')} figures={[incident.figures.trapped]} />
          <FigureCell label={t('header.deadMissing')} figures={[incident.figures.dead, incident.figures.missing]} />
          <FigureCell label={t('command:figure.injured')} figures={[incident.figures.injured]} />
          <FigureCell label={t('header.housed')} figures={[incident.figures.housed ?? incident.figures.evacuated]} />
          <FigureCell
            label={t('command:figure.houses_collapsed')}
            figures={[incident.figures.houses_collapsed]}
            counted="rooms"
          />
        </dl>
        <div className="border-l border-hairline pl-5 max-2xl:pl-3 grid content-center gap-1 text-meta whitespace-nowrap max-2xl:whitespace-normal [&>p]:flex-wrap [&>p]:gap-y-0">
          <p className="m-0 flex gap-3">
            <span className="text-ink-3">{t('header.commander')}</span>
            {commander === undefined ? (
              <span>{t('header.none')}</span>
            ) : (
              <>
                <span className="font-medium">{name(commander.person)}</span>
                <span className="text-ink-2">{county.persons.get(commander.person)?.title}</span>
                <span className="text-ink-2">
                  {t('header.since', { at: formatMoment(Date.parse(commander.at), nowMs) })}
                </span>
              </>
            )}
          </p>
          <p className="m-0 flex gap-3">
            <span className="text-ink-3">{t('header.channel')}</span>
            <span>{commander?.channel || '—'}</span>
            <span className="text-ink-3">{t('header.owner')}</span>
            <span>
              {name(incident.owner)} {incident.seat === DUTY_SEAT ? t('header.dutySeat') : incident.seat}
            </span>
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2 px-pad py-1.5 border-t border-row-line">{actions}</div>
    </header>
  );
}

/** A figure nobody has told is a dash, never 0. */
function FigureCell({
  label,
  figures,
  counted = 'people',
}: {
  label: string;
  figures: readonly (FigureNow | undefined)[];
  counted?: 'people' | 'rooms';
}) {
  const { t } = useTranslation(['incident', 'command']);
  const nowMs = useNow(60_000);
  const told = figures.flatMap((figure) => (figure === undefined ? [] : [figure]));
  const newest = [...told].sort((a, b) => Date.parse(b.asOf) - Date.parse(a.asOf))[0];
  const values = figures.map((figure) => (figure === undefined ? '—' : String(figure.value))).join(' / ');
  return (
    <div className="border-l border-hairline px-4 max-2xl:px-3 min-w-[8.5rem] max-2xl:min-w-[6.5rem] grid content-center">
      <dt className="text-meta text-ink-2">{label}</dt>
      <dd className="m-0 flex items-baseline gap-2">
        <span className="text-figure leading-[1.15] font-medium">{values}</span>
        {newest === undefined ? null : <span className="text-meta text-ink-2">{t(`command:unit.${counted}`)}</span>}
      </dd>
      <dd className="m-0 text-mini text-ink-3 max-w-[12rem] truncate" title={newest?.source}>
        {newest === undefined
          ? t('header.verifying')
          : t('header.asOf', {
              at: (sameDay(Date.parse(newest.asOf), nowMs) ? formatMinute : formatDayMinute)(Date.parse(newest.asOf)),
              source: sourceWord(newest.source, t),
            })}
      </dd>
    </div>
  );
}

const SOURCES = ['alarm', 'incoming_warning', 'phone', 'grid', 'duty'] as const;

/** A figure told with the first report carries the kind of its source, the others what a person wrote. */
export function sourceWord(source: string, t: (key: `incident:source.${(typeof SOURCES)[number]}`) => string): string {
  const known = SOURCES.find((kind) => kind === source);
  return known === undefined ? source : t(`incident:source.${known}`);
}

/** Which figures the history names, in the order of the form. */
export const figureOrder: readonly Figure[] = [
  'trapped',
  'dead',
  'missing',
  'injured',
  'threatened',
  'evacuated',
  'housed',
  'houses_collapsed',
];
