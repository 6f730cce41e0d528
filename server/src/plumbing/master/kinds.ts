import { RoadGraphSchema } from '@sitong/shared/kernel/master/county.ts';
import {
  DepotRowSchema,
  HazardPointRowSchema,
  SensorRowSchema,
  ShelterRowSchema,
} from '@sitong/shared/kernel/master/ground.ts';
import {
  DivisionRowSchema,
  HouseholdRowSchema,
  PersonRowSchema,
  PostRowSchema,
  ResponsibilityRowSchema,
} from '@sitong/shared/kernel/master/people.ts';
import { PlanRowSchema } from '@sitong/shared/kernel/master/plan.ts';
import { ContactRowSchema, TeamRowSchema } from '@sitong/shared/kernel/master/teams.ts';
import { z } from 'zod';
import { WaterSchema } from './water.ts';

/** Title and code of the county itself. */
export const CountyRowSchema = z.object({ county: z.string(), title: z.string(), datum: z.enum(['demo', 'own']) });

/** Every kind of master row and its schema. */
export const MASTER_KINDS = {
  county: CountyRowSchema,
  division: DivisionRowSchema,
  person: PersonRowSchema,
  post: PostRowSchema,
  responsibility: ResponsibilityRowSchema,
  contact: ContactRowSchema,
  household: HouseholdRowSchema,
  sensor: SensorRowSchema,
  hazard: HazardPointRowSchema,
  shelter: ShelterRowSchema,
  depot: DepotRowSchema,
  team: TeamRowSchema,
  plan: PlanRowSchema,
  roads: RoadGraphSchema,
  water: WaterSchema,
} as const;

export type MasterKind = keyof typeof MASTER_KINDS;
export const MASTER_KIND_NAMES = Object.keys(MASTER_KINDS) as MasterKind[];
export const MasterKindSchema = z.enum(MASTER_KIND_NAMES as [MasterKind, ...MasterKind[]]);

export type MasterRow<K extends MasterKind> = z.infer<(typeof MASTER_KINDS)[K]>;
