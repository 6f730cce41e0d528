import { z } from 'zod';

/** One dispatch order of `GET /api/orders`, open or finished; times with offset, of its world. */
export const OrderRowSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  incidentId: z.string(),
  team: z.string(),
  task: z.string(),
  status: z.enum(['saved', 'sent', 'delivered', 'read', 'accepted', 'declined', 'completed', 'withdrawn']),
  division: z.string(),
  savedAt: z.string(),
  acceptedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type OrderRow = z.infer<typeof OrderRowSchema>;

/** Newest first; `next`: the `before` of the page that follows. */
export const OrderPageSchema = z.object({ orders: z.array(OrderRowSchema), next: z.number().optional() });
