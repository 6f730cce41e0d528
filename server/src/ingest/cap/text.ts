/** Characters that turn the reading direction round: in a headline they can make one warning read as another. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu;

/** Text for people: line ends as LF, no control or bidi characters, no white space around. */
export function cleanText(raw: string): string {
  return raw.replace(/\r\n?/g, '\n').replace(CONTROL, '').replace(BIDI, '').toWellFormed().trim();
}

export function hasBidi(raw: string): boolean {
  return raw.search(BIDI) >= 0;
}

/** Only these open in a browser without running something, and show where they lead. */
export function isWebLink(uri: string): boolean {
  return uri.length <= 2000 && /^https?:\/\/[^\s/][^\s\p{Cc}\p{Cf}]*$/iu.test(uri) && URL.canParse(uri);
}
