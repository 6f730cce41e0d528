import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** A letter's edge may stand out by this much without being seen. */
const slackPx = 1;

export interface Overflow {
  /** What may be cut: its inner size is the room there is. */
  readonly room: RefObject<HTMLDivElement | null>;
  /** What stands in it, as large as it wants to be. */
  readonly content: RefObject<HTMLDivElement | null>;
}

/**
 * Says by how many pixels the content is larger than its room: before anything is painted whenever `key` (what is
 * shown) changes, and later when one of the two changes its size. A new figure in a row that keeps its size measures
 * nothing.
 */
export function useOverflow(axis: 'across' | 'down', key: string, onOver: (px: number) => void): Overflow {
  const room = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const say = useRef(onOver);
  const measure = useRef(() => {
    if (room.current === null || content.current === null) return;
    const px =
      axis === 'down'
        ? content.current.offsetHeight - room.current.clientHeight
        : content.current.offsetWidth - room.current.clientWidth;
    if (px > slackPx) say.current(px);
  });
  useLayoutEffect(() => {
    say.current = onOver;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when there is something new to measure.
  useLayoutEffect(() => measure.current(), [key]);
  useEffect(() => {
    const watch = new ResizeObserver(() => measure.current());
    if (room.current !== null) watch.observe(room.current);
    if (content.current !== null) watch.observe(content.current);
    return () => watch.disconnect();
  }, []);
  return { room, content };
}
