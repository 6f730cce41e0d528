import type { RedisFault } from './redis-away.ts';

/** Emptied again and again, so that there is never anything in it for longer than this. */
const FLUSH_EVERY_MS = 1000;

/** What may become of Redis, and how it comes back. */
export const REDIS_FAULTS = {
  killed: {
    nodesThen: 'stored',
    begin: async ({ redis }) => {
      await redis.kill();
      return () => redis.start();
    },
  },
  stopped: {
    nodesThen: 'stored',
    begin: async ({ redis }) => {
      redis.signal('SIGSTOP');
      return async () => redis.signal('SIGCONT');
    },
  },
  flushed: {
    nodesThen: 'shared',
    begin: async ({ redis }) => {
      let flushing: Promise<void> = redis.flush();
      const timer = setInterval(() => {
        flushing = flushing.then(() => redis.flush());
      }, FLUSH_EVERY_MS);
      return async () => {
        clearInterval(timer);
        await flushing;
      };
    },
  },
  // Connections stand and new ones are taken; nothing ever comes back over them.
  hung: {
    nodesThen: 'stored',
    begin: async ({ line }) => {
      line.become({ kind: 'silent' });
      return async () => line.become({ kind: 'through' });
    },
  },
} as const satisfies Readonly<Record<string, RedisFault>>;
