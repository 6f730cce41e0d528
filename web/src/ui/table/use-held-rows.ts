import { type FocusEvent, type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { holdOrder } from './held-order.ts';

/** What rows need to be held: an id that stays the same while the row does. */
export interface Row {
  readonly id: string;
}

/** Keys after which nobody is reading the row yet: a screen put the focus there by itself (F3). F6 goes there. */
const passing = /^(?:F(?!6$)\d+|Enter|Escape|Control|Shift|Alt|Meta)$/;

/**
 * Holds new rows back while the pointer, or the focus of somebody who went there, is on a row. Spread `handlers` on
 * the element around the list; call `release` from the "n new" bar and on Home. `readFrom`: the first row in view of
 * a list that somebody has scrolled.
 */
export function useHeldRows<R extends Row>(rows: readonly R[], readFrom: string | null = null) {
  const [hovered, setHovered] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [, setReleases] = useState(0);
  const shown = useRef<readonly string[]>([]);

  const incoming = useMemo(() => rows.map((row) => row.id), [rows]);
  const held = holdOrder(shown.current, incoming, hovered ?? focused ?? readFrom);
  // The same order under the same name: nobody draws anew what has not changed.
  const order = sameOrder(shown.current, held.order) ? shown.current : held.order;
  shown.current = order;

  const visible = useMemo(() => {
    if (sameOrder(order, incoming)) return rows;
    const byId = new Map(rows.map((row) => [row.id, row]));
    return order.flatMap((id) => byId.get(id) ?? []);
  }, [order, incoming, rows]);

  const rowUnder = (target: EventTarget): string | null =>
    target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? null) : null;

  return {
    rows: visible,
    waiting: held.waiting,
    release: () => {
      shown.current = [];
      setHovered(null);
      setReleases((count) => count + 1);
    },
    handlers: {
      onPointerOver: (event: PointerEvent) => setHovered(rowUnder(event.target)),
      onPointerLeave: () => setHovered(null),
      onPointerDown: (event: PointerEvent) => setFocused(rowUnder(event.target)),
      onKeyUp: (event: KeyboardEvent) => {
        // A shortcut is done from anywhere: whose focus happens to be on a row has not gone there to read.
        const shortcut = event.ctrlKey || event.altKey || event.metaKey;
        if (!shortcut && !passing.test(event.key)) setFocused(rowUnder(event.target));
      },
      onFocus: (event: FocusEvent) => setFocused((was) => (was === null ? null : rowUnder(event.target))),
      onBlur: (event: FocusEvent<HTMLElement>) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setFocused(null);
      },
    },
  };
}

function sameOrder(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((id, at) => id === other[at]));
}
