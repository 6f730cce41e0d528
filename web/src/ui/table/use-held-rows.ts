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
 * the element around the list; call `release` from the "n new" bar and on Home.
 */
export function useHeldRows<R extends Row>(rows: readonly R[]) {
  const [hovered, setHovered] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [, setReleases] = useState(0);
  const shown = useRef<readonly string[]>([]);

  const held = holdOrder(
    shown.current,
    rows.map((row) => row.id),
    hovered ?? focused,
  );
  shown.current = held.order;

  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const orderKey = held.order.join('\n');
  const visible = useMemo(() => orderKey.split('\n').flatMap((id) => byId.get(id) ?? []), [orderKey, byId]);

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
