/** What still stands between a two-person act and its button. */
export type ConfirmGap = 'none' | 'no-phrase' | 'no-second' | 'same-person' | 'no-secret';

/** The first thing missing, in the order the form is filled in. */
export function confirmGap(input: {
  firstId: string;
  secondId: string | null;
  secret: string;
  typed: string;
  phrase?: string | undefined;
}): ConfirmGap {
  // Full-width digits and stray spaces of an input method are not a different answer.
  const plain = (text: string): string => text.normalize('NFKC').trim();
  if (input.phrase !== undefined && plain(input.typed) !== plain(input.phrase)) return 'no-phrase';
  if (input.secondId === null) return 'no-second';
  if (input.secondId === input.firstId) return 'same-person';
  return input.secret === '' ? 'no-secret' : 'none';
}
