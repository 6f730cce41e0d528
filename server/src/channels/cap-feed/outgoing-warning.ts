import { DivisionCodeSchema } from '@sitong/shared/kernel/division.ts';
import { LatSchema, LonSchema, RingSchema } from '@sitong/shared/kernel/geo.ts';
import { LevelSchema } from '@sitong/shared/kernel/level.ts';
import { TimestampSchema, toMs } from '@sitong/shared/kernel/time.ts';
import { z } from 'zod';
import { outgoingText } from './xml-text.ts';

/** `{14-digit sender code}_{yyyyMMddHHmmss}`, the form of the national platform (GB/T 35965.1-2018). */
export const WarningIdentifierSchema = z.string().regex(/^\d{14}_\d{14}$/);
export const SenderCodeSchema = z.string().regex(/^\d{14}$/);

const Text = (max: number) => z.string().max(max);
const NeededText = (max: number) =>
  Text(max).refine((text) => outgoingText(text) !== '', 'holds nothing that can be shown');
/** CAP forbids spaces, commas, `<` and `&` in a sender; hidden characters would forge one. */
const SenderSchema = z.string().regex(/^[^\s,<&\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]{1,256}$/u);

export const OutgoingAreaSchema = z.object({
  areaDesc: NeededText(2000),
  /** Divisions warned, 12 digits. */
  divisions: z.array(DivisionCodeSchema).max(1000),
  /** Closed rings of [lon, lat]. */
  polygons: z.array(RingSchema).max(200),
  circles: z.array(z.object({ lon: LonSchema, lat: LatSchema, radiusKm: z.number().min(0).max(20_000) })).max(200),
});

export const OutgoingTextSchema = z.object({
  event: NeededText(200),
  headline: NeededText(500),
  description: Text(20_000).optional(),
  instruction: Text(20_000).optional(),
  senderName: NeededText(200),
});

const EnglishSchema = OutgoingTextSchema.extend({ areaDescs: z.array(NeededText(2000)).max(200).optional() });

export const OutgoingWarningSchema = z
  .object({
    identifier: WarningIdentifierSchema,
    sender: SenderSchema,
    sent: TimestampSchema,
    /** Exercise unless told live: a drill or a simulation must never leave as Actual. */
    mode: z.enum(['live', 'exercise']),
    msgType: z.enum(['Alert', 'Update', 'Cancel']),
    /** Messages this one replaces or ends. */
    references: z
      .array(z.object({ sender: SenderSchema, identifier: WarningIdentifierSchema, sent: TimestampSchema }))
      .max(100),
    /** For people who handle messages; an exercise says here which one it is. */
    note: Text(500).optional(),
    category: z.enum([
      'Geo',
      'Met',
      'Safety',
      'Security',
      'Rescue',
      'Fire',
      'Health',
      'Env',
      'Transport',
      'Infra',
      'CBRNE',
      'Other',
    ]),
    /** Exchange code such as 11B03, where there is one. */
    eventCode: z
      .string()
      .regex(/^[0-9A-Z]{1,20}$/)
      .optional(),
    level: LevelSchema,
    urgency: z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
    certainty: z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']),
    effective: TimestampSchema,
    onset: TimestampSchema.optional(),
    expires: TimestampSchema,
    zh: OutgoingTextSchema,
    en: EnglishSchema.optional(),
    web: z
      .string()
      .max(2000)
      .regex(/^https?:\/\/[^\s/][^\s\p{Cc}\p{Cf}]*$/u)
      .refine((link) => URL.canParse(link))
      .optional(),
    contact: Text(500).optional(),
    areas: z.array(OutgoingAreaSchema).min(1).max(200),
  })
  .refine((warning) => (warning.msgType === 'Alert') === (warning.references.length === 0), {
    message: 'an Alert references nothing; an Update or Cancel names what it is about',
    path: ['references'],
  })
  .refine((warning) => toMs(warning.expires) > toMs(warning.effective), {
    message: 'a warning ends after it begins',
    path: ['expires'],
  })
  .refine((warning) => warning.en?.areaDescs === undefined || warning.en.areaDescs.length === warning.areas.length, {
    message: 'one English area description for each area',
    path: ['en', 'areaDescs'],
  });

export type OutgoingArea = z.infer<typeof OutgoingAreaSchema>;
export type OutgoingText = z.infer<typeof OutgoingTextSchema>;
export type OutgoingWarning = z.infer<typeof OutgoingWarningSchema>;

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Two warnings of one sender in one second would share a name: the caller takes the next free second. */
export function warningIdentifier(senderCode: string, sentMs: number): string {
  const wall = new Date(Math.floor(sentMs / 1000) * 1000 + SHANGHAI_OFFSET_MS).toISOString();
  return `${SenderCodeSchema.parse(senderCode)}_${wall.slice(0, 19).replace(/[-T:]/g, '')}`;
}
