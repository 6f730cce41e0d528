import { z } from 'zod';
import * as words from './vocabulary.ts';

/** Date-time with offset as CAP writes it; `-00:00` is CAP's way to say UTC. */
export const CapTimeSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);

/** Spaces, commas, `<` and `&` are forbidden by CAP; control and bidi characters by us: they forge what is shown. */
export const CAP_NAME = /^[^\s,<&\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]{1,256}$/u;
export const CapNameSchema = z.string().regex(CAP_NAME);

const Lon = z.number().min(-180).max(180);
const Lat = z.number().min(-90).max(90);

export const CapPairSchema = z.object({ valueName: z.string().max(1000), value: z.string().max(20_000) });
export const CapRingSchema = z
  .array(z.tuple([Lon, Lat]))
  .min(4)
  .max(words.MAX_POINTS);
export const CapCircleSchema = z.object({ lon: Lon, lat: Lat, radiusKm: z.number().min(0).max(20_038) });

export const CapAreaSchema = z.object({
  areaDesc: z.string().min(1).max(20_000),
  /** Rings of [lon, lat], closed. */
  polygons: z.array(CapRingSchema).max(words.MAX_COUNT.polygon),
  circles: z.array(CapCircleSchema).max(words.MAX_COUNT.circle),
  geocodes: z.array(CapPairSchema).max(words.MAX_COUNT.geocode),
  /** Feet above mean sea level, as CAP has it. */
  altitudeFt: z.number().optional(),
  ceilingFt: z.number().optional(),
});

export const CapResourceSchema = z.object({
  resourceDesc: z.string().max(4000),
  mimeType: z.string().max(200).optional(),
  sizeBytes: z.number().int().nonnegative().optional(),
  uri: z.string().max(2000).optional(),
  digest: z.string().max(200).optional(),
});

export const CapInfoSchema = z.object({
  language: z.string().max(40),
  categories: z.array(z.enum(words.CATEGORIES)).min(1),
  event: z.string().min(1).max(1000),
  responseTypes: z.array(z.enum(words.RESPONSE_TYPES)),
  urgency: z.enum(words.URGENCIES),
  severity: z.enum(words.SEVERITIES),
  certainty: z.enum(words.CERTAINTIES),
  audience: z.string().max(4000).optional(),
  eventCodes: z.array(CapPairSchema),
  effective: CapTimeSchema.optional(),
  onset: CapTimeSchema.optional(),
  expires: CapTimeSchema.optional(),
  senderName: z.string().max(1000).optional(),
  headline: z.string().max(4000).optional(),
  description: z.string().max(100_000).optional(),
  instruction: z.string().max(100_000).optional(),
  web: z.string().max(2000).optional(),
  contact: z.string().max(4000).optional(),
  parameters: z.array(CapPairSchema),
  resources: z.array(CapResourceSchema),
  areas: z.array(CapAreaSchema),
});

export const CapReferenceSchema = z.object({ sender: CapNameSchema, identifier: CapNameSchema, sent: CapTimeSchema });

export const CapAlertSchema = z.object({
  /** `national`: read from the structure of GB/T 35965.1-2018 messages. */
  form: z.enum(['1.1', '1.2', 'national']),
  identifier: CapNameSchema,
  sender: CapNameSchema,
  sent: CapTimeSchema,
  status: z.enum(words.STATUSES),
  msgType: z.enum(words.MSG_TYPES),
  source: z.string().max(4000).optional(),
  scope: z.enum(words.SCOPES),
  restriction: z.string().max(4000).optional(),
  addresses: z.string().max(20_000).optional(),
  codes: z.array(z.string().max(1000)),
  note: z.string().max(20_000).optional(),
  references: z.array(CapReferenceSchema).max(words.MAX_REFERENCES),
  incidents: z.string().max(4000).optional(),
  infos: z.array(CapInfoSchema).max(words.MAX_COUNT.info),
  /** Whether an XML signature stands in the message; `signature.ts` says what it is worth. */
  signature: z.enum(['absent', 'present']),
});

export type CapPair = z.infer<typeof CapPairSchema>;
export type CapRing = z.infer<typeof CapRingSchema>;
export type CapCircle = z.infer<typeof CapCircleSchema>;
export type CapArea = z.infer<typeof CapAreaSchema>;
export type CapResource = z.infer<typeof CapResourceSchema>;
export type CapInfo = z.infer<typeof CapInfoSchema>;
export type CapReference = z.infer<typeof CapReferenceSchema>;
export type CapAlert = z.infer<typeof CapAlertSchema>;
