import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinute } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import { type TeamColumn, teamColumns } from '../team-marks.ts';
import { TeamDot, type TeamDotLook } from './team-dot.tsx';
import { countByColumn, type TeamStanding, tellingTeams, useTeamStandings } from './use-teams.ts';

const weight: Readonly<Record<TeamColumn, number>> = { out: 0, on_scene: 1, returning: 2, off_duty: 3, available: 4 };
const countColour: Readonly<Record<TeamColumn, string>> = {
  available: '',
  out: 'text-own',
  on_scene: 'text-own',
  returning: 'text-own',
  off_duty: '',
};

/** How many teams in each state, then those that are not simply waiting, lost ones first. */
export function TeamsPanel({ rows }: { rows: number }) {
  const { t } = useTranslation(['wall', 'rescue']);
  const teams = useTeamStandings();
  const counts = countByColumn(teams.map(({ mark }) => mark));
  const known = teams.filter(({ standing }) => standing === 'fresh' || standing === 'stale').length;
  const telling = tellingTeams(teams).sort(
    (a, b) =>
      Number(b.standing === 'lost') - Number(a.standing === 'lost') || weight[a.mark.column] - weight[b.mark.column],
  );
  const more = telling.length - rows;
  return (
    <Panel
      title={t('wall:teams.title', { count: teams.length })}
      actions={
        <>
          {more > 0 ? <span>{t('wall:teams.more', { count: more })}</span> : null}
          <span>{t('wall:teams.positioned', { known, count: teams.length })}</span>
        </>
      }
    >
      <dl className="m-0 px-pad py-1 grid grid-cols-[repeat(5,minmax(min-content,1fr))] gap-x-2 border-b border-row-line leading-[1.2]">
        {teamColumns.map((column) => (
          <div key={column} className="flex flex-col-reverse">
            <dt className="text-mini text-ink-2 whitespace-nowrap">{t(`wall:teams.column.${column}`)}</dt>
            <dd className={`m-0 text-title ${counts[column].teams === 0 ? 'text-ink-3' : countColour[column]}`}>
              {counts[column].teams}
            </dd>
          </div>
        ))}
      </dl>
      <ul className="m-0 py-1 px-0 list-none">
        {telling.slice(0, rows).map((team) => (
          <TeamRow key={team.mark.id} team={team} />
        ))}
        {telling.length === 0 ? (
          <li className="px-pad text-meta text-ink-2">
            <span className="text-ink-1">{t('wall:teams.none')}</span> {t('wall:teams.noneDetail')}
          </li>
        ) : null}
      </ul>
    </Panel>
  );
}

function dotOf({ mark, standing }: TeamStanding): TeamDotLook {
  if (standing === 'lost' || standing === 'ahead') return 'lost';
  if (mark.column === 'off_duty') return 'off';
  if (standing === 'none') return 'unplaced';
  return mark.column === 'available' ? 'home' : 'out';
}

const TeamRow = memo(function TeamRow({ team }: { team: TeamStanding }) {
  const { t } = useTranslation(['wall', 'rescue']);
  const { span } = useFormat();
  const { mark, standing, ageMs, arrivalMs } = team;
  const status = t(`rescue:teamStatus.${mark.status}`);
  const place = mark.order?.content.destination.name;
  const arriveBy = mark.column === 'out' ? mark.order?.content.arriveBy : undefined;
  const dueMs = arriveBy === undefined ? undefined : Date.parse(arriveBy);
  return (
    <li className="grid grid-cols-[auto_auto_minmax(0,1fr)_auto] items-center gap-x-2 px-pad min-h-[1.6em] leading-[1.6]">
      <TeamDot kind={mark.kind} state={dotOf(team)} />
      <span className="max-w-[6em] leading-[1.3]">{mark.name}</span>
      {/* Without room for both, the state stands above the place. */}
      <span className="text-mini text-ink-2 text-right leading-[1.2] break-keep wrap-anywhere">
        {place === undefined
          ? status
          : mark.status === 'en_route'
            ? t('wall:teams.underWay', { place })
            : t('wall:teams.going', { status, place })}
      </span>
      {standing === 'lost' && ageMs !== undefined ? (
        <span className="text-meta text-fault whitespace-nowrap">{t('wall:teams.lost', { span: span(ageMs) })}</span>
      ) : (
        <span className="text-meta whitespace-nowrap">
          <Arrival arrivalMs={arrivalMs} dueMs={dueMs} positioned={standing !== 'none'} />
        </span>
      )}
    </li>
  );
});

/** When it will be there; late against its order, the hour it was given stands beside it. Else that hour alone. */
function Arrival(props: { arrivalMs: number | undefined; dueMs: number | undefined; positioned: boolean }) {
  const { arrivalMs, dueMs, positioned } = props;
  const { t } = useTranslation('wall');
  const due = dueMs === undefined ? undefined : t('teams.due', { at: formatMinute(dueMs) });
  if (arrivalMs !== undefined) {
    const about = t('teams.arrives', { at: formatMinute(arrivalMs) });
    if (due === undefined || arrivalMs <= (dueMs ?? 0)) return about;
    return <span className="text-level-2">{t('teams.late', { about, due })}</span>;
  }
  return due ?? (positioned ? null : t('teams.unplaced'));
}
