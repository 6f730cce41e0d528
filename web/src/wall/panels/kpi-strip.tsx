import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useHeard } from '../../pillars/monitoring/use-heard.ts';
import { countByColumn, useTeamMarks } from '../../pillars/rescue/wall/use-teams.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { formatNumber, unknownNumber } from '../../ui/format/number.ts';
import { KpiTile, type KpiTileProps } from '../../ui/kpi-tile.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { highestRain, stillToMove, sumOf, unanswered } from './kpis.ts';
import { useCheckedMs } from './use-checked.ts';
import { useOpenIncidents } from './use-incidents.ts';
import { useMonthBaselines } from './use-month-baselines.ts';
import { warningsTogether } from './warnings-in-force.ts';

/** What comes from the log is known up to the server's last word, which comes every 5 s. */
const logCadenceMs = 20_000;
/** Figures of an incident are told by people; half an hour old is old (domain: 续报). */
const figureCadenceMs = 30 * 60_000;
const rainCadenceMs = 300_000;

/** A tile with longer words takes room from those with shorter ones. Five figures, each against something and as of a time. On a quiet day they say what is normal. */
export function KpiStrip({ most }: { most: number }) {
  const tiles = useKpis().slice(0, most);
  return (
    <div
      data-pane
      className="grid h-kpi shrink-0 bg-bg-1 border-b border-hairline divide-x divide-hairline md:[&_dd]:min-w-min max-md:h-auto max-md:grid-cols-2!"
      style={{ gridTemplateColumns: `repeat(${tiles.length}, minmax(min-content, 1fr))` }}
    >
      {tiles.map((tile) => (
        <KpiTile key={tile.label} {...tile} />
      ))}
    </div>
  );
}

function useKpis(): KpiTileProps[] {
  const { t } = useTranslation('wall');
  const { large } = useFormat();
  const county = useCounty();
  const incidents = useOpenIncidents();
  const teams = useTeamMarks();
  const warnings = useWorldState((state) => state.release.warnings);
  const calls = useWorldState((state) => state.release.calls);
  const incoming = useWorldState((state) => state.monitoring.incoming);
  const readings = useLive((live) => live.readings);
  const knownMs = useCheckedMs();
  const inForce = useMemo(() => warningsTogether(warnings, calls, incoming), [warnings, calls, incoming]);
  const columns = useMemo(() => countByColumn(teams), [teams]);
  const quiet = incidents.length === 0 && inForce.length === 0;
  const quantity = quiet ? 'rain_24h_mm' : 'rain_3h_mm';
  const rain = useMemo(() => highestRain(county, readings, quantity, knownMs), [county, readings, quantity, knownMs]);

  const rainTile: KpiTileProps = {
    label: quiet ? t('kpi.rain24h') : t('kpi.rain3h'),
    value: rain === undefined ? unknownNumber : formatNumber(rain.value, 1),
    unit: t('kpi.mm'),
    baseline:
      rain === undefined
        ? t('kpi.noRain')
        : rain.red === undefined
          ? t('kpi.station', { station: rain.station })
          : t('kpi.redLine', { limit: formatNumber(rain.red) }),
    asOfMs: rain?.asOfMs ?? knownMs,
    cadenceMs: rainCadenceMs,
    ...(rain?.red !== undefined && rain.value >= rain.red ? { level: 1 } : {}),
  };
  const home = columns.available;
  const before = useMonthBaselines(quiet ? 'quiet' : 'busy');
  const { all, fresh, newestMs } = useHeard();
  if (quiet) {
    const known = { asOfMs: knownMs, cadenceMs: logCadenceMs };
    return [
      {
        label: t('kpi.open'),
        value: '0',
        unit: t('kpi.incidentUnit'),
        baseline: before?.incidents ?? t('kpi.normalNone'),
        ...known,
      },
      {
        label: t('kpi.inForce'),
        value: '0',
        unit: t('kpi.warningUnit'),
        baseline: before?.warnings ?? t('kpi.normalNone'),
        ...known,
      },
      rainTile,
      {
        label: t('kpi.heard'),
        value: large(fresh),
        unit: `/${large(all)}`,
        baseline: all === fresh ? t('kpi.allHeard') : t('kpi.silent', { count: all - fresh }),
        asOfMs: newestMs ?? Number.NaN,
        cadenceMs: rainCadenceMs,
      },
      {
        label: t('kpi.waiting'),
        value: large(home.people),
        unit: t('kpi.people'),
        baseline:
          columns.off_duty.teams === 0
            ? t('kpi.teamsHome', { count: home.teams })
            : t('kpi.teamsHomeOff', { count: home.teams, off: columns.off_duty.teams }),
        ...known,
      },
    ];
  }
  const trapped = sumOf(incidents, 'trapped');
  const move = stillToMove(incidents);
  const answer = unanswered(Object.values(calls));
  const out = [columns.out, columns.on_scene, columns.returning];
  const sum = (of: 'teams' | 'people'): number => out.reduce((all, column) => all + column[of], 0);
  return [
    {
      label: t('kpi.trapped'),
      value: trapped === undefined ? unknownNumber : large(trapped.value),
      unit: t('kpi.people'),
      baseline: t('kpi.incidents', { count: incidents.length }),
      asOfMs: trapped?.asOfMs ?? knownMs,
      cadenceMs: figureCadenceMs,
    },
    {
      label: t('kpi.toMove'),
      value: move === undefined ? unknownNumber : large(move.value),
      unit: t('kpi.people'),
      baseline:
        move === undefined
          ? t('kpi.incidents', { count: incidents.length })
          : t('kpi.threatened', { count: move.threatened }),
      asOfMs: move?.asOfMs ?? knownMs,
      cadenceMs: figureCadenceMs,
    },
    rainTile,
    {
      label: t('kpi.unanswered'),
      value: large(answer.unanswered),
      unit: t('kpi.people'),
      baseline: t('kpi.called', { count: answer.called }),
      asOfMs: knownMs,
      cadenceMs: logCadenceMs,
      ...(answer.unanswered > 0 ? { level: 1 } : {}),
    },
    {
      label: t('kpi.out'),
      value: large(sum('people')),
      unit: t('kpi.people'),
      baseline: t('kpi.teamsOut', { count: sum('teams') }),
      asOfMs: knownMs,
      cadenceMs: logCadenceMs,
    },
  ];
}
