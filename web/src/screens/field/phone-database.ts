import { FieldDatabase } from '../../plumbing/outbox/field-database.ts';

/** The one database of this phone, opened when first used. */
export const phoneDatabase = new FieldDatabase();
