import { z } from 'zod';

/** A business "no": a value with a code and the facts a screen needs to explain it, never an exception. */
export const RefusalSchema = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  /** Facts for the sentence shown, for example the other dispatcher's order number. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** Field at fault, as a JSON path, where one field is. */
  path: z.string().optional(),
});
export type Refusal = z.infer<typeof RefusalSchema>;

export type Decision<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export function ok<T>(value: T): Decision<T> {
  return { ok: true, value };
}

export function refuse(code: string, facts?: Refusal['facts'], path?: string): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...(facts ? { facts } : {}), ...(path ? { path } : {}) } };
}

/** For the end of every switch over a union. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
