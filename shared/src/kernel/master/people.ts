import { z } from 'zod';
import { DivisionCodeSchema } from '../division.ts';
import { PointSchema, RingSchema } from '../geo.ts';
import { LevelSchema } from '../level.ts';

/** Ids of master data are short stable names chosen by the county, for example `team-fengyuan-1`. */
export const MasterIdSchema = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/);
export type MasterId = z.infer<typeof MasterIdSchema>;

export const NameSchema = z.string().trim().min(1).max(80);

/** Mobile, landline, satellite 1740 or hotline (domain §9). */
export const PhoneSchema = z
  .string()
  .regex(/^(1[3-9]\d{9}|0\d{2,3}-\d{7,8}|1740\d{7}|1\d{2}|12\d{3}|9\d{4})$/, 'not a phone number in use here');

export const DivisionRowSchema = z.object({
  code: DivisionCodeSchema,
  name: NameSchema,
  /** Seat of the county, town or village committee. */
  seat: PointSchema,
  population: z.number().int().nonnegative(),
  households: z.number().int().nonnegative(),
  /** Outer rings of the area, simplified for drawing and for picking recipients. */
  rings: z.array(RingSchema).max(20),
});
export type DivisionRow = z.infer<typeof DivisionRowSchema>;

export const PersonRowSchema = z.object({
  id: MasterIdSchema,
  name: NameSchema,
  phone: PhoneSchema,
  division: DivisionCodeSchema,
  unit: NameSchema,
  title: NameSchema,
});
export type PersonRow = z.infer<typeof PersonRowSchema>;

/** A post carries authority; who holds it changes. Deputies stand in, in order. */
export const PostRowSchema = z.object({
  id: MasterIdSchema,
  name: NameSchema,
  division: DivisionCodeSchema,
  holder: MasterIdSchema,
  deputies: z.array(MasterIdSchema).max(5),
  /** Worst level this post may sign; absent: it signs none. A higher post may sign for a lower. */
  signsWarning: LevelSchema.optional(),
  signsResponse: LevelSchema.optional(),
  signsReport: z.boolean(),
});
export type PostRow = z.infer<typeof PostRowSchema>;

/** Chain of responsibility: who is called for a place, who stands in, who is above. */
export const ResponsibilityRowSchema = z.object({
  id: MasterIdSchema,
  division: DivisionCodeSchema,
  duty: z.enum([
    'county_lead',
    'town_secretary',
    'town_mayor',
    'town_duty',
    'village_secretary',
    'grid_worker',
    'keeper',
  ]),
  person: MasterIdSchema,
  deputy: MasterIdSchema.optional(),
  superior: MasterIdSchema.optional(),
});
export type ResponsibilityRow = z.infer<typeof ResponsibilityRowSchema>;

export const HouseholdRowSchema = z.object({
  id: MasterIdSchema,
  /** Village. */
  division: DivisionCodeSchema,
  /** 村民小组, for example 沟口组. */
  group: NameSchema,
  head: NameSchema,
  members: z.number().int().min(1).max(30),
  /** 老弱病残孕. */
  vulnerable: z.number().int().min(0).max(30),
  point: PointSchema,
  /** 包保责任人. */
  responsible: MasterIdSchema,
  shelter: MasterIdSchema.optional(),
  hazard: MasterIdSchema.optional(),
});
export type HouseholdRow = z.infer<typeof HouseholdRowSchema>;
