/** Embedded PostgreSQL cannot run here; the message is one sentence that says what to do. */
export class EmbeddedDatabaseError extends Error {
  override name = 'EmbeddedDatabaseError';
}
