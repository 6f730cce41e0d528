import { OrderPageSchema, type OrderRow } from '@sitong/shared/protocol/order-row.ts';
import { useQuery } from '@tanstack/react-query';
import { ApiError, api } from '../../../plumbing/http/api.ts';
import { useLive } from '../../../plumbing/live/live-store.ts';

const none: readonly OrderRow[] = [];

/**
 * The newest orders of the log, finished ones among them: the live state drops those of closed incidents. Asked only
 * where `most` is above 0, once, and again when an order was given meanwhile.
 */
export function usePastOrders(most: number): readonly OrderRow[] {
  const world = useLive((live) => live.world);
  const timed = useLive((live) => live.head !== undefined);
  const given = useLive((live) => live.replica.state.rescue.numbers['order']?.last);
  return (
    useQuery({
      queryKey: ['past-orders', world, most, given],
      enabled: most > 0 && timed,
      queryFn: ({ signal }) => api(`/api/orders?world=${world}&limit=${most}`, { schema: OrderPageSchema, signal }),
      retry: (count, error) => !(error instanceof ApiError && error.status >= 400 && error.status < 500) && count < 3,
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: (before) => before,
    }).data?.orders ?? none
  );
}
