/** A text as it stands in at most two lines: broken where the longer of the two is shortest. Hanzi need no spaces to break. */
export function twoLines(text: string): readonly string[] {
  const words = text.split(' ');
  let best: readonly string[] = [text];
  for (let at = 1; at < words.length; at += 1) {
    const lines = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    if (longest(lines) < longest(best)) best = lines;
  }
  return best;
}

function longest(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => line.length));
}

/** The same text, which `twoLines` leaves whole. */
export function oneLine(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
