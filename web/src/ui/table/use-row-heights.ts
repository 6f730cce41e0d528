import { type RefCallback, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

export interface RowHeights {
  /** How high a line was when it was last drawn; undefined: it never was. */
  readonly of: (id: string) => number | undefined;
  /** Another number once one of them has changed. */
  readonly version: number;
  /** For each line that is drawn, `data-line` on it: the same as long as the list stands. */
  readonly measure: RefCallback<HTMLElement>;
}

/** More lines than any list keeps: whoever scrolls through a log of days leaves no endless memory of it. */
const MOST = 20_000;

/**
 * Heights of rows that are as high as what they say. A row is measured once, when it comes on screen and before it is
 * painted, and again only when the browser tells that it has become another: a message that draws no row anew measures
 * none. One that was never drawn is taken to be as high as the least.
 */
export function useRowHeights(): RowHeights {
  const known = useRef(new Map<string, number>());
  const fresh = useRef(new Set<HTMLElement>());
  const observer = useRef<ResizeObserver | null>(null);
  const [version, setVersion] = useState(0);

  const note = useCallback((elements: Iterable<HTMLElement>): void => {
    let changed = 0;
    for (const element of elements) {
      const id = element.dataset['line'];
      const px = element.offsetHeight;
      // Nothing is that low: it stands in a part of the page that is put away.
      if (id === undefined || px === 0) continue;
      // A row no higher than the least is where it was thought to be: nothing is laid out anew for it.
      if ((known.current.get(id) ?? Number.parseFloat(element.style.minHeight)) === px) continue;
      known.current.set(id, px);
      changed += 1;
    }
    if (changed === 0) return;
    // Those measured first go first.
    for (const id of known.current.keys()) {
      if (known.current.size <= MOST) break;
      known.current.delete(id);
    }
    setVersion((was) => was + 1);
  }, []);
  const watch = useCallback((): ResizeObserver => {
    observer.current ??= new ResizeObserver((entries) => {
      note(entries.flatMap(({ target }) => (target instanceof HTMLElement ? [target] : [])));
    });
    return observer.current;
  }, [note]);
  const measure = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined;
      fresh.current.add(element);
      watch().observe(element);
      return () => {
        fresh.current.delete(element);
        watch().unobserve(element);
      };
    },
    [watch],
  );
  // After each drawing that brought rows: the list is laid out with their true heights before anybody sees it.
  useLayoutEffect(() => {
    if (fresh.current.size === 0) return;
    const rows = [...fresh.current];
    fresh.current.clear();
    note(rows);
  });
  useEffect(
    () => () => {
      observer.current?.disconnect();
      observer.current = null;
    },
    [],
  );
  const of = useCallback((id: string) => known.current.get(id), []);
  return { of, version, measure };
}
