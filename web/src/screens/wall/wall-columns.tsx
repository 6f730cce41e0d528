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
import type { WallRows } from './wall-layout.ts';

interface ColumnsProps {
  readonly rows: WallRows;
  /** Dims what is shown while the line is cut. */
  readonly dim: string;
}

/** A panel never shrinks: what does not fit is left out by count, not cut through the middle. */
const stack = 'min-h-0 min-w-0 flex flex-col [&>*]:shrink-0 overflow-hidden';

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
export function Columns({ rows, dim }: ColumnsProps) {
  const checkedAtMs = useCheckedMs();
  return (
    <>
      <div style={{ gridArea: 'left' }} data-keys="list" className={`${stack} bg-bg-1 border-r border-hairline ${dim}`}>
        <IncidentsPanel rows={rows.incidents} row={rows.incidentRow} />
        <AlarmsPanel rows={rows.alarms} quiet={quietAlarms(rows)} />
        {rows.reports === 0 ? null : <ReportsPanel rows={rows.reports} checkedAtMs={checkedAtMs} />}
        {rows.tasks === 0 ? null : <DuePanel rows={rows.tasks} />}
        {rows.sources === 'shown' ? <SourcesPanel /> : null}
      </div>
      <div
        style={{ gridArea: 'right' }}
        data-keys="list"
        className={`${stack} bg-bg-1 border-l border-hairline ${dim}`}
      >
        <WarningsPanel rows={rows.warnings} />
        <TeamsPanel rows={rows.teams} />
        <GaugesPanel rows={rows.gauges} />
      </div>
      <div style={{ gridArea: 'orders' }} className={`min-w-0 ${dim}`}>
        <OrdersStrip most={rows.orders} />
      </div>
    </>
  );
}

/** Six screens: each column is parted where the upper screen ends, and no panel lies across. */
export function SixScreens({ rows, dim }: ColumnsProps) {
  const checkedAtMs = useCheckedMs();
  const left = `${stack} bg-bg-1 border-r border-hairline ${dim}`;
  const right = `${stack} bg-bg-1 border-l border-hairline ${dim}`;
  return (
    <>
      <div style={{ gridArea: 'left' }} data-keys="list" className={left}>
        <IncidentsPanel rows={rows.incidents} row={rows.incidentRow} />
        <AlarmsPanel rows={rows.alarms} quiet={quietAlarms(rows)} />
      </div>
      <div style={{ gridArea: 'right' }} data-keys="list" className={right}>
        <WarningsPanel rows={rows.warnings} />
        <TeamsPanel rows={rows.teams} />
      </div>
      <div style={{ gridArea: 'left2' }} data-keys="list" className={left}>
        <ReportsPanel rows={rows.reports} checkedAtMs={checkedAtMs} />
        <SourcesPanel />
        <div className="mt-auto [&_ol]:grid-cols-2!">
          <OrdersStrip most={rows.orders} />
        </div>
      </div>
      <div style={{ gridArea: 'right2' }} data-keys="list" className={right}>
        <GaugesPanel rows={rows.gauges} />
      </div>
    </>
  );
}
