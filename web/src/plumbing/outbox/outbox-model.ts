import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { Delivery, OutboxItem, OutboxPhoto, OutboxStatus } from './outbox-item.ts';

/** Promised: 1,000 acts and 200 photos over 72 h without a line (reliability §1 P6). */
export const MOST_WAITING = 2000;
export const MOST_PHOTOS = 300;
/** Settled acts stay on the list for a while as proof, then make room. */
export const MOST_SETTLED = 60;
const SETTLED_KEPT_MS = 24 * 3_600_000;
/** One slow act does not hold up the others, and a narrow line is not crowded. */
export const MOST_IN_FLIGHT = 3;

export function isWaiting(item: OutboxItem): boolean {
  return item.status.kind === 'waiting';
}

function holdsBack(photo: OutboxPhoto, item: OutboxItem): boolean {
  return photo.pace === 'first' && item.haste === 'normal' && item.photos.includes(photo.id);
}

/**
 * Acts that may go now: of each stream the oldest one waiting, unless it is on its way, is asked to wait, or its
 * photos are still to go up. A refused act is settled: it holds back nothing, not even its own stream, because
 * each act is decided by the server on its own. Urgent ones first, then in the order pressed.
 */
export function readyItems(
  items: readonly OutboxItem[],
  photos: readonly OutboxPhoto[],
  person: string,
  held: (commandId: Id) => boolean,
): readonly OutboxItem[] {
  const heads = new Map<string, OutboxItem>();
  for (const item of items) {
    if (!isWaiting(item) || item.person !== person) continue;
    const stream = `${item.world} ${item.stream}`;
    const before = heads.get(stream);
    if (before === undefined || item.place < before.place) heads.set(stream, item);
  }
  return [...heads.values()]
    .filter((item) => !held(item.commandId) && !photos.some((photo) => holdsBack(photo, item)))
    .sort((a, b) => (a.haste === b.haste ? a.place - b.place : a.haste === 'urgent' ? -1 : 1));
}

/** The next photo to go up, oldest first; those that proved slow let the others pass. */
export function nextPhoto(photos: readonly OutboxPhoto[], person: string): OutboxPhoto | undefined {
  return photos
    .filter((photo) => photo.person === person)
    .sort((a, b) => (a.pace === b.pace ? a.place - b.place : a.pace === 'first' ? -1 : 1))[0];
}

/** What an answer makes of an act; undefined: it goes on waiting. */
export function statusAfter(delivery: Delivery, atMs: number): OutboxStatus | undefined {
  switch (delivery.kind) {
    case 'applied':
    case 'already':
      return { kind: 'sent', atMs, how: delivery.kind };
    case 'refused':
      return { kind: 'refused', atMs, refusal: delivery.refusal };
    case 'later':
    case 'slow':
    case 'no_line':
    case 'signed_out':
      return undefined;
    default:
      return delivery satisfies never;
  }
}

/** Settled acts that may go from the list: the page's own ones at once, sent ones by age and number. */
export function outdated(items: readonly OutboxItem[], nowMs: number): readonly OutboxItem[] {
  const settled = items.filter((item) => item.status.kind === 'sent').sort((a, b) => b.place - a.place);
  const old = settled.filter(
    (item, i) => i >= MOST_SETTLED || (item.status.kind === 'sent' && nowMs - item.status.atMs > SETTLED_KEPT_MS),
  );
  const told = items.filter((item) => item.by === 'page' && item.status.kind === 'refused');
  return [...old, ...told];
}

export function countWaiting(items: readonly OutboxItem[]): number {
  return items.filter(isWaiting).length;
}

/** The act without a photo the server cannot take. */
export function withoutPhoto(item: OutboxItem, photo: Id): OutboxItem {
  const { intent } = item;
  return {
    ...item,
    photos: item.photos.filter((id) => id !== photo),
    photosLost: item.photosLost + 1,
    intent: 'photos' in intent ? { ...intent, photos: intent.photos.filter((id) => id !== photo) } : intent,
  };
}
