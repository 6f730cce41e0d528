import type { KeyboardEvent } from 'react';
import { chordOf, isTyping } from '../keys/chord.ts';
import { ownLetters } from '../keys/letter-source.ts';
import { letterOf } from '../keys/letters.ts';

/**
 * J and K, or what somebody has instead, walk a list as the arrows do. Handed to the list as the arrow it stands for, so that
 * scrolling, selection and screen readers need no second path. Not inside a text field of a row.
 */
export function walkWithJK(event: KeyboardEvent<HTMLElement>): void {
  const chord = chordOf(event.nativeEvent);
  const letter = chord === undefined ? undefined : letterOf(ownLetters.current(), chord);
  const arrow = letter === 'J' ? 'ArrowDown' : letter === 'K' ? 'ArrowUp' : undefined;
  const target = event.target;
  if (arrow === undefined || !(target instanceof HTMLElement) || target.closest('input, textarea') !== null) return;
  event.preventDefault();
  event.stopPropagation();
  if (arrow === 'ArrowUp' && isFirstOfTable(target)) return;
  target.dispatchEvent(
    new globalThis.KeyboardEvent('keydown', { key: arrow, code: arrow, bubbles: true, cancelable: true }),
  );
}

/**
 * The library's tables jump to the row that begins with what is typed. Here a letter in a list is an act (ux.md §5), so
 * that half a name would set an alarm aside on its way to a row: letters that mean nothing do nothing. A row is looked
 * for with `/`: 查 and its name, pinyin or number.
 */
export function noTypeAhead(event: KeyboardEvent<HTMLElement>): void {
  const chord = chordOf(event.nativeEvent);
  if (chord === undefined || chord === 'Space' || !isTyping(chord)) return;
  if (event.target instanceof HTMLElement && event.target.closest('input, textarea') === null) event.stopPropagation();
}

/** Over the first row of a table stand its headings: K ends at the row, so that what the other letters do stays with it. */
function isFirstOfTable(target: Element): boolean {
  const row = target.closest('[role="row"]');
  const headings = row?.closest('[role="grid"]')?.querySelector('[role="columnheader"]') ?? null;
  return headings !== null && row?.getAttribute('aria-rowindex') === '2';
}
