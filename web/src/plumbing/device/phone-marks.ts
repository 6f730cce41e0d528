/**
 * What the page must know of this phone before anything else is fetched, in `localStorage`: no secret among it. The
 * parts that sign and clear are fetched when these say that they are needed.
 */
export const DEVICE_MARK = 'sitong.device';
export const NONCE_MARK = 'sitong.nonce';
/** `12.3`: acts and photos that wait, told with the next proof. */
export const WAITING_MARK = 'sitong.waiting';
export const WIPED_MARK = 'sitong.wiped';

export function markOf(name: string): string | null {
  // The page's requests are also made by tests, which have no such storage.
  return typeof localStorage === 'undefined' ? null : localStorage.getItem(name);
}
