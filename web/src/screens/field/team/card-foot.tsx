import { distanceM } from '@sitong/shared/kernel/geo.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { estimateMinutes } from '../../../pillars/rescue/field/estimate.ts';
import { dutyRoom } from '../../../plumbing/outbox/county-basics.ts';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { formatDistance } from '../../../ui/format/number.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { useField } from '../field-context.tsx';
import { fixOf } from '../position/position-now.ts';
import { NoteSheet } from '../sheets.tsx';
import { useKnownWays, wayKey } from '../way/known-ways.ts';
import { useOrderActs } from './use-order-acts.ts';

/** On the way: how far it is. On site: 报平安. Always: write down, navigate, phone the duty room. */
export function CardFoot({ order, at }: { order: Order; at: 'way' | 'scene' | 'after' }) {
  const { t } = useTranslation('field');
  const { basics, line } = useField();
  const act = useOrderActs(order.team);
  const [note, setNote] = useState<'closed' | 'open'>('closed');
  const { destination } = order.content;
  const room = dutyRoom(basics, destination.division);
  const { lat, lon } = destination.point;
  const where = `${lat.toFixed(6)},${lon.toFixed(6)}`;
  const safe = async (): Promise<void> => {
    const added = await act.safe();
    if (added !== 'full')
      showNotice({ kind: 'done', title: t(line.kind === 'live' ? 'task.safeTold' : 'task.safeKept') });
  };
  const button = `field-button whitespace-nowrap ${at === 'way' ? 'px-2' : 'flex-auto px-1'}`;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {at === 'way' ? <HowFar order={order} /> : null}
      {at === 'scene' ? (
        <button type="button" className={button} onClick={() => void safe()}>
          {t('task.safe')}
        </button>
      ) : null}
      <button type="button" className={button} onClick={() => setNote('open')}>
        {t('task.note')}
      </button>
      <a className={button} href={`geo:${where}?q=${where}(${encodeURIComponent(destination.name)})`}>
        {t('task.navigate')}
      </a>
      {room === undefined ? null : (
        <a className={button} href={`tel:${room.phone}`} aria-label={t('task.callRoom', { name: room.name })}>
          {t('task.call')}
        </a>
      )}
      {note === 'open' ? <NoteSheet order={order} open onClose={() => setNote('closed')} /> : null}
    </div>
  );
}

/** By road, as the server worked it out and when; before it did, the straight line, which says that it is one. */
function HowFar({ order }: { order: Order }) {
  const { t } = useTranslation('field');
  const { basics, position } = useField();
  const way = useKnownWays(({ ways }) => ways[wayKey(order)]);
  const from = fixOf(position) ?? basics.teams[0]?.base;
  const awayM = from === undefined ? undefined : distanceM(from, order.content.destination.point);
  return (
    <p className="field-far m-0 min-w-20 flex-1 basis-full text-meta text-ink-2 min-[23rem]:basis-0">
      {way !== undefined ? (
        <>
          <span className="text-ink-1">{t('task.byRoad', { distance: formatDistance(way.km * 1000) })}</span>
          <br />
          <span className="text-ink-1">{t('task.drive', { count: Math.max(1, Math.round(way.minutes)) })}</span>
          <br />
          {t(`task.reckoned.${way.from}`, { at: formatMinute(way.atMs) })}
        </>
      ) : awayM === undefined ? null : (
        <>
          {t('task.straight', { distance: formatDistance(awayM) })}
          <br />
          {t('task.guessed', { count: estimateMinutes(awayM) })}
        </>
      )}
    </p>
  );
}
