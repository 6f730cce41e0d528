import { AlarmsPanel } from '../../pillars/monitoring/wall/alarms-panel.tsx';
import { GaugesPanel } from '../../pillars/monitoring/wall/gauges-panel.tsx';
import { SourcesPanel } from '../../pillars/monitoring/wall/sources-panel.tsx';
import { ReportsPanel } from '../../pillars/release/wall/reports-panel.tsx';
import { OrdersStrip } from '../../pillars/rescue/wall/orders-strip.tsx';
import { TeamsPanel } from '../../pillars/rescue/wall/teams-panel.tsx';
import { DuePanel } from '../../wall/panels/due-panel.tsx';
import { IncidentsPanel } from '../../wall/panels/incidents-panel.tsx';
import { AlarmsOfDay, QuietAlarms } from '../../wall/panels/quiet-facts.tsx';
import { useCheckedMs } from '../../wall/panels/use-checked.ts';
import { WarningsPanel } from '../../wall/panels/warnings-panel.tsx';
import type { WallFit } from './use-wall-rows.ts';
import { WallColumn } from './wall-column.tsx';
import type { WallRows } from './wall-layout.ts';

interface ColumnsProps {
  readonly fit: WallFit;
  /** Dims what is shown while the line is cut. */
  readonly dim: string;
}

function quietAlarms({ alarmFacts }: WallRows) {
  return {
    total: <AlarmsOfDay />,
    facts:
      alarmFacts === 'shown' ? (
        <div className="px-pad">
          <QuietAlarms />
        </div>
      ) : null,
  };
}

/** One screen, or one without bezels: a column each side of the map and the orders below. */
export function Columns({ fit, dim }: ColumnsProps) {
  const { rows } = fit;
  const checkedAtMs = useCheckedMs();
  return (
    <>
      <WallColumn place="left" fit={fit} className={`border-r ${dim}`}>
        <IncidentsPanel rows={rows.incidents} row={rows.incidentRow} />
        <AlarmsPanel rows={rows.alarms} quiet={quietAlarms(rows)} />
        {rows.reports === 0 ? null : <ReportsPanel rows={rows.reports} checkedAtMs={checkedAtMs} />}
        {rows.tasks === 0 ? null : <DuePanel rows={rows.tasks} />}
        {rows.sources === 'shown' ? <SourcesPanel /> : null}
      </WallColumn>
      <WallColumn place="right" fit={fit} className={`border-l ${dim}`}>
        <WarningsPanel rows={rows.warnings} />
        <TeamsPanel rows={rows.teams} />
        <GaugesPanel rows={rows.gauges} />
      </WallColumn>
      <div style={{ gridArea: 'orders' }} className={`min-w-0 ${dim}`}>
        <Orders fit={fit} />
      </div>
    </>
  );
}

/** Six screens: each column is parted where the upper screen ends, and no panel lies across. */
export function SixScreens({ fit, dim }: ColumnsProps) {
  const { rows } = fit;
  const checkedAtMs = useCheckedMs();
  const left = `border-r ${dim}`;
  const right = `border-l ${dim}`;
  return (
    <>
      <WallColumn place="left" fit={fit} className={left}>
        <IncidentsPanel rows={rows.incidents} row={rows.incidentRow} />
        <AlarmsPanel rows={rows.alarms} quiet={quietAlarms(rows)} />
      </WallColumn>
      <WallColumn place="right" fit={fit} className={right}>
        <WarningsPanel rows={rows.warnings} />
        <TeamsPanel rows={rows.teams} />
      </WallColumn>
      <WallColumn place="left2" fit={fit} className={left}>
        <ReportsPanel rows={rows.reports} checkedAtMs={checkedAtMs} />
        <SourcesPanel />
        <div className="mt-auto">
          <Orders fit={fit} />
        </div>
      </WallColumn>
      <WallColumn place="right2" fit={fit} className={right}>
        <GaugesPanel rows={rows.gauges} />
      </WallColumn>
    </>
  );
}

function Orders({ fit }: { fit: WallFit }) {
  const { rows, key, onOver } = fit;
  return (
    <OrdersStrip most={rows.orders} columns={rows.orderColumns} fitKey={key} onOver={(px) => onOver('orders', px)} />
  );
}
