import type { KeyPlace } from './action.ts';

/** Input types whose typed letters are not text. */
const notText = new Set(['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color', 'file']);

/** Where a key press landed. Lists and grids of React Aria and anything marked `data-keys="list"`. */
export function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return 'other';
  const field = target.closest('input, textarea, select, [contenteditable="true"]');
  if (field instanceof HTMLInputElement) return notText.has(field.type) ? listOrOther(target) : 'text';
  if (field !== null) return 'text';
  return listOrOther(target);
}

function listOrOther(target: Element): KeyPlace {
  return target.closest('[role="grid"],[role="treegrid"],[data-keys="list"]') === null ? 'other' : 'list';
}

/** A button, link or box, also one within a row: the space bar presses it and previews nothing. */
export function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button,a,input,summary,[role="button"],[role="tab"]') !== null;
}
