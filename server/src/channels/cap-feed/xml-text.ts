/** Control characters XML 1.0 cannot carry, and those that turn the reading direction round. */
const FORBIDDEN = /(?![\t\n])\p{Cc}|[\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu;

/** Text as it goes out: line ends as LF, nothing hidden, no white space around. */
export function outgoingText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(FORBIDDEN, '').toWellFormed().trim();
}

export function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;');
}

/** One element with text; nothing when there is no text. */
export function element(name: string, text: string | undefined): string {
  const clean = outgoingText(text ?? '');
  return clean === '' ? '' : `<${name}>${escapeXml(clean)}</${name}>`;
}
