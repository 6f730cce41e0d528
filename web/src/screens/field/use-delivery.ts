import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useEffect } from 'react';
import { needsDelivery } from '../../pillars/release/field/call-stage.ts';
import { batteryPct, deviceName } from './device.ts';
import { useFieldAct } from './field-acts.ts';
import { useField, useOutboxNow } from './field-context.tsx';
import type { FieldWorld } from './field-world.ts';
import { toldRelease } from './use-told.ts';

/**
 * The page itself tells 已达 of every order and 送达 of every call, once they lie in this device's storage.
 * The command id follows from the order, so that a second page or a restart tells nothing twice.
 */
export function useDelivery(stored: FieldWorld | undefined): void {
  const { session, worldId, outbox } = useField();
  const act = useFieldAct();
  useEffect(() => {
    if (stored === undefined) return;
    for (const order of stored.orders) {
      if (!isOpenOrder(order) || order.steps.delivered !== undefined) continue;
      const commandId = derivedId('delivered', worldId, order.id, session.person);
      void batteryPct().then((battery) =>
        act(
          {
            type: 'ConfirmDelivery',
            orderId: order.id,
            device: deviceName(),
            ...(battery === undefined ? {} : { batteryPct: battery }),
          },
          { commandId, by: 'page' },
        ),
      );
    }
    const told = toldRelease(outbox.current().items, worldId);
    for (const call of stored.calls) {
      if (!needsDelivery(call, told)) continue;
      const commandId = derivedId('delivered', worldId, call.id, session.person);
      void act({ type: 'RecordCallFact', callId: call.id, fact: 'delivered', via: 'app' }, { commandId, by: 'page' });
    }
  }, [stored, act, outbox, session.person, worldId]);
}

/** 已读: the order's card is on a visible screen. Told after 已达, which names the device. */
export function useRead(order: Order | undefined): void {
  const { session, worldId } = useField();
  const { items } = useOutboxNow();
  const act = useFieldAct();
  const id = order !== undefined && isOpenOrder(order) && order.steps.read === undefined ? order.id : undefined;
  const commandId = id === undefined ? undefined : derivedId('read', worldId, id, session.person);
  const told = items.some((item) => item.commandId === commandId);
  const delivered =
    order?.steps.delivered !== undefined ||
    items.some(({ intent }) => intent.type === 'ConfirmDelivery' && intent.orderId === id);
  useEffect(() => {
    if (id === undefined || commandId === undefined || told || !delivered) return;
    const tell = (): void => {
      if (document.visibilityState === 'visible')
        void act({ type: 'ReadOrder', orderId: id }, { commandId, by: 'page' });
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [id, commandId, told, delivered, act]);
}
