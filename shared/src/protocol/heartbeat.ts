/**
 * `head` (how far the log is, and what time it is) comes at least every 5 s: more often, so that two missed ones and a
 * second for the way are still less than the 10 s after which a broken line must show.
 */
export const HEAD_EVERY_MS = 4000;
/** Nothing heard for so long: the line is lost, whatever its socket says. */
export const LINK_LOST_MS = 2 * HEAD_EVERY_MS + 1000;
