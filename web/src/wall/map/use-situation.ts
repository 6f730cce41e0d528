import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { type Incident, initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { incidentMarks } from '../../pillars/command/marks.ts';
import { hazardMarks, incomingAreas, sensorMarks } from '../../pillars/monitoring/marks.ts';
import { warningAreas } from '../../pillars/release/layers.ts';
import { teamMarks } from '../../pillars/rescue/team-marks.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { formatNumber } from '../../ui/format/number.ts';
import { hazardsThatMatter, type Situation, shelterMarks } from './situation-model.ts';

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
  const incidents = useMemo(
    () =>
      incidentMarks(open, (incident: Incident) => {
        const count = incident.figures.trapped?.value ?? 0;
        return count > 0 ? t('wall:map.incidentFigure', { title: incident.title, count }) : incident.title;
      }),
    [open, t],
  );
  const areas = useMemo(
    () => [...incomingAreas(incoming, county), ...warningAreas(warnings, county)],
    [incoming, warnings, county],
  );
  const hazards = useMemo(() => {
    const all = hazardMarks(county);
    return shown === 'all' ? all : hazardsThatMatter(all, areas, open);
  }, [county, areas, open, shown]);
  const sensors = useMemo(
    () =>
      sensorMarks(county, { alarms, sensorsOut }, readings, shown === 'all' ? 'all' : 'key', {
        value: (quantity, value) => {
          const decimals = quantity === 'level_m' ? 2 : 1;
          return `${formatNumber(value, decimals)} ${unitOf(quantity)}`;
        },
      }),
    [county, alarms, sensorsOut, readings, shown],
  );
  const shelters = useMemo(
    () =>
      shelterMarks(county, open, shown === 'all' ? 'all' : 'near', (name, capacity) =>
        t('wall:map.shelter', { name, capacity: formatNumber(capacity) }),
      ),
    [county, open, shown, t],
  );
  const marks = useMemo(() => teamMarks(county.data.teams, { teams, orders }, units), [county, teams, orders, units]);
  return useMemo(
    () => ({ areas, hazards, sensors, shelters, incidents, teams: marks }),
    [areas, hazards, sensors, shelters, incidents, marks],
  );
}

/** Units are part of a quantity's name (design: units in the name); they are the same in every language. */
function unitOf(quantity: string): string {
  if (quantity.startsWith('rain')) return 'mm';
  if (quantity === 'level_m') return 'm';
  if (quantity === 'level_rise_m_per_h') return 'm/h';
  if (quantity === 'displacement_mm_per_h') return 'mm/h';
  return '%LEL';
}
