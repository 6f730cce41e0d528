import { z } from 'zod';
import { WorldIdSchema } from '../kernel/ids.ts';

/** What a client says on `/live`. Intents travel as acknowledged `intent` messages of IntentEnvelopeSchema. */
export const HelloSchema = z.object({
  world: WorldIdSchema,
  /** Last sequence applied, or null for a fresh screen. */
  since: z.number().int().nonnegative().nullable(),
  /** Scope the kept state was built for; another one at the server means a new snapshot. */
  scope: z.string().max(2000).optional(),
  protocol: z.string().max(64),
  /** Which screen this is, for those who want to know who sits where. */
  screen: z
    .string()
    .regex(/^[a-z-]{1,24}$/)
    .optional(),
  /** Position frames wanted: the wall and map screens, not a hidden tab. */
  positions: z.enum(['on', 'off']),
});
export type Hello = z.infer<typeof HelloSchema>;

/** The highest sequence shown on a visible screen; the delivery ledger keeps it. */
export const ShownSchema = z.object({ seq: z.number().int().nonnegative() });

export const AttentionSchema = z.object({ positions: z.enum(['on', 'off']) });
export type Attention = z.infer<typeof AttentionSchema>;

/** A position from the phone page itself; vehicle terminals and tracker apps have their own doors. */
export const PhonePositionSchema = z.object({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracyM: z.number().nonnegative().optional(),
  speedKmh: z.number().nonnegative().max(500).optional(),
  courseDeg: z.number().min(0).max(360).optional(),
  batteryPct: z.number().min(0).max(100).optional(),
  observedAt: z.iso.datetime({ offset: true }),
});
export type PhonePosition = z.infer<typeof PhonePositionSchema>;
