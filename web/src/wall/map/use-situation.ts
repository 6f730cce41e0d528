import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { type Incident, initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type IncidentMark, incidentMarks } from '../../pillars/command/marks.ts';
import { hazardMarks, incomingAreas, type SensorMark, sensorMarks } from '../../pillars/monitoring/marks.ts';
import { warningAreas } from '../../pillars/release/layers.ts';
import { type ShelterMark, teamMarks } from '../../pillars/rescue/team-marks.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { formatNumber } from '../../ui/format/number.ts';
import { hazardsThatMatter, type Situation, shelterMarks } from './situation-model.ts';
import { useSteady } from './use-steady.ts';

/** `relevant`: what bears on the present situation; `all`: every hazard point, shelter and sensor. */
export type ShownResources = 'relevant' | 'all';

/** The situation as marks. Each part is made anew only when the part of the state it comes from has changed. */
export function useSituation(shown: ShownResources): Situation {
  const { t } = useTranslation(['wall', 'monitoring']);
  const county = useCounty();
  const incoming = useWorldState((state) => state.monitoring.incoming);
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const sensorsOut = useWorldState((state) => state.monitoring.sensorsOut);
  const warnings = useWorldState((state) => state.release.warnings);
  const teams = useWorldState((state) => state.rescue.teams);
  const orders = useWorldState((state) => state.rescue.orders);
  const command = useWorldState((state) => state.command.incidents);
  const readings = useLive((live) => live.readings);
  const units = useLive((live) => live.units.list);

  const open = useMemo(() => openIncidents({ ...initialCommand, incidents: command }), [command]);
  const incidentsNow = useMemo(
    () =>
      incidentMarks(open, (incident: Incident) => {
        const count = incident.figures.trapped?.value ?? 0;
        return count > 0 ? t('wall:map.incidentFigure', { title: incident.title, count }) : incident.title;
      }),
    [open, t],
  );
  const incidents = useSteady(incidentsNow, sameIncident);
  const areas = useMemo(
    () => [...incomingAreas(incoming, county), ...warningAreas(warnings, county)],
    [incoming, warnings, county],
  );
  const everyHazard = useMemo(() => hazardMarks(county), [county]);
  const hazards = useSteady(
    useMemo(
      () => (shown === 'all' ? everyHazard : hazardsThatMatter(everyHazard, areas, open)),
      [everyHazard, areas, open, shown],
    ),
  );
  const sensorsNow = useMemo(
    () =>
      sensorMarks(county, { alarms, sensorsOut }, readings, shown === 'all' ? 'all' : 'key', {
        value: (quantity, value) => {
          const decimals = quantity === 'level_m' ? 2 : 1;
          return `${formatNumber(value, decimals)} ${unitOf(quantity)}`;
        },
      }),
    [county, alarms, sensorsOut, readings, shown],
  );
  const sensors = useSteady(sensorsNow, sameSensor);
  const sheltersNow = useMemo(
    () =>
      shelterMarks(county, open, shown === 'all' ? 'all' : 'near', (name, capacity) =>
        t('wall:map.shelter', { name, capacity: formatNumber(capacity) }),
      ),
    [county, open, shown, t],
  );
  const shelters = useSteady(sheltersNow, sameShelter);
  const marks = useMemo(() => teamMarks(county.data.teams, { teams, orders }, units), [county, teams, orders, units]);
  return useMemo(
    () => ({ areas, hazards, sensors, shelters, incidents, teams: marks }),
    [areas, hazards, sensors, shelters, incidents, marks],
  );
}

// News of an incident or an alarm seldom changes what the map shows of it.
const sameIncident = (one: IncidentMark, two: IncidentMark): boolean =>
  one.id === two.id && one.level === two.level && one.text === two.text && one.point === two.point;
const sameShelter = (one: ShelterMark, two: ShelterMark): boolean =>
  one.id === two.id && one.text === two.text && one.lon === two.lon && one.lat === two.lat;
const sameSensor = (one: SensorMark, two: SensorMark): boolean =>
  one.sensor === two.sensor && one.level === two.level && one.text === two.text && one.state === two.state;

/** Units are part of a quantity's name (design: units in the name); they are the same in every language. */
function unitOf(quantity: string): string {
  if (quantity.startsWith('rain')) return 'mm';
  if (quantity === 'level_m') return 'm';
  if (quantity === 'level_rise_m_per_h') return 'm/h';
  if (quantity === 'displacement_mm_per_h') return 'mm/h';
  return '%LEL';
}
