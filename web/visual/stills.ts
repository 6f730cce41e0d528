import { openStill, type Still } from './still.ts';

/**
 * Windows before the server is started anew: its clock stands, so the minute of its request limit never ends, and each
 * window asks for everything again.
 */
const WINDOWS_OF_ONE = 20;

export interface Stills {
  /** The server for one more window. */
  next(): Promise<Still>;
  stop(): Promise<void>;
}

/** Servers that stand still, one after the other, for any number of windows. */
export function stills(): Stills {
  let still: Still | undefined;
  let windows = 0;
  return {
    next: async () => {
      if (still === undefined || windows === WINDOWS_OF_ONE) {
        await still?.stop();
        still = await openStill();
        windows = 0;
      }
      windows += 1;
      return still;
    },
    stop: async () => {
      await still?.stop();
      still = undefined;
    },
  };
}
