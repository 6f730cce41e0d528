import { z } from 'zod';
import { DivisionCodeSchema } from '../division.ts';
import { LatSchema, LonSchema } from '../geo.ts';
import { DepotRowSchema, HazardPointRowSchema, SensorRowSchema, ShelterRowSchema } from './ground.ts';
import {
  DivisionRowSchema,
  HouseholdRowSchema,
  NameSchema,
  PersonRowSchema,
  PostRowSchema,
  ResponsibilityRowSchema,
} from './people.ts';
import { PlanRowSchema } from './plan.ts';
import { ContactRowSchema, TeamRowSchema } from './teams.ts';

/** Road graph in columns: edges name their node indices; shape points are drawn from the tiles. */
export const RoadGraphSchema = z.object({
  nodeLon: z.array(LonSchema),
  nodeLat: z.array(LatSchema),
  edgeFrom: z.array(z.number().int().nonnegative()),
  edgeTo: z.array(z.number().int().nonnegative()),
  edgeM: z.array(z.number().positive()),
  edgeClass: z.array(z.enum(['expressway', 'county', 'village'])),
  edgeName: z.array(z.string()),
  /** Shape between the two nodes as flat lon,lat,… pairs, ends left out. */
  edgeShape: z.array(z.array(z.number())),
});
export type RoadGraph = z.infer<typeof RoadGraphSchema>;

/** Everything a county brings to an empty system; also the form of the demo seed. */
export const CountySeedSchema = z.object({
  county: DivisionCodeSchema,
  title: NameSchema,
  divisions: z.array(DivisionRowSchema),
  persons: z.array(PersonRowSchema),
  posts: z.array(PostRowSchema),
  responsibilities: z.array(ResponsibilityRowSchema),
  contacts: z.array(ContactRowSchema),
  households: z.array(HouseholdRowSchema),
  sensors: z.array(SensorRowSchema),
  hazards: z.array(HazardPointRowSchema),
  shelters: z.array(ShelterRowSchema),
  depots: z.array(DepotRowSchema),
  teams: z.array(TeamRowSchema),
  plans: z.array(PlanRowSchema),
  roads: RoadGraphSchema,
});
export type CountySeed = z.infer<typeof CountySeedSchema>;
