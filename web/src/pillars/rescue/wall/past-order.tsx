import type { OrderRow } from '@sitong/shared/protocol/order-row.ts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { OrderCard } from './order-card.tsx';
import { pastLadder } from './past-ladder.ts';

/** An order that is over, from the list of orders: quiet, with how it ended. */
export const PastOrder = memo(function PastOrder({ order }: { order: OrderRow }) {
  const { t } = useTranslation(['wall', 'rescue']);
  const now = useNow(60_000);
  const ended = order.endedAt === null ? undefined : formatMoment(Date.parse(order.endedAt), now);
  const outcome =
    order.status === 'declined'
      ? t('wall:orders.declined')
      : order.status === 'withdrawn'
        ? t('wall:orders.withdrawn')
        : t('wall:orders.completed', { at: ended ?? '—' });
  return (
    <OrderCard
      team={order.team}
      number={order.number}
      savedMs={Date.parse(order.savedAt)}
      what={order.task}
      outcome={<span className="ml-auto text-ink-2">{outcome}</span>}
      steps={pastLadder(order, (step) => t(`rescue:orderStep.${step}`))}
    />
  );
});
