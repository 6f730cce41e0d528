/** Width of a text in em, near enough to keep labels apart: a hanzi is one em, a Latin letter or digit about 0.6. */
export function textWidthEm(text: string): number {
  let em = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    em += code >= 0x2e80 ? 1 : code === 0x20 || code === 0xb7 ? 0.3 : code === 0x2e || code === 0x3a ? 0.3 : 0.6;
  }
  return em;
}
