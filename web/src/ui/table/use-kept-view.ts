import { useLayoutEffect, useRef } from 'react';
import type { FootLine } from './foot-lines.ts';
import { type FootPlaces, isWithin, pushedPx } from './foot-places.ts';
import type { FootView } from './use-foot-view.ts';
import type { Row } from './use-held-rows.ts';

interface Seen {
  readonly version: number;
  readonly lines: readonly FootLine<Row>[];
  readonly places: FootPlaces;
}

/** Rows found to be higher than thought push away neither what is being read nor the row that has the focus. */
export function useKeptView(view: FootView, seen: Seen, focused: string | null): void {
  const before = useRef(seen);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = seen;
    const { current: frame } = view.frame;
    if (frame === null || was.version === seen.version) return;
    const { scrollTop, clientHeight } = frame;
    // At the top stands the newest, however high it is.
    if (scrollTop > 0) frame.scrollTop += pushedPx(was.lines, was.places, seen.places, scrollTop);
    if (focused === null) return;
    const stood = was.lines.findIndex(({ id }) => id === focused);
    const line = was.lines[stood];
    if (line === undefined || !isWithin(was.places, { at: stood, heightPx: line.heightPx }, scrollTop, clientHeight))
      return;
    view.reveal(seen.lines.findIndex(({ id }) => id === focused));
  });
}
