import { z } from 'zod';
import { HazardSchema } from '../kernel/hazard.ts';
import { IdSchema } from '../kernel/ids.ts';
import { LevelSchema } from '../kernel/level.ts';
import { TimestampSchema } from '../kernel/time.ts';

const CountSchema = z.number().int().nonnegative();

/** A warning that ended by itself or was lifted, ours or one received. */
export const LastWarningSchema = z.object({
  kind: z.enum(['own', 'incoming']),
  hazard: HazardSchema.nullable(),
  level: LevelSchema.nullable(),
  headline: z.string(),
  endedAt: TimestampSchema,
  how: z.enum(['cancelled', 'expired']),
  /** People called by name, and who of them answered; nobody is called for one received. */
  called: CountSchema,
  answered: CountSchema,
});

/**
 * `GET /api/baselines`: what today is measured against, from the log of one world. Figures of a month are of the
 * county's calendar (UTC+8) and of the reader's area.
 */
export const BaselinesSchema = z.object({
  /** World time at which this was counted. */
  at: TimestampSchema,
  /** When the log of this world begins: nothing before it is known. Null: it holds nothing yet. */
  since: TimestampSchema.nullable(),
  incidents: z.object({
    /** Reported this month and the one before; neither void nor merged into another. */
    month: CountSchema,
    lastMonth: CountSchema,
    /** The one closed last. */
    last: z
      .object({
        id: IdSchema,
        number: z.number().int().positive(),
        hazard: HazardSchema,
        title: z.string(),
        reportedAt: TimestampSchema,
        closedAt: TimestampSchema,
      })
      .nullable(),
  }),
  warnings: z.object({
    /** Ours issued this month, and those received this month (updates and cancellations not counted). */
    issued: CountSchema,
    received: CountSchema,
    last: LastWarningSchema.nullable(),
  }),
  /** Of the alarms raised in the last `hours`. */
  alarms: z.object({
    hours: z.number().int().positive(),
    raised: CountSchema,
    acked: CountSchema,
    /** Acknowledged and returned: cleared. */
    settled: CountSchema,
    /** From raised to first acknowledged, mean of those acknowledged, seconds. */
    ackMeanS: z.number().nonnegative().nullable(),
  }),
});
export type Baselines = z.infer<typeof BaselinesSchema>;
export type LastWarning = z.infer<typeof LastWarningSchema>;
