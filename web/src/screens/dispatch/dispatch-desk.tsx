import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { canDispatch } from '@sitong/shared/pillars/rescue/can.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IncidentQueue } from '../../pillars/command/panels/incident-queue.tsx';
import { OrderList } from '../../pillars/rescue/panels/order-list.tsx';
import { LeftOutLine, RecommendationTable } from '../../pillars/rescue/panels/recommendation-table.tsx';
import { type BoardFilter, boardFilters, TeamBoard } from '../../pillars/rescue/panels/team-board.tsx';
import { meanAcceptS } from '../../pillars/rescue/selectors/order-rows.ts';
import { ApiError } from '../../plumbing/http/api.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { usePositions } from '../../plumbing/positions/position-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { useClock, useNow } from '../../ui/clock/clock-context.tsx';
import { formatStopwatch } from '../../ui/format/duration.ts';
import { formatDistance } from '../../ui/format/number.ts';
import { formatMinute, formatTime } from '../../ui/format/time.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { PanelState } from '../../ui/panel-state.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { useDeskKeys } from './desk-keys.ts';
import { DeskMap } from './desk-map.tsx';
import { NeedList } from './need-list.tsx';
import { type OrderDraft, OrderForm } from './order-form.tsx';
import { OrderPane } from './order-pane.tsx';
import { useTaskWords } from './task-words.ts';
import { useDispatch } from './use-dispatch.ts';

/** Rows drawn before somebody asks for all. */
const FIRST_ROWS = 5;
const ALL_ROWS = 60;

export function DispatchDesk() {
  const { t } = useTranslation(['dispatch', 'rescue']);
  const [incidentId, selectIncident] = useSearchParam('incident');
  const [needId, selectNeed] = useSearchParam('need');
  const [orderId, selectOrder] = useSearchParam('order');
  const [team, setTeam] = useState<string>();
  const [filter, setFilter] = useState<BoardFilter>('all');
  const [most, setMost] = useState(FIRST_ROWS);
  const [draft, setDraft] = useState<OrderDraft>();
  const [sent, setSent] = useState<{ orderId: string; atMs: number }>();
  const clock = useClock();
  const act = useAct();
  const may = useMay();
  const view = useDispatch({ incident: incidentId, need: needId, team }, filter);
  const { county, incident, need, recommendation, rescue, orders } = view;
  const table = recommendation.data;
  const openTeam = table?.ranked.some((row) => row.team === team) === true ? team : table?.ranked[0]?.team;
  const taskFor = useTaskWords();

  const choose = (id: string): void => {
    selectIncident(id);
    selectNeed(undefined);
    setTeam(undefined);
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
  const etas = useMemo(() => new Map((table?.underWay ?? []).map((way) => [way.team, way])), [table]);
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
  const order = orders.find(({ id }) => id === orderId) ?? orders[0];
  const mean = meanAcceptS(orders);
  const row = table?.ranked.find((one) => one.team === openTeam);
  return (
    <div className="grid h-full gap-gutter p-gutter grid-cols-[minmax(17rem,17.5%)_minmax(0,1fr)_minmax(21rem,29%)] grid-rows-[minmax(0,1fr)] max-lg:block max-lg:overflow-auto max-lg:[&>*]:h-[52rem] max-lg:[&>*]:mb-gutter">
      <div className="grid gap-gutter min-h-0 grid-rows-[minmax(9rem,5fr)_minmax(7rem,3fr)_minmax(9rem,5fr)]">
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
              onSelect={choose}
              onAct={(id) => {
                choose(id);
                toTable();
              }}
            />
          </div>
        </Panel>
        <Panel title={t('need.heading', { count: view.needs.length })} meta={t('need.by')}>
          <NeedList
            needs={view.needs}
            selectedId={need?.id ?? null}
            onSelect={(id) => {
              selectNeed(id);
              setTeam(undefined);
            }}
            onAct={(id) => {
              selectNeed(id);
              toTable();
            }}
          />
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
            onSelect={selectOrder}
          />
        </Panel>
      </div>
      <div className="grid gap-gutter min-h-0 grid-rows-[minmax(0,11fr)_minmax(0,10fr)]">
        <Panel
          title={t('recommend.title')}
          meta={
            incident === undefined
              ? null
              : t('recommend.for', {
                  incident: shownNumber('I', incident.number),
                  title: incident.title,
                  at: formatMinute(view.arriveByMs),
                })
          }
          state={stateOf(recommendation.error, recommendation.isFetching && table === undefined, t)}
          actions={
            table === undefined ? null : (
              <>
                <span>{t('recommend.asOf', { at: formatTime(Date.parse(table.at)) })}</span>
                <Button kind="quiet" onPress={() => void recommendation.refetch()}>
                  {t('recommend.again')}
                </Button>
              </>
            )
          }
          footer={
            table === undefined ? undefined : (
              <div className="flex items-center gap-3 w-full min-w-0">
                <LeftOutLine table={table} county={county} />
                {table.ranked.length > FIRST_ROWS ? (
                  <Button
                    kind="quiet"
                    className="ml-auto shrink-0"
                    onPress={() => setMost(most === FIRST_ROWS ? ALL_ROWS : FIRST_ROWS)}
                  >
                    {most === FIRST_ROWS ? t('recommend.all', { count: table.ranked.length }) : t('recommend.fewer')}
                  </Button>
                ) : null}
              </div>
            )
          }
        >
          {table === undefined || incident === undefined ? (
            incident === undefined ? (
              <p className="m-0 p-pad text-ink-2">{t('recommend.noIncident')}</p>
            ) : null
          ) : (
            <div data-recommendation className="h-full">
              <RecommendationTable
                table={table}
                needed={view.skills}
                atMs={Date.parse(table.at)}
                arriveByMs={view.arriveByMs}
                county={county}
                openId={openTeam ?? null}
                most={most}
                onOpen={setTeam}
                onAct={(id) => begin(id)}
                acts={(chosen) => (
                  <>
                    <Button
                      kind="primary"
                      keys="Enter"
                      onPress={() => begin(chosen.team)}
                      disabledReason={offFor(chosen.team)}
                    >
                      {t('recommend.dispatch')}
                    </Button>
                    <ActionButton
                      action={{
                        id: 'dispatch.change',
                        key: 'E',
                        scope: 'list',
                        labelKey: 'dispatch:recommend.change',
                        enabledWhen: () => {
                          const reason = offFor(chosen.team);
                          return reason === undefined ? { enabled: true } : { enabled: false, reason };
                        },
                        run: () => begin(chosen.team),
                      }}
                    />
                  </>
                )}
              />
            </div>
          )}
        </Panel>
        <Panel
          title={t('board.heading', { count: county.data.teams.length })}
          meta={
            <BoardMeta
              people={county.data.teams.reduce((sum, one) => sum + one.members, 0)}
              teams={county.data.teams.length}
            />
          }
          actions={
            <ChipChoice
              label={t('board.filter')}
              choices={(Object.keys(boardFilters) as BoardFilter[]).map((id) => ({ id, label: t(`board.show.${id}`) }))}
              value={filter}
              onChange={setFilter}
            />
          }
        >
          <TeamBoard
            board={view.board}
            etas={etas}
            selectedId={openTeam ?? null}
            onSelect={(id) => {
              setTeam(id);
              const own = rescue.teams[id]?.orderId;
              if (own !== undefined) selectOrder(own);
            }}
            onAct={(id) => begin(id)}
          />
        </Panel>
      </div>
      <div className="grid gap-gutter min-h-0 grid-rows-[minmax(0,4fr)_minmax(0,6fr)_auto]">
        <DeskMap
          centre={incident?.place.point}
          {...(row?.route === undefined ? {} : { route: row.route.lonLat })}
          teams={orders.filter((one) => one.incidentId === incident?.id).map((one) => one.team)}
        >
          {row === undefined || row.route === undefined ? null : (
            <p className="absolute left-3 top-3 m-0 px-3 py-1 bg-bg-1 text-meta z-map-overlay">
              <span className="font-medium">{t('map.dashed')}</span>{' '}
              {t('map.route', { team: county.teams.get(row.team)?.name ?? row.team })}{' '}
              {formatDistance(row.travel.km * 1000)}
            </p>
          )}
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

/** `119 人 定位 8/9`: how many of the teams say where they are. */
function BoardMeta({ people, teams }: { people: number; teams: number }) {
  const { t } = useTranslation('dispatch');
  const nowMs = useNow(5000);
  const lostMs = usePractice().team.lostAfterS * 1000;
  usePositions(({ placed }) => placed);
  const { columns } = usePositions.getState();
  let fresh = 0;
  for (const atMs of columns.atMs) if (atMs > 0 && nowMs - atMs < lostMs) fresh += 1;
  return t('board.meta', { people, fresh, teams });
}

function stateOf(
  error: Error | null,
  waiting: boolean,
  t: (key: 'recommend.failed' | 'recommend.byHand') => string,
): PanelState {
  if (error !== null)
    return {
      kind: 'error',
      what: t('recommend.failed'),
      next: t('recommend.byHand'),
      code: error instanceof ApiError ? error.code : error.name,
    };
  return waiting ? { kind: 'loading' } : { kind: 'ready' };
}
