import { createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: readonly (PrecacheEntry | string)[] };

/**
 * Keeps the phone page opening without a line. Registered for `/field` alone: desks and walls always get what
 * the server has now. Nothing of `/api`, `/live`, `/public` or `/tiles` is ever answered from here.
 */
const isFont = (entry: PrecacheEntry | string): boolean => urlOf(entry).endsWith('.woff2');
const urlOf = (entry: PrecacheEntry | string): string => (typeof entry === 'string' ? entry : entry.url);

const everything = self.__WB_MANIFEST;
const FONTS = 'sitong-fonts';

precacheAndRoute(everything.filter((entry) => !isFont(entry)));
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/field(?:$|[?/])/] }));
registerRoute(
  ({ url }) => url.origin === self.location.origin && url.pathname.endsWith('.woff2'),
  new CacheFirst({ cacheName: FONTS }),
);

// A new build takes over at once: the page asks for nothing later but English words, and reloads itself when
// the server speaks another protocol.
self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** Fonts are two files of 1.1 MB: they come after the page works, and without them the phone's own hanzi serve. */
self.addEventListener('message', (event) => {
  if (event.data !== 'keep-fonts') return;
  event.waitUntil(keepFonts());
});

async function keepFonts(): Promise<void> {
  const cache = await caches.open(FONTS);
  const wanted = everything.filter(isFont).map((entry) => new URL(urlOf(entry), self.location.origin).href);
  for (const { url } of await cache.keys()) if (!wanted.includes(url)) await cache.delete(url);
  for (const url of wanted) if ((await cache.match(url)) === undefined) await cache.add(url);
}
