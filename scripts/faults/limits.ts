/** Of reliability §3: an outage of the database is told within 5 s, and is over 10 s after the database is back. */
export const ERROR_MS = 5_000;
export const RECOVERY_MS = 10_000;
/** What a busy machine adds to a timer. */
export const SLACK_MS = 700;
