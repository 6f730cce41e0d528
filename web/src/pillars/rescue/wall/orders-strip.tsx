import { ORDER_STEPS } from '@sitong/shared/pillars/rescue/events.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { useOverflow } from '../../../ui/fit/use-overflow.ts';
import { formatStopwatch } from '../../../ui/format/duration.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import type { LadderStep } from '../../../ui/ladder.tsx';
import { OrderCard } from './order-card.tsx';
import { PastOrder } from './past-order.tsx';
import { usePastOrders } from './use-past-orders.ts';

/** Steps of an order's ladder: the first not reached is waited for, unless the order has ended. */
export function ladderOf(order: Order, label: (step: (typeof ORDER_STEPS)[number]) => string): LadderStep[] {
  const over = order.ended !== undefined;
  let waiting = !over && order.status !== 'accepted';
  return ORDER_STEPS.map((step) => {
    if (order.steps[step] !== undefined) return { id: step, label: label(step), state: 'done' };
    const state = waiting ? 'waiting' : 'pending';
    waiting = false;
    return {
      id: step,
      label: label(step),
      state: order.status === 'declined' && step === 'accepted' ? 'failed' : state,
    };
  });
}

export function newestOrders(orders: readonly Order[], most: number): Order[] {
  return [...orders].sort((a, b) => b.number - a.number).slice(0, most);
}

/**
 * The last orders with what became of each; while none is open, those of the days before. `onOver`: the words of a
 * ladder stand beside one another, and in so many columns they find no room.
 */
export function OrdersStrip(props: { most: number; columns: number; fitKey: string; onOver: (px: number) => void }) {
  const { most, columns, fitKey, onOver } = props;
  const { t } = useTranslation('wall');
  const all = useWorldState((state) => state.rescue.orders);
  const orders = useMemo(() => newestOrders(Object.values(all), most), [all, most]);
  const past = usePastOrders(orders.length === 0 ? most : 0);
  const { room, content } = useOverflow('across', `${fitKey} ${orders.length} ${past.length}`, onOver);
  return (
    <section data-pane aria-label={t('orders.title')} className="bg-bg-1 border-t border-hairline">
      {orders.length === 0 && past.length === 0 ? (
        <div className="p-pad min-h-orders">
          <p className="m-0 text-key">{t('orders.none')}</p>
          <p className="m-0 text-ink-2">{t('orders.noneDetail')}</p>
        </div>
      ) : (
        <div ref={room} className="overflow-hidden">
          <div ref={content} className="min-w-full w-min max-md:w-full">
            <ol
              className="m-0 p-0 list-none grid min-h-orders auto-rows-fr max-md:grid-cols-[minmax(0,1fr)]!"
              style={{ gridTemplateColumns: `repeat(${columns}, minmax(min-content, 1fr))` }}
            >
              {orders.length > 0
                ? orders.map((order) => <OpenOrder key={order.id} order={order} />)
                : past.map((order) => <PastOrder key={order.id} order={order} />)}
            </ol>
          </div>
        </div>
      )}
    </section>
  );
}

const OpenOrder = memo(function OpenOrder({ order }: { order: Order }) {
  const { t } = useTranslation('rescue');
  const savedMs = Date.parse(order.steps.saved ?? '');
  return (
    <OrderCard
      team={order.team}
      number={order.number}
      savedMs={savedMs}
      what={whatAndWhere(order)}
      outcome={<Outcome order={order} savedMs={savedMs} />}
      steps={ladderOf(order, (step) => t(`orderStep.${step}`))}
    />
  );
});

/** Place and task; a task that names the place already does not get it twice. */
export function whatAndWhere({ content: { destination, task } }: Order): string {
  if (task.includes(destination.name)) return task;
  // 水洼村后沟 and 水洼村道路抢通 share their village: it is said once.
  let shared = 0;
  while (shared < destination.name.length && destination.name[shared] === task[shared]) shared += 1;
  return `${destination.name} ${shared >= 2 ? task.slice(shared) : task}`;
}

function Outcome({ order, savedMs }: { order: Order; savedMs: number }) {
  const { t } = useTranslation('wall');
  const accepted = order.steps.accepted;
  switch (order.status) {
    case 'saved':
    case 'sent':
    case 'delivered':
    case 'read':
      return <Waiting savedMs={savedMs} />;
    case 'accepted':
      return (
        <span className="ml-auto text-ink-1">
          {t('orders.accepted', { span: formatStopwatch(Date.parse(accepted ?? '') - savedMs) })}
        </span>
      );
    case 'declined':
      return <span className="ml-auto text-level-2">{t('orders.declined')}</span>;
    case 'withdrawn':
      return <span className="ml-auto text-ink-2">{t('orders.withdrawn')}</span>;
    case 'completed':
      return (
        <span className="ml-auto text-ink-1">
          {t('orders.completed', { at: formatMinute(Date.parse(order.ended?.at ?? '')) })}
        </span>
      );
    default:
      return order.status satisfies never;
  }
}

function Waiting({ savedMs }: { savedMs: number }) {
  const { t } = useTranslation('wall');
  const now = useNow();
  return <span className="ml-auto text-level-3">{t('orders.waiting', { span: formatStopwatch(now - savedMs) })}</span>;
}
