import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { FootLine } from './foot-lines.ts';
import { type FootPlaces, itemsBetween } from './foot-places.ts';
import type { Row } from './use-held-rows.ts';

/** Scrolling draws anew once in so many pixels; what is drawn beyond the edges is more. */
export const STEP_PX = 64;

interface Shown {
  readonly lines: readonly FootLine<Row>[];
  readonly places: FootPlaces;
}

export interface FootView {
  frame: RefObject<HTMLDivElement | null>;
  /** What stands in the frame, told by the list at each drawing. */
  shown: RefObject<Shown | null>;
  /** How far down the frame is scrolled, in steps, and how much of the list it shows. */
  topPx: number;
  seenPx: number;
  /** The first row in view of somebody who has scrolled: from there on nothing moves. */
  readFrom: string | null;
  onScroll: () => void;
  /** Scrolls until the line is in view. */
  reveal: (at: number) => void;
  /** The row where it is drawn. */
  rowOf: (id: string) => HTMLElement | null;
}

/** The window through which a list is seen. */
export function useFootView(): FootView {
  const frame = useRef<HTMLDivElement | null>(null);
  const shown = useRef<Shown | null>(null);
  const [topPx, setTop] = useState(0);
  const [seenPx, setSeen] = useState(0);
  const [readFrom, setReadFrom] = useState<string | null>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    setSeen(element.clientHeight);
    const observer = new ResizeObserver(() => setSeen(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = useCallback((): void => {
    const { current: element } = frame;
    const { current: now } = shown;
    if (element === null || now === null) return;
    const { scrollTop } = element;
    setTop(Math.floor(scrollTop / STEP_PX) * STEP_PX);
    const { from } = itemsBetween(now.places, scrollTop, scrollTop);
    const first = now.lines.slice(from).find(({ kind }) => kind === 'row');
    setReadFrom(scrollTop > 0 ? (first?.id ?? null) : null);
  }, []);
  const reveal = useCallback((at: number): void => {
    const { current: element } = frame;
    const { current: now } = shown;
    const line = now?.lines[at];
    // In a list that grows with its rows, the browser scrolls what it stands in.
    if (element === null || now === null || line === undefined || element.scrollHeight <= element.clientHeight) return;
    const bottomPx = now.places.headPx - (now.places.bottomsPx[at] ?? 0);
    const topOfLinePx = bottomPx - line.heightPx;
    if (topOfLinePx < element.scrollTop) element.scrollTop = topOfLinePx;
    else if (bottomPx > element.scrollTop + element.clientHeight) element.scrollTop = bottomPx - element.clientHeight;
  }, []);
  const rowOf = useCallback(
    (id: string) => frame.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`) ?? null,
    [],
  );
  return { frame, shown, topPx, seenPx, readFrom, onScroll, reveal, rowOf };
}

/** The bar of what waits pushes the frame down: who has scrolled goes on reading where he was. */
export function useBarAbove({ frame }: FootView, bar: 'shown' | 'none'): void {
  const beforePx = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when the bar comes and goes, the frame is the same
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const nowPx = element.offsetTop;
    if (element.scrollTop > 0) element.scrollTop += nowPx - beforePx.current;
    beforePx.current = nowPx;
  }, [bar]);
}
