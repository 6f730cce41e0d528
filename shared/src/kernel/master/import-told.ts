import { z } from 'zod';

/** One row that was taken, or would be; `fields` names what differs from the row that is there. */
export const TakenRowSchema = z.object({
  row: z.number().int(),
  id: z.string(),
  what: z.enum(['added', 'changed', 'unchanged']),
  fields: z.array(z.string()),
});
export type TakenRow = z.infer<typeof TakenRowSchema>;

/** One row that was not taken: where, why as a code with its facts, and the same as a sentence. */
export const RefusedRowSchema = z.object({
  row: z.number().int(),
  path: z.string(),
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.string()).optional(),
});
export type RefusedRowTold = z.infer<typeof RefusedRowSchema>;

/** What an import did, or would do. Counts are whole, lists end at the number asked for. */
export const ImportToldSchema = z.object({
  kind: z.string(),
  dryRun: z.boolean(),
  read: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refusedRows: z.number().int(),
  rows: z.array(TakenRowSchema),
  refused: z.array(RefusedRowSchema),
});
export type ImportTold = z.infer<typeof ImportToldSchema>;

/** How much of each kind the county has; what is 0 is still to be brought. */
export const ImportStateSchema = z.object({
  datum: z.enum(['none', 'demo', 'own']),
  counts: z.record(z.string(), z.number().int()),
});
export type ImportState = z.infer<typeof ImportStateSchema>;
