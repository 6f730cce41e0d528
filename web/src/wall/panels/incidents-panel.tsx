import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShownCounty } from '../../plumbing/privacy/name-mask.ts';
import { Elapsed } from '../../ui/clock/countdown.tsx';
import { levelText } from '../../ui/level/level.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Checked, LastIncident } from './quiet-facts.tsx';
import { type IncidentForces, useIncidentForces, useOpenIncidents } from './use-incidents.ts';

/** Open incidents, the worst first: what, how bad, where, who has it, since when. */
export function IncidentsPanel({ rows, row }: { rows: number; row: 'whole' | 'dense' }) {
  const { t } = useTranslation('wall');
  const incidents = useOpenIncidents();
  const forces = useIncidentForces();
  const shown = incidents.slice(0, rows);
  const more = incidents.length - shown.length;
  return (
    <Panel
      title={t('incidents.title', { count: incidents.length })}
      actions={incidents.length === 0 ? <Checked /> : <span>{t('incidents.byLevel')}</span>}
      state={
        incidents.length === 0
          ? { kind: 'empty', text: t('incidents.none'), detail: <LastIncident /> }
          : { kind: 'ready' }
      }
    >
      <ul className="m-0 p-0 list-none">
        {shown.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} forces={forces.get(incident.id)} row={row} />
        ))}
      </ul>
      {more > 0 ? <p className="m-0 px-pad py-1 text-meta text-ink-2">{t('incidents.more', { count: more })}</p> : null}
    </Panel>
  );
}

const IncidentRow = memo(function IncidentRow(props: {
  incident: Incident;
  forces: IncidentForces | undefined;
  row: 'whole' | 'dense';
}) {
  const { incident, forces, row } = props;
  const { t } = useTranslation(['wall', 'command']);
  const county = useShownCounty();
  const nameOf = (id: string): string => county.persons.get(id)?.name ?? id;
  const figure = (['trapped', 'missing', 'threatened'] as const).find((one) => (incident.figures[one]?.value ?? 0) > 0);
  const commander = incident.siteCommander;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 px-pad py-2 leading-[1.35] border-b border-row-line">
      <LevelGlyph level={incident.grade} size={24} />
      <p className="m-0 text-key leading-[1.25]">{incident.title}</p>
      <Elapsed
        sinceMs={Date.parse(incident.reportedAt)}
        className={`text-key leading-[1.25] font-medium ${levelText[incident.grade]}`}
      />
      <div className="col-start-2 col-span-2 text-meta text-ink-2">
        {/* What has no room on the first line stands before the place. */}
        <p className="m-0 flex flex-wrap gap-x-3 lang-en:gap-x-2 [&>*]:whitespace-nowrap">
          <span>{t(`command:grade.${incident.grade}`)}</span>
          {figure === undefined ? null : (
            <span className="text-ink-1">
              {t('wall:incidents.figure', {
                figure: t(`command:figure.${figure}`),
                count: incident.figures[figure]?.value ?? 0,
              })}
            </span>
          )}
          <span>{t(`command:incidentStatus.${incident.status}`)}</span>
          {row === 'dense' ? null : (
            <span className="flex-auto basis-[calc(100%-6.6em)] whitespace-normal!">
              {placeOf(incident, county.divisionName)}
            </span>
          )}
        </p>
        <p className="m-0 flex flex-wrap gap-x-3 [&>*]:whitespace-nowrap">
          <span className="text-ink-1">
            {commander === undefined
              ? t('wall:incidents.owner', { name: nameOf(incident.owner) })
              : t('wall:incidents.commander', { name: nameOf(commander.person) })}
          </span>
          <span>
            {forces === undefined
              ? t('wall:incidents.noTeams')
              : t('wall:incidents.teams', { teams: forces.teams, people: forces.people })}
          </span>
        </p>
      </div>
    </li>
  );
});

/** Town in front of the place, unless the place already names it. */
function placeOf(incident: Incident, divisionName: (code: string) => string): string {
  const { division, name } = incident.place;
  const town = divisionName(`${division.slice(0, 9)}000`);
  const village = divisionName(division);
  const where = name.includes(village) || division.endsWith('000') ? name : `${village} ${name}`;
  return where.includes(town) ? where : `${town} ${where}`;
}
