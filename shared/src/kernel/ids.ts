import { v5, v7 } from 'uuid';
import { z } from 'zod';

/** Every id is a UUIDv7 made by the sender, so that a retry carries the same id. */
export const IdSchema = z.uuid();
export type Id = z.infer<typeof IdSchema>;

export const WorldIdSchema = z.string().regex(/^(live|drill-[0-9a-z]{4,32})$/);
export type WorldId = z.infer<typeof WorldIdSchema>;
export const LIVE: WorldId = 'live';

export type NewId = () => Id;
export const newId: NewId = () => v7();

const DERIVED_NAMESPACE = '6f0c4f0e-8c8e-5b7a-9d5e-3f1d6a2b7c41';

/**
 * The same parts always give the same id. Reactions and deadlines use it as command id,
 * so that two nodes, or one that restarts, cannot act twice.
 */
export function derivedId(...parts: readonly (string | number)[]): Id {
  return v5(parts.join('\u0000'), DERIVED_NAMESPACE);
}

export type ShownKind = 'I' | 'D' | 'A' | 'T' | 'R';

/** Numbers people say on the phone: I-0142 incident, D-0387 order, A-2041 alarm; never reused in a world. */
export function shownNumber(kind: ShownKind, n: number): string {
  return `${kind}-${String(n).padStart(4, '0')}`;
}
