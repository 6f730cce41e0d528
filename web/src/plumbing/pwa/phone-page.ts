import manifestUrl from './field.webmanifest?url';

/** What this browser gives the page to work without a line. */
export type OfflineSupport =
  | { kind: 'ready'; persisted: 'yes' | 'no' }
  /** Plain http: no service worker, no position (reliability §5). */
  | { kind: 'off'; why: 'insecure' | 'unsupported' | 'failed' };

/** Links the manifest, registers the service worker for `/field` and asks for storage that is not evicted. */
export async function keepPhonePage(): Promise<OfflineSupport> {
  linkManifest();
  if (!window.isSecureContext) return { kind: 'off', why: 'insecure' };
  if (!('serviceWorker' in navigator)) return { kind: 'off', why: 'unsupported' };
  const persisted = (await navigator.storage?.persist?.()) === true ? 'yes' : 'no';
  if (import.meta.env.DEV) return { kind: 'off', why: 'unsupported' };
  try {
    const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/field' });
    // Not `serviceWorker.ready`: a page reached from sign-in lies outside the scope until it is opened again.
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    await activated(worker);
    registration.active?.postMessage('keep-fonts');
    return { kind: 'ready', persisted };
  } catch (error) {
    console.warn('this page cannot be kept for use without a line', error);
    return { kind: 'off', why: 'failed' };
  }
}

function activated(worker: ServiceWorker | null): Promise<void> {
  if (worker === null || worker.state === 'activated') return Promise.resolve();
  return new Promise((done, failed) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') done();
      else if (worker.state === 'redundant') failed(new Error('the service worker was not installed'));
    });
  });
}

function linkManifest(): void {
  if (document.querySelector('link[rel="manifest"]') !== null) return;
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = manifestUrl;
  document.head.append(link);
}

/** The server speaks another protocol: fetch the new page and show it. */
export async function takeNewPage(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/field');
  if (registration !== undefined) {
    const found = await registration.update();
    await activated(found.installing);
  }
  window.location.reload();
}
