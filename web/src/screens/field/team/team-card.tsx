import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { practiceAt } from '@sitong/shared/kernel/practice-schedule.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { type OrderStage, type ToldAct, toldActs } from '../../../pillars/rescue/field/order-stage.ts';
import { type SaidHere, sceneClocks } from '../../../pillars/rescue/field/scene-clocks.ts';
import { TaskCard, type TaskCardProps } from '../../../pillars/rescue/field/task-card.tsx';
import { placeName } from '../../../plumbing/outbox/county-basics.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { useField, useOutboxNow } from '../field-context.tsx';
import { TaskSketch, WayKeeper } from '../sheets.tsx';
import { CardFoot } from './card-foot.tsx';

/** The newest number of people moved that this device told about an order. */
export function useMoved(order: Order): number | undefined {
  const { items } = useOutboxNow();
  return items.filter(({ moved, status }) => moved?.orderId === order.id && status.kind !== 'refused').at(-1)?.moved
    ?.count;
}

/** What this device said on site about an order, world time. A press without a world time of its own is set over from the device's. */
function useSaidHere(order: Order, acts: readonly ToldAct[]): SaidHere {
  const { worldId } = useField();
  const { items } = useOutboxNow();
  const clock = useClock();
  const worldMs = (deviceMs: number): number => clock.now() - (Date.now() - deviceMs);
  const said: SaidHere = { arrivedMs: undefined, noteMs: undefined, safeMs: undefined };
  const arrive = toldActs(order, acts).arrive;
  if (arrive !== undefined) {
    const { intent, atMs } = arrive;
    const observed = intent.type === 'ReportTeamStatus' ? intent.observedAt : undefined;
    said.arrivedMs = observed === undefined ? worldMs(atMs) : Date.parse(observed);
  }
  for (const { intent, status, pressedAt, world } of items) {
    if (world !== worldId || status.kind === 'refused') continue;
    if (intent.type === 'AddNote' && intent.incidentId === order.incidentId)
      said.noteMs = intent.observedAt === undefined ? worldMs(Date.parse(pressedAt)) : Date.parse(intent.observedAt);
    if (intent.type === 'ConfirmSafety' && intent.team === order.team) said.safeMs = worldMs(Date.parse(pressedAt));
  }
  return said;
}

const REACHED_BY: Readonly<Partial<Record<OrderStage, NonNullable<TaskCardProps['reached']>['act']>>> = {
  done: 'complete',
  withdrawing: 'withdraw',
  returned: 'return',
};

export function TeamCard(props: {
  order: Order;
  stage: OrderStage;
  acts: readonly ToldAct[];
  size: 'whole' | 'brief';
}) {
  const { order, stage, acts, size } = props;
  const { world, basics } = useField();
  const clock = useClock();
  const incident = world.incidents.find(({ id }) => id === order.incidentId);
  const shelter = basics.shelters.find(({ id }) => id === order.content.shelter);
  const moved = useMoved(order);
  const said = useSaidHere(order, acts);
  const onScene = stage === 'on_scene';
  const scene = onScene ? sceneClocks(order, world.team, said, (at) => practiceAt(world.practice, at)) : undefined;
  const toGo = stage === 'waiting' || stage === 'accepted' || stage === 'under_way';
  return (
    <>
      <TaskCard
        order={order}
        grade={incident?.grade}
        incidentNumber={incident === undefined ? undefined : shownNumber('I', incident.number)}
        shelter={shelter}
        villageName={placeName(basics, order.content.destination.division)}
        scene={scene}
        reached={reached()}
        moved={moved}
        size={size}
        map={size === 'whole' && toGo ? <TaskSketch order={order} grade={incident?.grade} shelter={shelter} /> : null}
        foot={<CardFoot order={order} at={onScene ? 'scene' : toGo ? 'way' : 'after'} />}
      />
      {toGo ? <WayKeeper order={order} /> : null}
    </>
  );

  function reached(): TaskCardProps['reached'] {
    if (scene !== undefined) return { act: 'arrive', atMs: scene.arrivedMs };
    const act = REACHED_BY[stage];
    if (act === undefined) return undefined;
    const told = toldActs(order, acts)[act];
    const toldMs = told === undefined ? undefined : clock.now() - (Date.now() - told.atMs);
    const knownMs = world.team?.orderId === order.id ? Date.parse(world.team.since) : undefined;
    const atMs = toldMs ?? knownMs;
    return atMs === undefined ? undefined : { act, atMs };
  }
}
