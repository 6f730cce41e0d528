/** Seeds that once failed, with what was wrong: always run, by the tests and by every `pnpm simulate`. */
export const REGRESSIONS: readonly { seed: number; was: string }[] = [
  { seed: 1, was: 'a screen that moved to a node cut from the log was shown an older world' },
  { seed: 30, was: 'a late copy of streams that had become visible took newer ones back' },
  {
    seed: 48,
    was: 'an intent decided on an event that lost its race was appended, because the version fitted by chance',
  },
];
