import { z } from 'zod';
import { DivisionCodeSchema } from '../division.ts';
import { PointSchema } from '../geo.ts';
import { MasterIdSchema, NameSchema, PhoneSchema } from './people.ts';

/** Kinds of force (domain §7). */
export const TeamKindSchema = z.enum([
  'fire',
  'county',
  'town',
  'village',
  'mine',
  'hazmat',
  'forest',
  'water',
  'earthquake',
  'medical',
  'power',
  'comms',
  'road',
  'gas',
  'militia',
  'police',
  'volunteer',
]);
export type TeamKind = z.infer<typeof TeamKindSchema>;

export const SkillSchema = z.enum([
  'evacuation',
  'water_rescue',
  'lighting',
  'wading',
  'search',
  'rope',
  'medical',
  'transport',
  'road_clearing',
  'firefighting',
  'forest_fire',
  'hazmat',
  'power',
  'comms',
  'pumping',
  'drone',
  'cordon',
]);
export type Skill = z.infer<typeof SkillSchema>;

export const TeamRowSchema = z.object({
  id: MasterIdSchema,
  name: NameSchema,
  kind: TeamKindSchema,
  division: DivisionCodeSchema,
  base: PointSchema,
  leader: MasterIdSchema,
  members: z.number().int().min(1).max(500),
  vehicles: z.number().int().min(0).max(200),
  skills: z.array(SkillSchema).max(20),
  /** Minutes allowed between acceptance and departure: 10, volunteers 30 (P). */
  departWithinMin: z.number().int().min(1).max(240),
  radioChannel: z.string().max(16).optional(),
});
export type TeamRow = z.infer<typeof TeamRowSchema>;

/** A place people phone: duty rooms, stations. Not personal, so not masked. */
export const ContactRowSchema = z.object({
  id: MasterIdSchema,
  name: NameSchema,
  phone: PhoneSchema,
  division: DivisionCodeSchema,
});
export type ContactRow = z.infer<typeof ContactRowSchema>;
