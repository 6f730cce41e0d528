import { z } from 'zod';

/** One scale for incident grade, warning colour, response level and alarm priority: 1 = Ⅰ 红, the worst. */
export const LevelSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Level = z.infer<typeof LevelSchema>;

export const LEVELS: readonly Level[] = [1, 2, 3, 4];

export type LevelColour = 'red' | 'orange' | 'yellow' | 'blue';

const COLOURS: Record<Level, LevelColour> = { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'blue' };

export function levelColour(level: Level): LevelColour {
  return COLOURS[level];
}

/** The worse of two levels: "highest criterion wins" (突发事件应对法 grading practice). */
export function worse(a: Level, b: Level): Level {
  return a < b ? a : b;
}

export type CapSeverity = 'Extreme' | 'Severe' | 'Moderate' | 'Minor';

const CAP_SEVERITY: Record<Level, CapSeverity> = {
  1: 'Extreme',
  2: 'Severe',
  3: 'Moderate',
  4: 'Minor',
};

/** CAP 1.2 severity written for a level (红 Extreme … 蓝 Minor). */
export function capSeverity(level: Level): CapSeverity {
  return CAP_SEVERITY[level];
}
