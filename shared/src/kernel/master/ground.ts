import { z } from 'zod';
import { DivisionCodeSchema } from '../division.ts';
import { PointSchema } from '../geo.ts';
import { LevelSchema } from '../level.ts';
import { MasterIdSchema, NameSchema } from './people.ts';

export const SensorKindSchema = z.enum(['rain', 'river_level', 'reservoir_level', 'displacement', 'gas']);
export type SensorKind = z.infer<typeof SensorKindSchema>;

/**
 * A mark a sensor is watched against. `quantity` names what is compared and in which unit:
 * rain sums in mm over a window, level in m above the 1985 datum, level rise in m/h,
 * displacement rate in mm/h, gas in % LEL.
 */
export const ThresholdSchema = z.object({
  id: MasterIdSchema,
  label: NameSchema,
  level: LevelSchema,
  quantity: z.enum([
    'rain_1h_mm',
    'rain_3h_mm',
    'rain_6h_mm',
    'rain_12h_mm',
    'rain_24h_mm',
    'level_m',
    'level_rise_m_per_h',
    'displacement_mm_per_h',
    'gas_pct_lel',
  ]),
  /** Raised at or above this value … */
  raiseAt: z.number(),
  /** … and returned only below this one (hysteresis). */
  returnBelow: z.number(),
  /** Seconds the value must stay over before it is raised. */
  minDurationS: z.number().int().min(0).max(86_400),
});
export type Threshold = z.infer<typeof ThresholdSchema>;

export const SensorRowSchema = z.object({
  id: MasterIdSchema,
  kind: SensorKindSchema,
  name: NameSchema,
  division: DivisionCodeSchema,
  point: PointSchema,
  /** River, reservoir or slope it stands on. */
  feature: z.string().max(80).optional(),
  /** Expected seconds between readings. */
  cadenceS: z.number().int().min(1).max(86_400),
  thresholds: z.array(ThresholdSchema).max(12),
});
export type SensorRow = z.infer<typeof SensorRowSchema>;

export const HazardPointRowSchema = z.object({
  id: MasterIdSchema,
  kind: z.enum(['landslide', 'collapse', 'debris_flow', 'flash_flood', 'below_dam', 'chemical', 'tailings', 'forest']),
  name: NameSchema,
  division: DivisionCodeSchema,
  point: PointSchema,
  level: LevelSchema,
  peopleAtRisk: z.number().int().nonnegative(),
  householdsAtRisk: z.number().int().nonnegative(),
  responsible: MasterIdSchema,
  sensors: z.array(MasterIdSchema).max(10),
});
export type HazardPointRow = z.infer<typeof HazardPointRowSchema>;

export const ShelterRowSchema = z.object({
  id: MasterIdSchema,
  name: NameSchema,
  division: DivisionCodeSchema,
  point: PointSchema,
  effectiveM2: z.number().positive(),
  /** 人均 m²: 0.5 for emergency shelters here. */
  perHeadM2: z.number().positive(),
  keeper: MasterIdSchema,
  facilities: z.array(z.enum(['water', 'power', 'medical', 'kitchen', 'heating'])).max(8),
});
export type ShelterRow = z.infer<typeof ShelterRowSchema>;

export function shelterCapacity(shelter: Pick<ShelterRow, 'effectiveM2' | 'perHeadM2'>): number {
  return Math.floor(shelter.effectiveM2 / shelter.perHeadM2);
}

export const StockRowSchema = z.object({
  /** GB/T 38565-2020 class code. */
  code: z.string().max(16),
  name: NameSchema,
  quantity: z.number().nonnegative(),
  unit: z.string().max(8),
  expires: z.iso.date().optional(),
});

export const DepotRowSchema = z.object({
  id: MasterIdSchema,
  name: NameSchema,
  division: DivisionCodeSchema,
  point: PointSchema,
  keeper: MasterIdSchema,
  stock: z.array(StockRowSchema).max(500),
});
export type DepotRow = z.infer<typeof DepotRowSchema>;
