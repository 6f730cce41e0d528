import { type WipeOrder, WipeOrderSchema } from '@sitong/shared/protocol/device.ts';
import { z } from 'zod';
import { KEYS } from './phone-keys.ts';
import { DEVICE_MARK, markOf, NONCE_MARK, WAITING_MARK, WIPED_MARK } from './phone-marks.ts';
import { signed } from './phone-send.ts';

const STAYS = ['sitong.theme', 'sitong.language', WIPED_MARK];

/** What is left on a phone that cleared itself: by whose order, and its word to the server, signed before the key went. */
export const WipedSchema = z.object({
  order: WipeOrderSchema,
  lost: z.object({ acts: z.number(), photos: z.number() }),
  signature: z.string().optional(),
  told: z.enum(['no', 'yes']),
});
export type Wiped = z.infer<typeof WipedSchema>;

export function wipedNow(): Wiped | undefined {
  const parsed = WipedSchema.safeParse(JSON.parse(markOf(WIPED_MARK) ?? 'null'));
  return parsed.data;
}

function keep(wiped: Wiped): void {
  localStorage.setItem(WIPED_MARK, JSON.stringify(wiped));
}

/**
 * Clears this phone as it was ordered: acts, photos and calls not sent, what it knew of the county, its keys, the files of
 * the page. The order is written down first, so that a page that dies half-way goes on with it when it is opened.
 */
export function wipePhone(order: WipeOrder): Promise<void> {
  // Every request on its way comes back with the order.
  wiping ??= wiped(order);
  return wiping;
}

let wiping: Promise<void> | undefined;

async function wiped(order: WipeOrder): Promise<void> {
  // Another page of this phone is at it, and has signed before the key went.
  if (wipedNow()?.order.nonce !== order.nonce) await writeDown(order);
  await clearPhone();
  await tellWiped();
  window.location.replace('/field');
}

async function writeDown(order: WipeOrder): Promise<void> {
  const [acts = 0, photos = 0] = (markOf(WAITING_MARK) ?? '0.0').split('.').map(Number);
  const signature = await signed('wiped', order.nonce, order.device).catch((error: unknown) => {
    console.warn('the key of this phone is gone: the server is not told', error);
    return undefined;
  });
  keep({ order, lost: { acts, photos }, told: 'no', ...(signature === undefined ? {} : { signature }) });
}

/** Everything this origin keeps in the browser, but the order itself, the language and the look. */
export async function clearPhone(): Promise<void> {
  for (const name of Object.keys(localStorage)) if (!STAYS.includes(name)) localStorage.removeItem(name);
  sessionStorage.clear();
  // The keys first: what is not yet deleted can then no longer be read.
  for (const name of [KEYS, 'sitong-field']) await deleted(name);
  if (!('serviceWorker' in navigator)) return;
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

/** Pages that have it open let go of it when they are asked to (`openStores`). */
function deleted(name: string): Promise<void> {
  return new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => done();
    request.onerror = () => failed(request.error);
  });
}

/** Tells the server that it is done; without a line, again when the page is opened or the line is back. */
export async function tellWiped(): Promise<'told' | 'not_now'> {
  const wiped = wipedNow();
  if (wiped?.signature === undefined || wiped.told === 'yes') return 'told';
  const { order, signature, lost } = wiped;
  try {
    const body = JSON.stringify({ device: order.device, signature, lost });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/api/session/device/wiped', { method: 'POST', headers, body });
    // 404: the server knows it already.
    if (!answer.ok && answer.status !== 404) return 'not_now';
    keep({ ...wiped, told: 'yes' });
    return 'told';
  } catch (error) {
    console.warn('the server could not be told that this phone is cleared', error);
    return 'not_now';
  }
}

/** Whoever signs in here next begins with nothing. */
export function forgetWipe(): void {
  for (const name of [WIPED_MARK, DEVICE_MARK, NONCE_MARK, WAITING_MARK]) localStorage.removeItem(name);
}
