import { distanceM } from '@sitong/shared/kernel/geo.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OrderStage, type ToldAct, toldActs } from '../../../pillars/rescue/field/order-stage.ts';
import { estimateMinutes } from '../../../pillars/rescue/field/sketch.ts';
import { SketchMap } from '../../../pillars/rescue/field/sketch-map.tsx';
import { TaskCard } from '../../../pillars/rescue/field/task-card.tsx';
import { dutyRoom, placeName } from '../../../plumbing/outbox/county-basics.ts';
import { formatDistance } from '../../../ui/format/number.ts';
import { useField, useOutboxNow } from '../field-context.tsx';
import { fixOf } from '../position/position-now.ts';
import { NoteSheet } from '../sheets.ts';
import { useGroundLines } from './use-ground-lines.ts';

/** The newest number of people moved that this device told about an order. */
export function useMoved(order: Order): number | undefined {
  const { items } = useOutboxNow();
  return items.filter(({ moved, status }) => moved?.orderId === order.id && status.kind !== 'refused').at(-1)?.moved
    ?.count;
}

export function TeamCard(props: {
  order: Order;
  stage: OrderStage;
  acts: readonly ToldAct[];
  size: 'whole' | 'brief';
}) {
  const { order, stage, acts, size } = props;
  const { world, basics } = useField();
  const incident = world.incidents.find(({ id }) => id === order.incidentId);
  const shelter = basics.shelters.find(({ id }) => id === order.content.shelter);
  const moved = useMoved(order);
  const arrived = toldActs(order, acts).arrive;
  const since =
    world.team?.status === 'on_scene' || world.team?.status === 'working'
      ? Date.parse(world.team.since)
      : arrived?.atMs;
  return (
    <TaskCard
      order={order}
      grade={incident?.grade}
      incidentNumber={incident === undefined ? undefined : shownNumber('I', incident.number)}
      shelter={shelter}
      villageName={placeName(basics, order.content.destination.division)}
      arrivedMs={stage === 'on_scene' ? since : undefined}
      moved={moved}
      size={size}
      map={size === 'whole' ? <Sketch order={order} grade={incident?.grade} shelter={shelter} /> : null}
      foot={<Foot order={order} />}
    />
  );
}

function Sketch({
  order,
  grade,
  shelter,
}: {
  order: Order;
  grade: Level | undefined;
  shelter: { name: string; point: { lon: number; lat: number } } | undefined;
}) {
  const { basics, position } = useField();
  const { t } = useTranslation(['field', 'rescue']);
  const team = basics.teams[0];
  const fix = fixOf(position);
  const { destination } = order.content;
  const ownPoint = fix ?? team?.base;
  const lines = useGroundLines(ownPoint, destination.point);
  const near = basics.villages.filter(({ seat }) => distanceM(seat, destination.point) < 15_000);
  return (
    <SketchMap
      own={
        ownPoint === undefined || team === undefined
          ? undefined
          : {
              point: ownPoint,
              label: fix === undefined ? t('field:sketch.base') : t('field:sketch.own'),
              glyph: t(`rescue:kindGlyph.${team.kind}`),
            }
      }
      goal={{
        point: destination.point,
        label: withoutVillage(destination.name, placeName(basics, destination.division)),
        level: grade,
      }}
      shelter={shelter === undefined ? undefined : { point: shelter.point, label: shelter.name }}
      borders={near.flatMap(({ rings }) => rings)}
      lines={lines}
    />
  );
}

/** On the sketch the village goes without saying. */
function withoutVillage(name: string, village: string): string {
  const rest = name.startsWith(village) ? name.slice(village.length).trim() : name;
  return rest === '' ? name : rest;
}

/** How far it is, and three ways on: navigate, phone the duty room, write down. */
function Foot({ order }: { order: Order }) {
  const { t } = useTranslation('field');
  const { basics, position } = useField();
  const [note, setNote] = useState<'closed' | 'open'>('closed');
  const { destination } = order.content;
  const from = fixOf(position) ?? basics.teams[0]?.base;
  const away = from === undefined ? undefined : distanceM(from, destination.point);
  const room = dutyRoom(basics, destination.division);
  const { lat, lon } = destination.point;
  const where = `${lat.toFixed(6)},${lon.toFixed(6)}`;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
      <p className="m-0 min-w-20 flex-1 basis-full text-meta min-[23rem]:basis-0 text-ink-2">
        {away === undefined ? null : (
          <>
            {t('task.straight', { distance: formatDistance(away) })}
            <br />
            {t('task.minutes', { count: estimateMinutes(away) })}
          </>
        )}
      </p>
      <button type="button" className="field-button px-2" onClick={() => setNote('open')}>
        {t('task.note')}
      </button>
      <a className="field-button px-2" href={`geo:${where}?q=${where}(${encodeURIComponent(destination.name)})`}>
        {t('task.navigate')}
      </a>
      {room === undefined ? null : (
        <a
          className="field-button px-2"
          href={`tel:${room.phone}`}
          aria-label={t('task.callRoom', { name: room.name })}
        >
          {t('task.call')}
        </a>
      )}
      {note === 'open' ? (
        <Suspense fallback={null}>
          <NoteSheet order={order} open onClose={() => setNote('closed')} />
        </Suspense>
      ) : null}
    </div>
  );
}
