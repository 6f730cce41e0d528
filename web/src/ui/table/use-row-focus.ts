import { type FocusEvent, type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef, useState } from 'react';
import { isComposing } from '../keys/chord.ts';
import { isPressable, placeOf } from '../keys/place.ts';
import { walkWithJK } from './list-keys.ts';
import type { FootView } from './use-foot-view.ts';

const keyOf = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? null) : null;

/** One row of the list is the one that Tab comes back to; arrows, Home, End and page keys move it. */
export function useRowFocus(list: {
  view: FootView;
  selectedId: string | null;
  onSelect: ((id: string) => void) | undefined;
  onAct: ((id: string) => void) | undefined;
  /** Lets in what waits above; undefined while nothing does. */
  release: (() => void) | undefined;
}) {
  const { view, onSelect, onAct, release } = list;
  const [last, setLast] = useState<string | null>(null);
  /** The focus is in the list, and where it stood: a row that goes hands it to the one that takes its place. */
  const inside = useRef<'inside' | 'outside'>('outside');
  const stood = useRef(0);
  const asked = useRef<'newest' | 'row' | undefined>(undefined);

  const lines = view.shown.current?.lines ?? [];
  const here = last === null ? -1 : lines.findIndex(({ id }) => id === last);
  const at = here === -1 ? null : last;

  /** The next row from `from` on in the given direction, headings left out; else the nearest the other way. */
  const rowFrom = (from: number, step: 1 | -1): number => {
    const isRow = (n: number): boolean => lines[n]?.kind === 'row';
    for (let n = from; n >= 0 && n < lines.length; n += step) if (isRow(n)) return n;
    for (let n = from; n >= 0 && n < lines.length; n -= step) if (isRow(n)) return n;
    return step === 1
      ? lines.findLastIndex(({ kind }) => kind === 'row')
      : lines.findIndex(({ kind }) => kind === 'row');
  };
  const put = (n: number): void => {
    const line = lines[n];
    if (line === undefined) return;
    asked.current = 'row';
    setLast(line.id);
    view.reveal(n);
  };
  const walk = (n: number): void => {
    const line = lines[n];
    if (line === undefined || line.id === at) return;
    put(n);
    onSelect?.(line.id);
  };
  const toNewest = (): void => {
    release?.();
    asked.current = 'newest';
    if (view.frame.current !== null) view.frame.current.scrollTop = 0;
    // Also where nothing waited: the effect below needs a drawing.
    setLast(null);
  };

  useLayoutEffect(() => {
    if (at !== null) stood.current = here;
    else if (last !== null && inside.current === 'inside' && lines.length > 0) put(rowFrom(stood.current, -1));
    if (asked.current === undefined) return;
    if (asked.current === 'newest') {
      walk(rowFrom(0, 1));
      return;
    }
    const row = at === null ? null : view.frame.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(at)}"]`);
    if (row == null) return;
    asked.current = undefined;
    row.focus({ preventScroll: true });
  });

  const target = (key: string): number | undefined => {
    const from = here === -1 ? 0 : here;
    const pageRows = Math.max(1, Math.floor(view.seenPx / Math.max(1, lines[from]?.heightPx ?? 1)) - 1);
    switch (key) {
      case 'ArrowDown':
        return rowFrom(from + 1, 1);
      case 'ArrowUp':
        return rowFrom(from - 1, -1);
      case 'PageDown':
        return rowFrom(Math.min(lines.length - 1, from + pageRows), 1);
      case 'PageUp':
        return rowFrom(Math.max(0, from - pageRows), -1);
      case 'End':
        return rowFrom(lines.length - 1, -1);
      default:
        return undefined;
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isOutside(event) || placeOf(event.target) === 'text') return;
    const to = target(event.key);
    if (to !== undefined) walk(to);
    else if (event.key === 'Home') toNewest();
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') walkParts(event);
    else if (at === null || event.target !== view.rowOf(at)) return;
    else if (event.key === 'Enter' && onAct !== undefined) onAct(at);
    else if ((event.key === 'Enter' || event.key === ' ') && onSelect !== undefined) onSelect(at);
    else return;
    event.preventDefault();
  };
  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    if (isOutside(event)) return;
    inside.current = 'inside';
    const id = keyOf(event.target);
    if (id !== null) setLast(id);
    if (event.target !== event.currentTarget) return;
    const chosen = lines.findIndex((line) => line.id === list.selectedId);
    if (chosen === -1) walk(rowFrom(0, 1));
    else put(chosen);
  };
  const onBlur = (event: FocusEvent<HTMLElement>): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !event.currentTarget.contains(to)) inside.current = 'outside';
  };
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const id = keyOf(event.target);
    if (id === null || isOutside(event) || isPressable(event.target)) return;
    onSelect?.(id);
    // A finger has no double click, and where nothing is chosen a press can only mean the act.
    if (onSelect === undefined || isTouch(event.nativeEvent)) onAct?.(id);
  };
  const onDoubleClick = (event: MouseEvent<HTMLElement>): void => {
    const id = keyOf(event.target);
    if (id === null || isOutside(event) || isPressable(event.target)) return;
    if (onSelect !== undefined && !isTouch(event.nativeEvent)) onAct?.(id);
  };
  return {
    at,
    toNewest,
    onKeyDownCapture: walkWithJK,
    handlers: { onKeyDown, onFocus, onBlur, onClick, onDoubleClick },
  };
}

/** From a dialog or menu that a row opened: React hands its events on, they are none of the list's. */
function isOutside({ currentTarget, target }: { currentTarget: EventTarget; target: EventTarget }): boolean {
  return !(currentTarget instanceof Node && target instanceof Node && currentTarget.contains(target));
}

function isTouch(event: Event): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch';
}

/** Right goes from the row into what can be pressed in it, left back to the row. */
function walkParts({ target, key }: KeyboardEvent<HTMLElement>): void {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-key]') : null;
  if (row === null || !(target instanceof HTMLElement)) return;
  const parts = [row, ...row.querySelectorAll<HTMLElement>('button:not(:disabled),a[href],[role="button"]')];
  const here = parts.indexOf(target);
  parts[here + (key === 'ArrowRight' ? 1 : -1)]?.focus();
}
