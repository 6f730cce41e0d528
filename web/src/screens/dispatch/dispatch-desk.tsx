import { canDispatch } from '@sitong/shared/pillars/rescue/can.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardFilter } from '../../pillars/rescue/panels/team-board.tsx';
import { useSession } from '../../plumbing/session/session-store.ts';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { BoardPanel } from './board-panel.tsx';
import { useDeskKeys } from './desk-keys.ts';
import { DeskMap } from './desk-map.tsx';
import { MapNote } from './map-note.tsx';
import { type OrderDraft, OrderForm } from './order-form.tsx';
import { OrderPane } from './order-pane.tsx';
import { QueueColumn } from './queue-column.tsx';
import { RecommendPanel } from './recommend-panel.tsx';
import { useTaskWords } from './task-words.ts';
import { useDispatch } from './use-dispatch.ts';
import { useLocated } from './use-located.ts';

/** Which team goes where: what waits, who can go, how far each order got. */
export function DispatchDesk() {
  const { t } = useTranslation('dispatch');
  const [incidentId, selectIncident] = useSearchParam('incident');
  const [needId, selectNeed] = useSearchParam('need');
  const [orderId, selectOrder] = useSearchParam('order');
  const [chosenTeam, setTeam] = useState<string>();
  const [filter, setFilter] = useState<BoardFilter>('all');
  const [draft, setDraft] = useState<OrderDraft>();
  const [sent, setSent] = useState<{ orderId: string; atMs: number }>();
  const { located, team: locatedTeam, clear } = useLocated(() => setFilter('all'));
  const team = locatedTeam ?? chosenTeam;
  const clock = useClock();
  const act = useAct();
  const may = useMay();
  const view = useDispatch({ incident: incidentId, need: needId, team }, filter);
  const { county, incident, need, recommendation, rescue, orders } = view;
  const table = recommendation.data;
  const openTeam = table?.ranked.some((row) => row.team === team) === true ? team : table?.ranked[0]?.team;
  const taskFor = useTaskWords();

  const pickTeam = (id: string | undefined): void => {
    setTeam(id);
    clear();
  };
  const choose = (id: string): void => {
    selectIncident(id);
    selectNeed(undefined);
    pickTeam(undefined);
  };
  const toTable = (): void => {
    // The table's row takes the focus: Enter once more opens the order.
    document.querySelector<HTMLElement>('[data-recommendation] [role="row"]')?.focus();
  };
  const begin = useCallback(
    (chosen: string | undefined, insteadOf?: Order) => {
      if (incident === undefined) return;
      const from = insteadOf ?? need?.order;
      setDraft({
        incident,
        team: chosen,
        skills: view.skills,
        task: from?.content.task ?? taskFor(incident),
        arriveByMs: view.arriveByMs,
        insteadOf: from,
      });
    },
    [incident, need, view.skills, view.arriveByMs, taskFor],
  );
  const session = useSession();
  const words = useRefusalWords();
  /** Why this desk may not send this team now; a town sends only its own. */
  const offFor = (id: string): string | undefined => {
    const role = may('DispatchTeam');
    if (!role.enabled) return role.reason;
    const about = incident === undefined ? undefined : { division: incident.division, work: 'open' as const };
    const can = canDispatch(rescue, { team: county.teams.get(id), incident: about, exclusive: true }, session);
    return can.allowed === 'yes' ? undefined : words(can);
  };
  useDeskKeys({
    incident,
    off: openTeam === undefined ? undefined : offFor(openTeam),
    onDispatch: () => begin(openTeam),
  });
  const order = orders.find(({ id }) => id === orderId) ?? orders[0];
  const row = table?.ranked.find((one) => one.team === openTeam);
  return (
    <div className="grid h-full gap-gutter p-gutter grid-cols-[minmax(17rem,17.5%)_minmax(0,1fr)_minmax(21rem,29%)] grid-rows-[minmax(0,1fr)] max-lg:block max-lg:overflow-auto max-lg:[&>*]:h-[52rem] max-lg:[&>*]:mb-gutter">
      <QueueColumn
        view={view}
        incident={incident}
        need={need}
        order={order}
        onIncident={choose}
        onNeed={(id) => {
          selectNeed(id);
          pickTeam(undefined);
        }}
        onOrder={selectOrder}
        onTable={toTable}
      />
      <div className="grid gap-gutter min-h-0 grid-rows-[minmax(0,11fr)_minmax(0,10fr)] [@media(max-height:60rem)]:grid-rows-[minmax(0,13fr)_minmax(0,8fr)]">
        <RecommendPanel view={view} openTeam={openTeam} onOpen={pickTeam} onBegin={begin} offFor={offFor} />
        <BoardPanel
          view={view}
          filter={filter}
          onFilter={setFilter}
          selectedId={locatedTeam ?? openTeam}
          onSelect={(id) => {
            pickTeam(id);
            const own = rescue.teams[id]?.orderId;
            if (own !== undefined) selectOrder(own);
          }}
          onBegin={begin}
        />
      </div>
      {/* Empty, the place of what can be undone takes no gap either. */}
      <div className="grid min-h-0 [&>*+*]:mt-gutter [&>:empty]:mt-0 grid-rows-[minmax(0,4fr)_minmax(0,6fr)_auto] max-2xl:grid-rows-[minmax(0,3fr)_minmax(0,6fr)_auto] [@media(max-height:50rem)]:grid-rows-[minmax(11rem,1fr)_minmax(0,25.75rem)_auto]">
        <DeskMap
          centre={incident?.place.point}
          located={located}
          {...(row?.route === undefined ? {} : { route: row.route.lonLat })}
          teams={orders.filter((one) => one.incidentId === incident?.id).map((one) => one.team)}
        >
          <MapNote located={located} row={row} onBack={clear} />
        </DeskMap>
        <OrderPane
          order={order}
          now={order === undefined ? undefined : rescue.teams[order.team]}
          about={order === undefined ? '' : view.numberOf(order.incidentId)}
          nextTeam={table?.ranked.find((one) => one.team !== order?.team)?.team}
          sent={sent}
          onUndone={() => setSent(undefined)}
          onReassign={(chosen, old) => begin(chosen, old)}
          onRevise={(old) => {
            const about = incidentOf(old, view.incidents) ?? incident;
            if (about !== undefined)
              setDraft({
                incident: about,
                team: old.team,
                skills: old.content.skills,
                task: old.content.task,
                arriveByMs: old.content.arriveBy === undefined ? undefined : Date.parse(old.content.arriveBy),
                revises: old,
              });
          }}
        />
      </div>
      {draft === undefined ? null : (
        <OrderForm
          draft={draft}
          table={table}
          onClose={() => setDraft(undefined)}
          onDone={(done) => {
            setDraft(undefined);
            selectOrder(done.orderId);
            if (draft.revises === undefined) setSent({ orderId: done.orderId, atMs: clock.now() });
            const old = done.insteadOf;
            if (old !== undefined && rescue.orders[old.id]?.ended === undefined)
              void act({ type: 'WithdrawOrder', orderId: old.id, reason: t('detail.reassigned') });
          }}
        />
      )}
    </div>
  );
}

function incidentOf<T extends { id: string }>(order: Order, incidents: readonly T[]): T | undefined {
  return incidents.find(({ id }) => id === order.incidentId);
}
