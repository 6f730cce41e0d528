/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/** A key pressed, and where its time went; milliseconds, one after another. */
export interface Press {
  /** When, on the page's own clock. */
  atMs: number;
  /** Until the page heard of it: longer while a task runs. */
  heardMs: number;
  /** From then until the browser began a frame: longer while the last one is still being put together. */
  frameMs: number;
  /** In that frame: scripts, styles, layout, paint. */
  drawnMs: number;
}

/** From a key's own time to the frame after it has been drawn. */
export const pressMs = ({ heardMs, frameMs, drawnMs }: Press): number => heardMs + frameMs + drawnMs;

/** A frame that kept the page busy for more than 50 ms, as the browser tells it. */
export interface LongFrame {
  atMs: number;
  ms: number;
  /** Of it styles and layout. */
  layoutMs: number;
  scripts: { by: string; ms: number }[];
}

/** What a page has done since the last look. Times in milliseconds. */
export interface PageWork {
  /** When the last look was, on the page's own clock. */
  sinceMs: number;
  commits: number;
  /** Rows of lists that were drawn (again), and all components that ran. */
  rows: number;
  components: number;
  /** Long tasks (over 50 ms). */
  longMs: number[];
  presses: Press[];
  frames: LongFrame[];
  /** Files that were fetched. */
  fetched: { atMs: number; ms: number; path: string }[];
}

declare global {
  interface Window {
    takePageWork: () => PageWork;
  }
}

/**
 * Watches React through the door it keeps for its own tools (there in every build), keys by when the frame after them
 * was drawn, long tasks and long frames with what ran in them. To be called before the page is opened.
 */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    interface Fiber {
      readonly tag: number;
      readonly type: unknown;
      readonly memoizedProps: Readonly<Record<string, unknown>> | null;
      readonly flags: number;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
      readonly alternate: Fiber | null;
    }
    /** `long-animation-frame`, which the language's own types do not know yet. */
    interface FrameEntry extends PerformanceEntry {
      readonly styleAndLayoutStart: number;
      readonly scripts: readonly {
        readonly invoker: string;
        readonly sourceURL: string;
        readonly sourceFunctionName: string;
        readonly duration: number;
      }[];
    }
    const isFrame = (entry: PerformanceEntry): entry is FrameEntry => 'styleAndLayoutStart' in entry;
    const fresh = (): PageWork => ({
      sinceMs: performance.now(),
      commits: 0,
      rows: 0,
      components: 0,
      longMs: [],
      presses: [],
      frames: [],
      fetched: [],
    });
    /** Frames and files kept: the newest of a storm are enough to explain its presses. */
    const most = 2000;
    let work = fresh();
    /** Function, class, forwardRef and memo components; the flag says that one ran in this commit. */
    const components = new Set([0, 1, 11, 14, 15]);
    const performedWork = 1;
    const element = 5;
    const isRow = ({ tag, type, memoizedProps }: Fiber): boolean =>
      tag === element && (type === 'li' || memoizedProps?.['role'] === 'row');
    const walk = (now: Fiber): void => {
      for (let child = now.child; child !== null; child = child.sibling) {
        const before = child.alternate;
        if (components.has(child.tag) && (child.flags & performedWork) !== 0) work.components += 1;
        // A component that runs makes new properties for its element; one left alone keeps them.
        else if (isRow(child) && child.memoizedProps !== before?.memoizedProps) work.rows += 1;
        // Untouched below: React has kept the very same children.
        if (before === null || child.child !== before.child) walk(child);
      }
    };
    Object.defineProperty(window, '__REACT_DEVTOOLS_GLOBAL_HOOK__', {
      value: {
        supportsFiber: true,
        renderers: new Map(),
        inject: () => 1,
        onCommitFiberRoot: (_renderer: number, root: { current: Fiber }) => {
          work.commits += 1;
          walk(root.current);
        },
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
        onScheduleFiberRoot: () => undefined,
        checkDCE: () => undefined,
      },
    });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) work.longMs.push(duration);
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!isFrame(entry) || work.frames.length >= most) continue;
        const { startTime, duration, styleAndLayoutStart, scripts } = entry;
        work.frames.push({
          atMs: startTime,
          ms: duration,
          layoutMs: styleAndLayoutStart === 0 ? 0 : startTime + duration - styleAndLayoutStart,
          scripts: scripts.map(({ invoker, sourceURL, sourceFunctionName, duration: ms }) => ({
            by: [invoker, sourceFunctionName, sourceURL.split('/').at(-1)].filter((part) => part !== '').join(' '),
            ms,
          })),
        });
      }
    }).observe({ type: 'long-animation-frame' });
    new PerformanceObserver((list) => {
      for (const { startTime, duration, name } of list.getEntries())
        if (work.fetched.length < most)
          work.fetched.push({ atMs: startTime, ms: duration, path: new URL(name, location.href).pathname });
    }).observe({ type: 'resource' });
    const drawn = new MessageChannel();
    const open: { atMs: number; heardMs: number; beganMs: number }[] = [];
    drawn.port1.onmessage = () => {
      const nowMs = performance.now();
      for (const { atMs, heardMs, beganMs } of open.splice(0))
        work.presses.push({ atMs, heardMs, frameMs: beganMs - atMs - heardMs, drawnMs: nowMs - beganMs });
    };
    window.addEventListener(
      'keydown',
      ({ timeStamp: atMs }) => {
        const heardMs = performance.now() - atMs;
        requestAnimationFrame(() => {
          open.push({ atMs, heardMs, beganMs: performance.now() });
          drawn.port2.postMessage('drawn');
        });
      },
      { capture: true },
    );
    window.takePageWork = () => {
      const done = work;
      work = fresh();
      return done;
    };
  });
}

/** A frame that comes later than this was held back by the one before. */
const CALM_FRAME_MS = 50;
const CALM_MS = 500;
const CALM_AT_MOST_MS = 15_000;

/**
 * Waits until the page has drawn what its opening set going, the pictures of the map's marks among it. Opening is
 * `load`; a press measured in it is no floor of anything. `busy`: it did not come to rest.
 */
export function untilCalm(page: Page): Promise<'calm' | 'busy'> {
  return page.evaluate(
    ({ frameMs, calmMs, mostMs }) =>
      new Promise<'calm' | 'busy'>((done) => {
        const startMs = performance.now();
        let lastMs = startMs;
        let sinceMs = startMs;
        const frame = (): void => {
          const nowMs = performance.now();
          if (nowMs - lastMs > frameMs) sinceMs = nowMs;
          lastMs = nowMs;
          if (nowMs - sinceMs > calmMs) done('calm');
          else if (nowMs - startMs > mostMs) done('busy');
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    { frameMs: CALM_FRAME_MS, calmMs: CALM_MS, mostMs: CALM_AT_MOST_MS },
  );
}
