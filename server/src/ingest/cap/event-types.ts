import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';

type ValidKey = Exclude<keyof Practice['capValidH'], 'other'>;

export interface EventType {
  /** The word on the signal: 暴雨, 山洪 … */
  readonly word: string;
  /** Our hazard, where the county has one for it. */
  readonly hazard: Hazard | null;
  /** Codes seen in published messages (domain.md §3, GB/T 35965.1-2018 exchange). */
  readonly codes: readonly string[];
  /** Other words for it in headlines; English ones as whole words. */
  readonly also: readonly string[];
  /** Its row of `capValidH` in local practice: hours a warning without `expires` counts as in force. */
  readonly valid: ValidKey;
}

function type(
  word: string,
  hazard: Hazard | null,
  codes: readonly string[],
  also: readonly string[],
  valid: ValidKey,
): EventType {
  return { word, hazard, codes, also, valid };
}

/** Longer words first where one holds another: 雷雨大风 before 大风. */
export const EVENT_TYPES: readonly EventType[] = [
  type('雷雨大风', 'gale', ['11B20'], ['thunderstorm gale', 'thunderstorm and gale'], 'thunder_gale'),
  type('道路结冰', 'icing', ['11B21'], ['road icing', 'icing'], 'icing'),
  type('地质灾害', 'landslide', [], ['地质灾害气象风险', 'geological disaster', 'geological hazard'], 'geological'),
  type('森林火险', 'forest_fire', [], ['森林火灾', '森林草原火险', 'forest fire'], 'fire_danger'),
  type('沙尘暴', null, ['11B07'], ['沙尘', 'sandstorm', 'dust storm', 'sand and dust'], 'sandstorm'),
  type('泥石流', 'debris_flow', [], ['debris flow', 'mudslide'], 'debris_flow'),
  type('台风', null, ['11B01'], ['typhoon', 'tropical cyclone', 'hurricane'], 'typhoon'),
  type('山洪', 'flash_flood', [], ['山洪灾害', 'flash flood', 'flash floods'], 'flash_flood'),
  type('内涝', 'waterlogging', [], ['城市内涝', '渍涝', 'waterlogging'], 'waterlogging'),
  type('洪水', 'flood', [], ['江河洪水', '洪涝', 'flood', 'floods', 'flooding'], 'flood'),
  type('滑坡', 'landslide', [], ['landslide', 'landslides'], 'landslide'),
  type('崩塌', 'collapse', [], ['falling rocks'], 'collapse'),
  type('地震', 'earthquake', [], ['earthquake'], 'earthquake'),
  type('暴雨', 'rainstorm', ['11B03'], ['rainstorm', 'heavy rain', 'torrential rain'], 'rainstorm'),
  type('暴雪', 'snow', ['11B04'], ['snowstorm', 'blizzard', 'heavy snow'], 'snow'),
  type('寒潮', 'cold', ['11B05'], ['cold wave'], 'cold_wave'),
  type('大风', 'gale', ['11B06'], ['gale', 'strong wind', 'high wind', 'wind'], 'gale'),
  type('高温', 'heat', ['11B09'], ['high temperature', 'heat wave', 'heat'], 'heat'),
  type('雷电', 'lightning', ['11B14'], ['雷暴', 'lightning', 'thunderstorm'], 'lightning'),
  type('冰雹', 'hail', ['11B15'], ['hail'], 'hail'),
  type('霜冻', 'cold', ['11B16'], ['frost'], 'frost'),
  type('大雾', 'fog', ['11B17'], ['浓雾', 'heavy fog', 'fog'], 'fog'),
  type('霾', null, ['11B19'], ['haze'], 'haze'),
  type('干旱', 'drought', ['11B22'], ['drought'], 'drought'),
];

const BY_CODE: ReadonlyMap<string, EventType> = new Map(
  EVENT_TYPES.flatMap((entry) => entry.codes.map((code): [string, EventType] => [code, entry])),
);

export function eventTypeOfCode(code: string): EventType | null {
  return BY_CODE.get(code.trim().toUpperCase()) ?? null;
}

/** Every name of every type, the longest first, so that 雷雨大风 is not read as 大风. */
const NAMES: readonly (readonly [RegExp, EventType])[] = EVENT_TYPES.flatMap((entry) =>
  [entry.word, ...entry.also].map((name): [string, EventType] => [name, entry]),
)
  .sort((a, b) => b[0].length - a[0].length)
  .map(([name, entry]) => [/^[\x20-\x7e]+$/.test(name) ? new RegExp(`\\b${name}\\b`, 'i') : new RegExp(name), entry]);

/** The type a text names; null when it names none. */
export function eventTypeOfText(text: string): EventType | null {
  return NAMES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
