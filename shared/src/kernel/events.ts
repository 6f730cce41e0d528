import type { z } from 'zod';
import type { EventOf } from './envelope.ts';

/** A pillar's event catalogue: the body schema of each event type. */
export type EventSchemas = Record<string, z.ZodType>;

/** The union of typed events of a catalogue. */
export type EventUnion<S extends EventSchemas> = {
  [K in keyof S & string]: EventOf<K, z.infer<S[K]>>;
}[keyof S & string];
