import { z } from 'zod';
import { LevelSchema } from './level.ts';

/**
 * Local practice (domain.md, every "(P)"): versioned, with an effective date. Shipped defaults follow
 * published county practice; a bureau replaces them, never the code.
 */
export const PracticeSchema = z.object({
  version: z.string(),
  effectiveFrom: z.iso.date(),
  order: z.object({
    undeliveredS: z.number().int(),
    reRingS: z.number().int(),
    offerNextS: z.number().int(),
    leaderS: z.number().int(),
    undoS: z.number().int(),
    arrivalRadiusM: z.number(),
    /** A fix older than this is history: it can never be an arrival. */
    arrivalFixMaxAgeS: z.number().int(),
    feedbackMin: z.number().int(),
    safetyCheckMin: z.number().int(),
  }),
  call: z.object({
    attempts: z.number().int(),
    /** Seconds between attempts: three within five minutes. */
    attemptEveryS: z.number().int(),
    firstCallS: z.number().int(),
    deputyAfterS: z.number().int(),
    superiorAfterS: z.number().int(),
    understoodWithinS: z.number().int(),
    actionWithinMin: z.number().int(),
    /** Levels at which people are called by name. */
    fromLevel: LevelSchema,
  }),
  report: z.object({
    phoneMin: z.number().int(),
    writtenMin: z.number().int(),
    /** Worst first: hours within which 续报 is due, by grade. */
    updateEveryH: z.record(z.enum(['1', '2', '3', '4']), z.number()),
  }),
  warning: z.object({ undoS: z.number().int(), defaultValidH: z.number() }),
  countersignMin: z.number().int(),
  alarm: z.object({
    redBannerS: z.number().int(),
    redLeaderS: z.number().int(),
    redDeputyS: z.number().int(),
    floodEnter: z.number().int(),
    floodLeave: z.number().int(),
    floodWindowMin: z.number().int(),
    chatterToggles: z.number().int(),
    shelveMaxH: z.number(),
    positionLostMin: z.number().int(),
  }),
  nearDuplicate: z.object({ radiusM: z.number(), windowMin: z.number().int() }),
});
export type Practice = z.infer<typeof PracticeSchema>;

export const DEFAULT_PRACTICE: Practice = {
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  order: {
    undeliveredS: 30,
    reRingS: 60,
    offerNextS: 90,
    leaderS: 180,
    undoS: 10,
    arrivalRadiusM: 200,
    arrivalFixMaxAgeS: 120,
    feedbackMin: 30,
    safetyCheckMin: 30,
  },
  call: {
    attempts: 3,
    attemptEveryS: 100,
    firstCallS: 180,
    deputyAfterS: 300,
    superiorAfterS: 420,
    understoodWithinS: 120,
    actionWithinMin: 60,
    fromLevel: 2,
  },
  report: { phoneMin: 30, writtenMin: 60, updateEveryH: { '1': 12, '2': 12, '3': 24, '4': 24 } },
  warning: { undoS: 10, defaultValidH: 3 },
  countersignMin: 30,
  alarm: {
    redBannerS: 30,
    redLeaderS: 60,
    redDeputyS: 120,
    floodEnter: 10,
    floodLeave: 5,
    floodWindowMin: 10,
    chatterToggles: 3,
    shelveMaxH: 8,
    positionLostMin: 10,
  },
  nearDuplicate: { radiusM: 1500, windowMin: 60 },
};
