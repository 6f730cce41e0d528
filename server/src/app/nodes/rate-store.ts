import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { SharedCounts } from '../../plumbing/nodes/shared-counts.ts';

interface Window {
  used: number;
  untilMs: number;
}

const MOST_WINDOWS = 20_000;

/** Uses of each key in its present window, here and as told by other nodes. */
class Windows {
  #young = new Map<string, Window>();
  #old = new Map<string, Window>();

  use(key: string, n: number, nowMs: number, windowMs: number): Window {
    let window = this.#young.get(key) ?? this.#old.get(key);
    if (window === undefined || window.untilMs <= nowMs) window = { used: 0, untilMs: nowMs + windowMs };
    window.used += n;
    if (this.#young.size >= MOST_WINDOWS) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, window);
    return window;
  }
}

/** What other nodes say comes without its window; all our limits are of one minute. */
const MINUTE_MS = 60_000;

/**
 * The store of the rate limiter: counts in memory, so nothing is waited for, and shares them with the other nodes. Each
 * route has its own limit and its own room of keys.
 */
export function rateStore(counts: SharedCounts, now: () => number): FastifyRateLimitStoreCtor {
  const windows = new Windows();
  counts.onUsed('http', (key, n) => void windows.use(key, n, now(), MINUTE_MS));
  class Store implements FastifyRateLimitStore {
    room = '*';

    incr(key: string, callback: Parameters<FastifyRateLimitStore['incr']>[1], timeWindow: number): void {
      const nowMs = now();
      const name = `${this.room} ${key}`;
      counts.add('http', name);
      const { used, untilMs } = windows.use(name, 1, nowMs, timeWindow);
      callback(null, { current: used, ttl: untilMs - nowMs });
    }

    child(route: Parameters<FastifyRateLimitStore['child']>[0]): FastifyRateLimitStore {
      const store = new Store();
      store.room = `${String(route.method)} ${route.path}`.slice(0, 100);
      return store;
    }
  }
  return Store;
}
