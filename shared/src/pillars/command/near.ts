/** CMD-4: so many near-duplicates are shown and set aside at most, the newest ones. */
export const MOST_SET_ASIDE = 20;
