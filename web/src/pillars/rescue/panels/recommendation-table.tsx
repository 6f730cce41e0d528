import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Skill } from '@sitong/shared/kernel/master/teams.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../ui/chip.tsx';
import { formatMinute } from '../../../ui/format/time.ts';
import { DenseList } from '../../../ui/table/dense-list.tsx';
import { useReasonWords } from '../actions/reason-words.ts';
import type { Recommended, RecommendedRow } from '../selectors/recommendation.ts';
import { columnOf } from '../team-marks.ts';
import { TeamGlyph } from './team-glyph.tsx';

const columns =
  'grid w-full min-w-0 items-center gap-x-3 grid-cols-[1.75rem_minmax(7rem,1.3fr)_minmax(7.5rem,1fr)_minmax(6rem,1.6fr)_3.5rem_3.5rem_minmax(6rem,1.4fr)] max-2xl:gap-x-2 max-2xl:grid-cols-[1.75rem_minmax(7.5rem,1.1fr)_minmax(8.5rem,1fr)_minmax(9rem,1.3fr)_3.5rem_minmax(6.75rem,1.3fr)] max-2xl:lang-en:grid-cols-[1.75rem_minmax(7.5rem,1.1fr)_minmax(8.25rem,1fr)_minmax(11rem,1.5fr)_2.5rem_minmax(5.5rem,1fr)]';

/** A longer word for it reaches into the gaps on both sides. */
const load = 'max-2xl:lang-en:justify-self-center';

export interface RecommendationProps {
  table: Recommended;
  needed: readonly Skill[];
  /** World time the table counts from, and the deadline; ms. */
  atMs: number;
  arriveByMs: number | undefined;
  county: CountyIndex;
  openId: string | null;
  most: number;
  onOpen: (team: string) => void;
  /** Enter on a row. */
  onAct: (team: string) => void;
  /** Buttons of the opened row. */
  acts: (row: RecommendedRow) => ReactNode;
}

/** [RES-17] A table to choose from, never a choice: arrival against the deadline, capabilities, strength, load, reason. */
export function RecommendationTable(props: RecommendationProps) {
  const { table, needed, county, openId, onOpen, onAct, acts, most } = props;
  const { t } = useTranslation(['dispatch', 'rescue']);
  const rows = table.ranked.slice(0, most).map((row, i) => ({ ...row, id: row.team, rank: i + 1 }));
  const scaleMin = Math.max(30, ...rows.map(({ arrivalMin }) => arrivalMin), deadlineMin(props) ?? 0) * 1.15;
  return (
    <div className="flex flex-col min-h-0 h-full">
      <div
        aria-hidden="true"
        className={`${columns} px-pad min-h-row-group text-meta text-ink-3 border-b border-hairline`}
      >
        <span />
        <span>{t('recommend.team')}</span>
        <span>{t('recommend.arrival')}</span>
        <span>{t('recommend.skills')}</span>
        <span className="max-2xl:hidden">{t('recommend.people')}</span>
        <span className={load}>{t('recommend.load')}</span>
        <span>{t('recommend.reason')}</span>
      </div>
      {/* A laptop shows four teams to choose from. */}
      <div className="flex-1 min-h-0 overflow-auto [@media(max-height:50rem)]:[--row-recommendation:2.875rem]">
        <DenseList
          label={t('recommend.title')}
          rows={rows}
          rowHeight="recommendation"
          virtual={false}
          textOf={(row) => county.teams.get(row.team)?.name ?? row.team}
          selectedId={openId}
          onSelect={onOpen}
          onAct={onAct}
          empty={t('recommend.none')}
        >
          {(row) => (
            <div className="w-full min-w-0 py-2 grid gap-2 max-2xl:py-1 max-2xl:gap-1 [@media(max-height:50rem)]:py-0 [@media(max-height:50rem)]:leading-[1.35]">
              <Line row={row} rank={row.rank} needed={needed} scaleMin={scaleMin} given={props} />
              {row.id === openId ? <Opened row={row} county={county} acts={acts} /> : null}
            </div>
          )}
        </DenseList>
      </div>
    </div>
  );
}

function deadlineMin({ arriveByMs, atMs }: Pick<RecommendationProps, 'arriveByMs' | 'atMs'>): number | undefined {
  return arriveByMs === undefined ? undefined : (arriveByMs - atMs) / 60_000;
}

function Line(props: {
  row: RecommendedRow;
  rank: number;
  needed: readonly Skill[];
  scaleMin: number;
  given: RecommendationProps;
}) {
  const { row, rank, needed, scaleMin, given } = props;
  const { t } = useTranslation(['dispatch', 'rescue']);
  const words = useReasonWords();
  const team = given.county.teams.get(row.team);
  if (team === undefined) return null;
  const skills = needed.length > 0 ? needed : team.skills.slice(0, 3);
  return (
    <div className={columns}>
      <span className="grid place-items-center size-6 rounded-full border border-control text-meta">{rank}</span>
      <span className="flex items-center gap-2 min-w-0">
        <TeamGlyph kind={team.kind} column={columnOf(row.status)} />
        <span className="min-w-0">
          <span className="block text-row font-medium truncate [@media(max-height:50rem)]:leading-[1.3]">
            {team.name}
          </span>
          <span className="block text-meta text-ink-3 [@media(max-height:50rem)]:leading-[1.35]">
            {t('recommend.strength', { people: team.members, vehicles: team.vehicles })}
          </span>
        </span>
      </span>
      <Arrival row={row} atMs={given.atMs} deadline={deadlineMin(given)} scaleMin={scaleMin} />
      <span className="flex flex-wrap gap-1 max-2xl:gap-y-0 min-w-0 [&>*]:max-2xl:border-0 [&>*]:max-2xl:px-0.5 [&>*]:max-2xl:text-mini">
        {skills.map((skill) => (
          <Chip key={skill} kind={needed.length === 0 ? 'plain' : row.missingSkills.includes(skill) ? 'lacks' : 'has'}>
            {t(`rescue:skill.${skill}`)}
          </Chip>
        ))}
      </span>
      <span className="max-2xl:hidden">{t('recommend.members', { count: team.members })}</span>
      <span className={load}>{row.otherOrders}</span>
      <span className="text-meta text-ink-2 [@media(max-height:50rem)]:leading-[1.35]">
        {words.short(row).map((line) => (
          <span key={line} className="block">
            {line}
          </span>
        ))}
      </span>
    </div>
  );
}

/** When it would be there, by how much early or late, and the same as a bar with the deadline as a tick. */
function Arrival({
  row,
  atMs,
  deadline,
  scaleMin,
}: {
  row: RecommendedRow;
  atMs: number;
  deadline: number | undefined;
  scaleMin: number;
}) {
  const { t } = useTranslation('dispatch');
  const late = row.slackMin !== undefined && row.slackMin < 0;
  const share = (minutes: number): string => `${Math.min(100, Math.max(0, (minutes / scaleMin) * 100))}%`;
  return (
    <span className="min-w-0">
      <span className="flex flex-wrap gap-x-3 max-2xl:gap-x-2 whitespace-nowrap">
        <span className="font-medium">{formatMinute(atMs + row.arrivalMin * 60_000)}</span>
        {row.slackMin === undefined ? null : (
          <span className={late ? 'text-ink-2' : ''}>
            {t(late ? 'recommend.late' : 'recommend.early', { minutes: Math.round(Math.abs(row.slackMin)) })}
          </span>
        )}
      </span>
      <span aria-hidden="true" className="relative block h-1 mt-1 bg-bg-0">
        <span
          className={`absolute inset-y-0 left-0 ${late ? 'bg-ink-3' : 'bg-own'}`}
          style={{ width: share(row.arrivalMin) }}
        />
        {deadline === undefined ? null : (
          <span className="absolute -top-1 h-3 w-0.5 bg-ink-1" style={{ left: share(deadline) }} />
        )}
      </span>
    </span>
  );
}

function Opened({
  row,
  county,
  acts,
}: {
  row: RecommendedRow;
  county: CountyIndex;
  acts: RecommendationProps['acts'];
}) {
  const { t } = useTranslation('dispatch');
  const words = useReasonWords();
  const team = county.teams.get(row.team);
  const pros = words.pros(row);
  const cautions = words.cautions(row);
  // Side by side where there is width for it; else each in a run of its own, so that four rows stand on a laptop.
  return (
    <div className="grid grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)_auto] max-2xl:flex max-2xl:flex-wrap max-2xl:items-center gap-x-6 gap-y-1 pl-10 pr-1 max-2xl:pl-9 [@media(max-height:50rem)]:gap-y-0 [@media(max-height:50rem)]:pb-1 text-meta text-ink-2">
      <div className="max-2xl:basis-full max-2xl:flex max-2xl:gap-x-3">
        <p className="m-0 text-ink-3 whitespace-nowrap">{t('recommend.why')}</p>
        <ol className="m-0 pl-5 list-decimal max-2xl:flex max-2xl:flex-wrap max-2xl:gap-x-7 max-2xl:[&>li]:max-w-full">
          {pros.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </div>
      <div className="max-2xl:flex-1 max-2xl:basis-40 max-2xl:flex max-2xl:flex-wrap max-2xl:gap-x-3">
        <p className="m-0 text-ink-3">{t('recommend.cautions')}</p>
        {cautions.length === 0 ? t('recommend.noCautions') : null}
        {cautions.map((line) => (
          <p key={line} className="m-0 text-ink-1">
            {line}
          </p>
        ))}
        <p className="m-0">
          {t('recommend.leader', { name: county.persons.get(team?.leader ?? '')?.name ?? '—' })}
          {team?.radioChannel === undefined ? null : ` ${t('recommend.channel', { channel: team.radioChannel })}`}
        </p>
      </div>
      <div className="grid gap-2 content-start max-2xl:flex">{acts(row)}</div>
    </div>
  );
}
