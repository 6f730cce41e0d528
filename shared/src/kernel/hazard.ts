import { z } from 'zod';

/**
 * Event types by their GB/T 35649-2017 point-symbol code, with the county's finer kinds below it.
 * The finer kinds share their parent's symbol.
 */
export const HAZARDS = {
  flood: 'A10100',
  flash_flood: 'A10100',
  waterlogging: 'A10100',
  reservoir_danger: 'A10100',
  dike_danger: 'A10100',
  drought: 'A10100',
  rainstorm: 'A10200',
  gale: 'A10200',
  hail: 'A10200',
  snow: 'A10200',
  heat: 'A10200',
  lightning: 'A10200',
  fog: 'A10200',
  cold: 'A10200',
  icing: 'A10200',
  earthquake: 'A10300',
  landslide: 'A10400',
  debris_flow: 'A10400',
  collapse: 'A10400',
  subsidence: 'A10400',
  forest_fire: 'A10600',
  grass_fire: 'A10700',
  coal_mine: 'A20100',
  mine: 'A20200',
  construction: 'A20300',
  chemical: 'A20400',
  fireworks: 'A20500',
  fire: 'A20600',
  traffic: 'A20700',
  infrastructure: 'A21300',
  pollution: 'A21400',
  stampede: 'A21600',
  epidemic: 'A30100',
  food_drug: 'A30200',
  poisoning: 'A30300',
  animal_epidemic: 'A30400',
  gathering: 'A40500',
} as const;

export type Hazard = keyof typeof HAZARDS;
export const HazardSchema = z.enum(Object.keys(HAZARDS) as [Hazard, ...Hazard[]]);

export function symbolCode(hazard: Hazard): string {
  return HAZARDS[hazard];
}
