/** A reason to stop that a person can act on: `message` is one sentence that names the remedy. */
export class Stop extends Error {
  /**
   * @param {string} sentence
   * @param {{ exitCode?: number, details?: string[], cause?: unknown }} [more] `details` are printed above the sentence.
   */
  constructor(sentence, more = {}) {
    super(sentence, { cause: more.cause });
    this.name = 'Stop';
    this.exitCode = more.exitCode ?? 1;
    this.details = more.details ?? [];
  }
}
