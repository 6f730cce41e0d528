import { setTimeout as pause } from 'node:timers/promises';
import { dispatchTeam, reportIncident } from '@sitong/server/plumbing/realtime/intents.testing.ts';
import type { Ledger } from '@sitong/server/testing/load.ts';
import type { Screen } from '@sitong/server/testing/screen.ts';
import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { SHANHUA } from '@sitong/shared/testing/county.ts';
import type { NodesScene } from './two-nodes.ts';

const EVERY_MS = 1000;
const TRY_MS = 5000;
/** P2: not delivered is shown by then; an order that comes later has been reported as lost. */
const LOST_MS = 30_000;

export interface Orders {
  /** Confirmed to the desk → on the team's screen at the other node. */
  reachedMs: number[];
  /** Confirmed to the desk → taken by the team, seen at the desk. */
  takenMs: number[];
  /** Confirmed and never on the team's screen. */
  lost: number;
}

/** An order a second from a desk at one node to a team's phone at the other, which takes it; then it is withdrawn. */
export async function giveOrders(
  scene: NodesScene,
  { desk, phone, team }: { desk: Screen; phone: Screen; team: string },
  ledger: Ledger,
  until: () => boolean,
): Promise<Orders> {
  const orders: Orders = { reachedMs: [], takenMs: [], lost: 0 };
  const act = (screen: Screen, intent: Intent): Promise<number> => settled(screen, ledger, intent, scene);
  const incident = newId();
  await desk.reaches(await act(desk, reportIncident(SHANHUA, '沟口水位上涨', incident)));
  const at = (screen: Screen, order: Id) => screen.replica.state.rescue.orders[order]?.status;
  while (!until()) {
    const begunMs = performance.now();
    const orderId = newId();
    await act(desk, dispatchTeam(incident, team, SHANHUA, orderId));
    const givenMs = performance.now();
    try {
      await phone.until(() => at(phone, orderId) !== undefined, LOST_MS);
    } catch {
      orders.lost += 1;
      continue;
    }
    orders.reachedMs.push(performance.now() - givenMs);
    await act(phone, { type: 'ConfirmDelivery', orderId, device: 'phone' });
    await act(phone, { type: 'AcceptOrder', orderId, voice: false });
    await desk.until(() => at(desk, orderId) === 'accepted', LOST_MS);
    orders.takenMs.push(performance.now() - givenMs);
    await act(desk, { type: 'WithdrawOrder', orderId, reason: 'over' });
    await phone.until(() => at(phone, orderId) === 'withdrawn', LOST_MS);
    await pause(Math.max(0, EVERY_MS - (performance.now() - begunMs)));
  }
  return orders;
}

/** Asked under one id until there is an answer; what was confirmed stands in the ledger. */
async function settled(screen: Screen, ledger: Ledger, intent: Intent, { server }: NodesScene): Promise<number> {
  const id = ledger.ask(intent);
  for (;;) {
    try {
      const answer = await screen.send(intent, id, TRY_MS);
      if (!answer.ok) throw new Refused(`${intent.type}: ${answer.refused.code}`);
      ledger.confirm(id, answer.seq);
      return answer.seq;
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (server.child.exitCode !== null) throw new Error('the node has ended', { cause: error });
      ledger.no('silence');
      await screen.until(() => screen.socket.connected, LOST_MS);
    }
  }
}

class Refused extends Error {}
