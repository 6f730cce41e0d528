import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import { type Around, submit } from './around.ts';
import type { OrderJob } from './outbox-jobs.ts';

/** 已存 → 已送: one way took the order. It throws, and is tried again, when the way is broken. */
export async function sendOrder(job: OrderJob, around: Around): Promise<void> {
  const world = around.world(job.world);
  const order = world?.runtime.state.rescue.orders[job.orderId];
  if (world === undefined || order === undefined || !isOpenOrder(order)) return;
  const county = around.county();
  const leader = county.persons.get(county.teams.get(order.team)?.leader ?? '');
  if (leader === undefined) return;
  const channel = around.channel(job.channel, job.world);
  const { task, destination } = order.content;
  const result = await channel.send({
    kind: 'people',
    key: `order/${job.world}/${job.seq}/${job.channel}`,
    text: `${shownNumber('D', order.number)} ${destination.name} ${task}`,
    recipients: [{ person: leader.id, phone: leader.phone, n: 1 }],
  });
  // The gateway took it and says this number cannot be reached: the clocks of the order go on to the next way.
  if (result.kind === 'people' && result.results.some(({ outcome }) => outcome === 'failed')) return;
  const channels = [{ channel: job.channel, simulated: result.simulated }];
  await submit(world, ['sent', job.seq, job.channel], { type: 'MarkOrderSent', orderId: order.id, channels }, job.seq);
}
