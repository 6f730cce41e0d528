/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/** What a page has done since the last look. Times in milliseconds. */
export interface PageWork {
  commits: number;
  /** Rows of lists that were drawn (again), and all components that ran. */
  rows: number;
  components: number;
  /** Longest and summed long tasks (over 50 ms). */
  longMs: number[];
  /** From a key's own time to the frame after it has been drawn. */
  pressMs: number[];
}

declare global {
  interface Window {
    takePageWork: () => PageWork;
  }
}

/**
 * Watches React through the door it keeps for its own tools (there in every build), keys by when the frame after them
 * was drawn, and long tasks. To be called before the page is opened.
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
    const fresh = (): PageWork => ({ commits: 0, rows: 0, components: 0, longMs: [], pressMs: [] });
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
    const drawn = new MessageChannel();
    const open: number[] = [];
    drawn.port1.onmessage = () => {
      for (const at of open.splice(0)) work.pressMs.push(performance.now() - at);
    };
    window.addEventListener(
      'keydown',
      (event) => {
        const at = event.timeStamp;
        requestAnimationFrame(() => {
          open.push(at);
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
