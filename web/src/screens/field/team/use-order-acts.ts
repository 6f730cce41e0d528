import { newId } from '@sitong/shared/kernel/ids.ts';
import { practiceAt } from '@sitong/shared/kernel/practice-schedule.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { HelpKind } from '@sitong/shared/pillars/rescue/events.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useMemo } from 'react';
import { type OrderAct, STATUS_OF } from '../../../pillars/rescue/field/order-stage.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { useFieldAct } from '../field-acts.ts';
import { useField } from '../field-context.tsx';
import { fixOf } from '../position/position-now.ts';

/** What a team leader may say, as intents in the outbox; each carries where and when it was pressed. */
export function useOrderActs(teamId: string) {
  const act = useFieldAct();
  const clock = useClock();
  const { position, world } = useField();
  const fix = fixOf(position);
  return useMemo(() => {
    // An older fix says nothing about where the act was made (RES-13).
    const where = (): { point?: { lon: number; lat: number } } => {
      const freshMs = practiceAt(world.practice, clock.now()).order.arrivalFixMaxAgeS * 1000;
      return fix === undefined || Date.now() - fix.atMs > freshMs ? {} : { point: { lon: fix.lon, lat: fix.lat } };
    };
    return {
      step(order: Order, what: OrderAct) {
        const to = STATUS_OF[what];
        if (what === 'accept') return act({ type: 'AcceptOrder', orderId: order.id, voice: false });
        if (to === undefined) throw new Error(`${what} has a form of its own`);
        const observedAt = toTimestamp(clock.now());
        return act({
          type: 'ReportTeamStatus',
          team: teamId,
          to,
          orderId: order.id,
          cause: 'person',
          observedAt,
          ...where(),
        });
      },
      complete: (order: Order, result: string, moved: number | null) =>
        act({ type: 'CompleteOrder', orderId: order.id, result, ...(moved === null ? {} : { moved }) }),
      decline: (order: Order, reason: string) => act({ type: 'DeclineOrder', orderId: order.id, reason }),
      help: (kind: HelpKind, text: string) =>
        act({ type: 'RequestHelp', team: teamId, helpId: newId(), kind, text, ...where() }),
      duty: (to: 'available' | 'off_duty', reason?: string) =>
        act({
          type: 'ReportTeamStatus',
          team: teamId,
          to,
          cause: 'person',
          ...(reason === undefined ? {} : { reason }),
        }),
      safe: () => act({ type: 'ConfirmSafety', team: teamId }),
    };
  }, [act, clock, teamId, fix, world.practice]);
}
