import { newId } from '@sitong/shared/kernel/ids.ts';
import { useTranslation } from 'react-i18next';
import type { OutboxItem, OutboxPhoto } from '../../plumbing/outbox/outbox-item.ts';
import { countWaiting } from '../../plumbing/outbox/outbox-model.ts';
import { formatBytes } from '../../ui/format/number.ts';
import { formatTime } from '../../ui/format/time.ts';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useFieldAct } from './field-acts.ts';
import { useField, useOutboxNow } from './field-context.tsx';
import { outboxLabel } from './outbox-label.ts';
import type { ReportIncidentIntent } from './report/report-intent.ts';

const SENT_SHOWN = 2;
const ROWS_SHOWN = 8;

/** Rows worth a look: everything waiting or refused, and the newest that went through. */
export function shownItems(items: readonly OutboxItem[]): { shown: readonly OutboxItem[]; more: number } {
  const own = items.filter(({ by, status }) => by === 'person' || status.kind === 'waiting');
  const sent = own.filter(({ status }) => status.kind === 'sent').slice(-SENT_SHOWN);
  const open = own.filter(({ status }) => status.kind !== 'sent');
  const rows = [...sent, ...open].sort((a, b) => a.place - b.place);
  return { shown: rows.slice(-ROWS_SHOWN), more: Math.max(0, rows.length - ROWS_SHOWN) };
}

export function outboxBytes(items: readonly OutboxItem[], photos: readonly OutboxPhoto[]): number {
  const words = items
    .filter(({ status }) => status.kind === 'waiting')
    .reduce((sum, { intent }) => sum + JSON.stringify(intent).length, 0);
  return photos.reduce((sum, { bytes }) => sum + bytes.byteLength, words);
}

/** The outbox item by item (field-2): what waits, what went through, what was refused and why. */
export function OutboxCard() {
  const { items, photos } = useOutboxNow();
  const { t } = useTranslation('field');
  const { shown, more } = shownItems(items);
  const waiting = countWaiting(items) + photos.length;
  const edge = waiting > 0 ? 'border-fault' : 'border-hairline';
  return (
    <section className={`overflow-hidden rounded-phone border-2 ${edge} bg-bg-0`} aria-label={t('outbox.title')}>
      <h2
        className={`m-0 flex min-h-12 items-center px-4 text-row font-medium ${waiting > 0 ? 'bg-fault-bg' : 'bg-bg-1'}`}
      >
        {waiting > 0 ? t('outbox.waiting', { count: waiting }) : t('outbox.allSent')}
        <span className="ml-auto font-normal text-ink-2">
          {waiting > 0 ? formatBytes(outboxBytes(items, photos)) : ''}
        </span>
      </h2>
      <ul className="m-0 list-none p-0">
        {more === 0 ? null : (
          <li className="border-t border-hairline px-4 py-1.5 text-ink-2">{t('outbox.more', { count: more })}</li>
        )}
        {shown.map((item) => (
          <Row key={item.commandId} item={item} />
        ))}
        <PhotosRow photos={photos} />
        <PositionRow />
      </ul>
    </section>
  );
}

function Row({ item }: { item: OutboxItem }) {
  const { t } = useTranslation(['field', 'phone', 'rescue', 'command']);
  const { status } = item;
  return (
    <li className="border-t border-hairline px-4 py-1.5">
      <p className="m-0 flex flex-wrap items-baseline gap-x-3">
        <span>{outboxLabel(item, t)}</span>
        <span className="text-meta text-ink-3">{formatTime(Date.parse(item.pressedAt))}</span>
        <Told item={item} />
      </p>
      {item.photosLost > 0 ? (
        <p className="m-0 text-meta text-level-2">{t('field:outbox.photosLost', { count: item.photosLost })}</p>
      ) : null}
      {status.kind === 'refused' ? <Refused item={item} /> : null}
    </li>
  );
}

function Told({ item: { status, kept } }: { item: OutboxItem }) {
  const { t } = useTranslation('field');
  switch (status.kind) {
    case 'waiting':
      return (
        <span className="ml-auto font-medium text-fault">
          {kept === 'memory' ? t('outbox.inMemory') : t('outbox.pending')}
        </span>
      );
    case 'sent':
      return <span className="ml-auto text-ink-3">{t('outbox.sent')}</span>;
    case 'refused':
      return <span className="ml-auto font-medium text-level-1">{t('outbox.refused')}</span>;
    default:
      return status satisfies never;
  }
}

function Refused({ item }: { item: OutboxItem }) {
  const { t } = useTranslation('field');
  const { outbox } = useField();
  const words = useRefusalWords();
  const act = useFieldAct();
  if (item.status.kind !== 'refused') return null;
  const { refusal } = item.status;
  const { intent } = item;
  const again: ReportIncidentIntent | undefined =
    intent.type === 'ReportIncident' && refusal.code === 'near_duplicate'
      ? {
          ...intent,
          notDuplicateOf: String(refusal.facts?.['ids'] ?? '')
            .split(' ')
            .filter((id) => id !== '')
            .slice(0, 20),
        }
      : undefined;
  return (
    <div className="flex flex-wrap items-center gap-3 py-1">
      <p className="m-0 min-w-40 flex-1 text-meta">{words(refusal)}</p>
      {again === undefined ? null : (
        <button
          type="button"
          className="field-button"
          onClick={() => {
            void act(again, { commandId: newId() }).then(() => outbox.dismiss(item.commandId));
          }}
        >
          {t('outbox.notSame')}
        </button>
      )}
      <button type="button" className="field-button" onClick={() => void outbox.dismiss(item.commandId)}>
        {t('outbox.dismiss')}
      </button>
    </div>
  );
}

function PhotosRow({ photos }: { photos: readonly OutboxPhoto[] }) {
  const { t } = useTranslation('field');
  if (photos.length === 0) return null;
  const bytes = photos.reduce((sum, photo) => sum + photo.bytes.byteLength, 0);
  return (
    <li className="flex items-baseline gap-3 border-t border-hairline px-4 py-1.5">
      <span>{t('outbox.photos', { count: photos.length })}</span>
      <span className="text-meta text-ink-3">{formatBytes(bytes)}</span>
      <span className="ml-auto font-medium text-fault">{t('outbox.pending')}</span>
    </li>
  );
}

/** Only the newest position waits: an old one would look like where the phone is. */
function PositionRow() {
  const { t } = useTranslation('field');
  const { position, session, line } = useField();
  if (position.kind !== 'fix' || line.kind === 'live' || session.teams.length === 0) return null;
  return (
    <li className="flex items-baseline gap-3 border-t border-hairline px-4 py-1.5">
      <span>{t('outbox.position')}</span>
      <span className="text-meta text-ink-3">{formatTime(position.fix.atMs)}</span>
      <span className="ml-auto font-medium text-fault">{t('outbox.pending')}</span>
    </li>
  );
}
