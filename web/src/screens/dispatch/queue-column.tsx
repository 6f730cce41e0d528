import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { IncidentQueue } from '../../pillars/command/panels/incident-queue.tsx';
import { OrderList } from '../../pillars/rescue/panels/order-list.tsx';
import { meanAcceptS } from '../../pillars/rescue/selectors/order-rows.ts';
import { formatStopwatch } from '../../ui/format/duration.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Panel } from '../../ui/panel.tsx';
import { NeedList } from './need-list.tsx';
import type { OpenNeed } from './needs.ts';
import type { useDispatch } from './use-dispatch.ts';

/** What waits: incidents with who is sent to them, needs nobody serves yet, the orders of the shift. */
export function QueueColumn(props: {
  view: ReturnType<typeof useDispatch>;
  incident: Incident | undefined;
  need: OpenNeed | undefined;
  order: Order | undefined;
  onIncident: (id: string) => void;
  onNeed: (id: string) => void;
  onOrder: (id: string) => void;
  /** Enter on an incident or a need: on to who can go. */
  onTable: () => void;
}) {
  const { view, incident, need, order, onIncident, onNeed, onOrder, onTable } = props;
  const { t } = useTranslation('dispatch');
  const { county, rescue, orders } = view;
  const forcesOf = useCallback(
    (id: string) => {
      const sum = view.forces.get(id);
      if (sum === undefined) return <span className="text-level-3">{t('queue.nobody')}</span>;
      return (
        <>
          <span className="font-medium">{t('queue.forces', { teams: sum.teams, people: sum.people })}</span>
          {sum.onScene > 0 ? <span>{t('queue.onScene', { count: sum.onScene })}</span> : null}
          {sum.out > 0 ? <span>{t('queue.out', { count: sum.out })}</span> : null}
          {sum.unaccepted > 0 ? (
            <span className="text-level-3">{t('queue.unaccepted', { count: sum.unaccepted })}</span>
          ) : null}
        </>
      );
    },
    [view.forces, t],
  );
  const mean = meanAcceptS(orders);
  // On a low screen a list without anything in it leaves its room to the incidents: its title says that all is served.
  const rows =
    view.needs.length === 0
      ? '[@media(max-height:50rem)]:grid-rows-[minmax(9rem,7fr)_auto_minmax(9rem,4fr)]'
      : '[@media(max-height:50rem)]:grid-rows-[minmax(9rem,7fr)_minmax(6rem,2fr)_minmax(9rem,5fr)]';
  return (
    <div
      className={`grid gap-gutter min-h-0 grid-rows-[minmax(9rem,5fr)_minmax(7rem,3fr)_minmax(9rem,5fr)] max-2xl:grid-rows-[minmax(9rem,7fr)_minmax(6rem,2fr)_minmax(9rem,5fr)] ${rows}`}
    >
      <Panel
        title={t('queue.heading', { count: view.incidents.length })}
        meta={t('queue.by')}
        actions={
          <>
            <KeyHint keys="J" />
            <KeyHint keys="K" />
          </>
        }
      >
        <div className="h-full overflow-auto">
          <IncidentQueue
            incidents={view.incidents}
            forces={forcesOf}
            selectedId={incident?.id ?? null}
            onSelect={onIncident}
            onAct={(id) => {
              onIncident(id);
              onTable();
            }}
          />
        </div>
      </Panel>
      <Panel title={t('need.heading', { count: view.needs.length })} meta={t('need.by')}>
        <div className={view.needs.length === 0 ? 'h-full [@media(max-height:50rem)]:hidden' : 'h-full'}>
          <NeedList
            needs={view.needs}
            selectedId={need?.id ?? null}
            onSelect={onNeed}
            onAct={(id) => {
              onNeed(id);
              onTable();
            }}
          />
        </div>
      </Panel>
      <Panel
        title={t('orders.heading', { count: orders.length })}
        meta={mean === undefined ? null : t('orders.mean', { span: formatStopwatch(mean * 1000) })}
      >
        <OrderList
          orders={orders}
          teams={rescue.teams}
          county={county}
          selectedId={order?.id ?? null}
          onSelect={onOrder}
        />
      </Panel>
    </div>
  );
}
