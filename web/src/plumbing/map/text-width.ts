/** Wide Latin letters and signs of the map's face; the others lie about a digit's width. */
const wide = new Set('mwMW%@');

/** Width of a text in em, near enough to keep labels apart: a hanzi is one em, a digit or letter a little over half. */
export function textWidthEm(text: string): number {
  let em = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code >= 0x2e80) em += 1;
    else if (' ·.:,'.includes(letter)) em += 0.3;
    else em += wide.has(letter) ? 0.92 : 0.6;
  }
  return em;
}
