import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Order, RescueState } from '@sitong/shared/pillars/rescue/state.ts';
import { memo, type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../../../ui/clock/countdown.tsx';
import { formatStopwatch } from '../../../ui/format/duration.ts';
import { formatMinute, formatTime } from '../../../ui/format/time.ts';
import { Ladder } from '../../../ui/ladder.tsx';
import type { BarState } from '../../../ui/state-bar.tsx';
import { DenseList } from '../../../ui/table/dense-list.tsx';
import { ladderSteps } from '../selectors/ladder-steps.ts';
import { isUnaccepted } from '../selectors/order-rows.ts';

/** Orders of the shift: an unaccepted one with its ladder, the others as one line. */
export function OrderList(props: {
  orders: readonly Order[];
  teams: RescueState['teams'];
  county: CountyIndex;
  selectedId: string | null;
  onSelect: (id: string) => void;
}) {
  const { orders, teams, county, selectedId, onSelect } = props;
  const { t } = useTranslation(['dispatch', 'rescue']);
  const nameOf = useCallback((order: Order) => county.teams.get(order.team)?.name ?? order.team, [county]);
  const row = useCallback(
    (order: Order): ReactNode => (
      <OrderRow
        order={order}
        name={nameOf(order)}
        status={teams[order.team]?.orderId === order.id ? teams[order.team]?.status : undefined}
      />
    ),
    [nameOf, teams],
  );
  return (
    <DenseList
      label={t('orders.title')}
      rows={orders}
      rowHeight="recommendation"
      textOf={(order) =>
        `${shownNumber('D', order.number)} ${nameOf(order)} ${t(`rescue:orderStatus.${order.status}`)}`
      }
      barOf={bar}
      selectedId={selectedId}
      onSelect={onSelect}
      onAct={onSelect}
      empty={t('orders.empty')}
    >
      {row}
    </DenseList>
  );
}

function bar(order: Order): BarState {
  if (isUnaccepted(order)) return 'solid';
  return order.status === 'declined' ? 'dashed' : 'none';
}

const OrderRow = memo(function OrderRow(props: {
  order: Order;
  name: string;
  status: RescueState['teams'][string]['status'] | undefined;
}) {
  const { order, name, status } = props;
  const { t } = useTranslation(['dispatch', 'rescue']);
  const saved = Date.parse(order.steps.saved ?? '');
  return (
    <div className="grid gap-0.5 w-full min-w-0 content-center">
      <div className="flex items-baseline gap-2 min-w-0">
        <span className="font-medium truncate">{name}</span>
        <span className="ml-auto shrink-0 flex gap-3 text-meta text-ink-3">
          <span>{shownNumber('D', order.number)}</span>
          <time dateTime={order.steps.saved}>{formatTime(saved)}</time>
        </span>
      </div>
      {isUnaccepted(order) ? (
        <div className="text-mini leading-[1.3]">
          <Ladder
            steps={ladderSteps(order, saved, {
              step: (step) => t(`rescue:orderStep.${step}`),
              waiting: () => '',
              proof: () => '',
              missing: () => '',
            })}
          />
        </div>
      ) : (
        <p className="m-0 flex items-center gap-2 text-meta text-ink-2 min-w-0">
          <span
            className={`h-[3px] w-10 shrink-0 ${order.status === 'accepted' || order.status === 'completed' ? 'bg-own' : 'bg-track'}`}
          />
          <span className="line-clamp-2 leading-[1.3]">
            <Outcome order={order} />
            {status === undefined || order.status !== 'accepted' ? null : ` ${t(`rescue:teamStatus.${status}`)}`}
            {order.status === 'accepted' && order.content.arriveBy !== undefined
              ? ` ${t('orders.due', { at: formatMinute(Date.parse(order.content.arriveBy)) })}`
              : null}
          </span>
        </p>
      )}
    </div>
  );
});

/** `已接 0:37`, `撤回 20:41 误派`. */
function Outcome({ order }: { order: Order }) {
  const { t } = useTranslation(['dispatch', 'rescue']);
  const { accepted, saved } = order.steps;
  const word = t(`rescue:orderStatus.${order.status}`);
  if (order.status === 'accepted' && accepted !== undefined && saved !== undefined)
    return `${word} ${formatStopwatch(Date.parse(accepted) - Date.parse(saved))}`;
  if (order.ended !== undefined) return `${word} ${formatMinute(Date.parse(order.ended.at))} ${order.ended.reason}`;
  return word;
}

/** `未接 0:52`, running. */
export function Unaccepted({ order }: { order: Order }) {
  const { t } = useTranslation('dispatch');
  return (
    <span className="text-level-3 font-medium">
      {t('orders.unaccepted')} <Elapsed sinceMs={Date.parse(order.steps.saved ?? '')} />
    </span>
  );
}
