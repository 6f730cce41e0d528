import { oneLine } from '../../ui/table/two-lines.ts';
import { listDot } from './ledger-search.ts';

/**
 * A list as it stands in so many lines at most, each with as many of its words (the last may have fewer): a column as
 * wide as the widest of these lines shows the list whole, wherever the browser breaks it.
 */
export function listLines(words: readonly string[], lines: number): string[] {
  const each = Math.max(1, Math.ceil(words.length / lines));
  const made: string[] = [];
  for (let at = 0; at < words.length; at += each) {
    const more = at + each < words.length ? listDot : '';
    made.push(oneLine(words.slice(at, at + each).join(listDot) + more));
  }
  return made;
}
