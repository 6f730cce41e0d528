import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../../plumbing/live/live-store.ts';
import { Chart } from '../../../ui/chart/chart.tsx';
import { ChipChoice } from '../../../ui/chip.tsx';
import { useFreshness } from '../../../ui/clock/age.tsx';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { formatNumber } from '../../../ui/format/number.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { stationName } from '../marks.ts';
import {
  type IncidentPlace,
  type IncidentSensor,
  sensorsOfIncident,
  TELLING_KINDS,
  trendWindow,
} from '../selectors/incident-sensors.ts';
import { NewestValue } from './newest-value.tsx';
import { useTrendModel } from './use-trend-model.ts';

/** Stations offered: more than these nobody compares. */
const MOST_SENSORS = 3;

/**
 * The station that decides how an incident goes on, from before it was reported until now, and why this one; others
 * that matter a press away. Without any it says so in one line.
 */
export function IncidentTrendPanel(props: {
  incident: IncidentPlace & { readonly reportedAt: string };
  /** Id of the station looked at, as the address names it. */
  chosen: string | undefined;
  onChoose: (sensor: string | undefined) => void;
}) {
  const { incident, chosen, onChoose } = props;
  const { t } = useTranslation('incident');
  const sensors = useIncidentSensors(incident);
  const first = sensors[0];
  const shown = sensors.find(({ sensor }) => sensor.id === chosen) ?? first;
  if (shown === undefined) {
    const none = TELLING_KINDS[incident.hazard].length === 0 ? 'watch.noKind' : 'watch.noneNear';
    return (
      <Panel title={t('watch.title')}>
        <p className="m-0 px-pad py-2 text-ink-2">{t(none)}</p>
      </Panel>
    );
  }
  return (
    <OneTrend
      key={shown.sensor.id}
      shown={shown}
      reportedMs={Date.parse(incident.reportedAt)}
      others={
        sensors.length < 2 ? null : (
          <ChipChoice
            label={t('watch.choose')}
            choices={sensors.map(({ sensor }) => ({ id: sensor.id, label: sensor.name.replace(/站$/, '') }))}
            value={shown.sensor.id}
            onChange={(id) => onChoose(id === first?.sensor.id ? undefined : id)}
          />
        )
      }
    />
  );
}

/** Looked at anew only when a reading came; the same list as long as the same stations stand in it. */
function useIncidentSensors({ id, hazard, point, division }: IncidentPlace): readonly IncidentSensor[] {
  const county = useCounty();
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const choose = useMemo(() => {
    const list = Object.values(alarms);
    let seen: Readonly<Record<string, unknown>> | undefined;
    let chosen: readonly IncidentSensor[] = [];
    return (readings: Readonly<Record<string, unknown>>): readonly IncidentSensor[] => {
      if (readings === seen) return chosen;
      seen = readings;
      const heard = (sensor: string): boolean => readings[sensor] !== undefined;
      const now = sensorsOfIncident({ id, hazard, point, division }, county, list, heard, MOST_SENSORS);
      if (!same(now, chosen)) chosen = now;
      return chosen;
    };
  }, [id, hazard, point, division, county, alarms]);
  return useLive((live) => choose(live.readings));
}

function same(a: readonly IncidentSensor[], b: readonly IncidentSensor[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ sensor, quantity, why }, i) => {
      const other = b[i];
      return sensor === other?.sensor && quantity === other.quantity && why.kind === other.why.kind;
    })
  );
}

function OneTrend(props: { shown: IncidentSensor; reportedMs: number; others: ReactNode }) {
  const { shown, reportedMs, others } = props;
  const { sensor, quantity } = shown;
  const { t } = useTranslation(['incident', 'monitoring']);
  const clock = useClock();
  // In a drill the time of the world is known with the server's first word; the line is asked for then.
  const timed = useLive((live) => live.head !== undefined);
  const span = useMemo(() => trendWindow(reportedMs, timed ? clock.now() : reportedMs), [reportedMs, clock, timed]);
  const moment = useMemo(
    () => ({ atMs: reportedMs, label: t('incident:watch.reported', { at: formatMinute(reportedMs) }) }),
    [reportedMs, t],
  );
  const { model, past } = useTrendModel(sensor, quantity, { sinceMs: span.fromMs, moment });
  const observedAt = useLive((live) => live.readings[sensor.id]?.observedAt);
  const freshness = useFreshness({
    atMs: observedAt === undefined ? null : Date.parse(observedAt),
    cadenceMs: sensor.cadenceS * 1000,
  });
  const name = stationName(sensor);
  const reason = <Reason shown={shown} />;
  return (
    <Panel
      title={`${t(`monitoring:quantity.${quantity}`)} ${name}`}
      meta={<span className="max-2xl:hidden">{reason}</span>}
      actions={span.cut === 'cut' ? <span>{t('incident:watch.cut')}</span> : undefined}
    >
      {/* On a low screen the value and its age stand before the line: they are never what is scrolled away. */}
      <div className="flex flex-col px-pad pt-2 pb-2">
        <div className="[@media(max-height:60rem)]:-order-2">
          {others}
          <p className="m-0 pt-1 text-meta text-ink-3 2xl:hidden">{reason}</p>
        </div>
        {model.points.length === 0 ? (
          <p className="m-0 py-2 text-ink-2">
            {t(past === 'asking' ? 'monitoring:trend.asking' : 'incident:watch.noLine')}
          </p>
        ) : (
          <div
            className={`pt-1 [@media(max-height:60rem)]:[&_[role=img]]:max-h-32 [@media(max-height:50rem)]:[&_[role=img]]:max-h-28! ${freshness === 'lost' ? 'dimmed' : ''}`}
          >
            <Chart
              label={t('incident:watch.label', { sensor: name, quantity: t(`monitoring:quantity.${quantity}`) })}
              model={model}
              height={176}
            />
          </div>
        )}
        <NewestValue sensor={sensor} quantity={quantity} />
      </div>
    </Panel>
  );
}

/** Why this station: its alarm belongs to the incident, it watches the place, or it is the nearest; and how far it is. */
function Reason({ shown: { why, distanceM } }: { shown: IncidentSensor }) {
  const { t } = useTranslation('incident');
  const km = formatNumber(distanceM / 1000, 1);
  switch (why.kind) {
    case 'alarm':
      return <span>{t('watch.why.alarm', { km })}</span>;
    case 'hazard_point':
      return <span title={why.name}>{t('watch.why.hazardPoint', { km })}</span>;
    case 'near':
      return <span>{t('watch.why.near', { km })}</span>;
    default:
      return why satisfies never;
  }
}
