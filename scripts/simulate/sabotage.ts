/** Defects put in on purpose, to show that a run would find them: a simulation that cannot fail proves nothing. */
export const SABOTAGES = [
  'none',
  /** The log takes what was decided on a state that has since changed. */
  'unchecked versions',
  /** A screen goes on over a hole instead of asking again. */
  'screen steps over holes',
  /** A node answers before the log has it. */
  'answer before commit',
  /** A lost answer is tried again under a new command id. */
  'new id for a retry',
] as const;
export type Sabotage = (typeof SABOTAGES)[number];
