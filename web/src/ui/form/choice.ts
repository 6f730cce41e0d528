/** One of several, as a list shows it. */
export interface Choice<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  /** Call sign, number, place: what tells two alike names apart. */
  readonly detail?: string;
  /** Other ways to type it: pinyin, initials, number. Made by the server. */
  readonly keys?: readonly string[];
  /** Why it cannot be chosen now; shown, not hidden. */
  readonly disabledReason?: string;
}

/**
 * Whether a typed text means this choice: by hanzi anywhere in the name, or by the beginning of one
 * of its keys. Full-width letters and case do not matter.
 */
export function choiceMatches(choice: Choice, typed: string): boolean {
  const wanted = fold(typed);
  if (wanted === '') return true;
  if (fold(choice.label).includes(wanted) || fold(choice.detail ?? '').includes(wanted)) return true;
  return (choice.keys ?? []).some((key) => fold(key).startsWith(wanted));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
}
