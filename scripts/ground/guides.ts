/**
 * Hand-laid guides in kilometres from the domain's north-west corner (x east, y south).
 * The county guide has one point every one to five kilometres: it says roughly where the county lies;
 * every line that is shipped comes from the generated ridges and rivers.
 */
export const COUNTY_GUIDE: readonly (readonly [number, number])[] = [
  [30.5, 58.5],
  [34.5, 57.5],
  [35, 55],
  [37.5, 52.5],
  [40, 51],
  [40.6, 48.5],
  [40, 46],
  [38.5, 44.5],
  [35, 44.5],
  [33.5, 42],
  [35.5, 40],
  [38, 36],
  [37.5, 33],
  [36.8, 31],
  [35.8, 29.5],
  [36.5, 28],
  [36.8, 25.5],
  [35, 23.5],
  [33.4, 19],
  [34.5, 14],
  [34.4, 4.5],
  [33, 3.6],
  [31.5, 5],
  [27, 4.5],
  [24.5, 5],
  [22.5, 3.2],
  [17, 2.5],
  [11, 3.5],
  [10.5, 8],
  [9.5, 12],
  [7.5, 14],
  [5.8, 20],
  [8, 23.5],
  [9.5, 25.5],
  [11.3, 31],
  [17, 33.5],
  [19.3, 40],
  [20.5, 42],
  [19.3, 44.5],
  [19.6, 47.6],
  [23, 47.5],
  [25.3, 46.3],
  [26.2, 49],
  [25, 52.6],
  [25, 56],
  [26.5, 58],
];

/** Square kilometres aimed at: the county's published area. */
export const COUNTY_AREA_KM2 = 1132;

export interface TrunkGuide {
  name: string;
  /** Drained area that comes in from outside the domain. */
  inflowKm2: number;
  /** Half width of the flat valley floor at the lower end, metres. */
  floorM: number;
  /** x, y, and where it matters the bed height in metres above the 1985 datum. */
  points: readonly (readonly [number, number, number?])[];
}

/** A trunk that ends inside the domain joins one laid before it. */
export const TRUNKS: readonly TrunkGuide[] = [
  {
    name: '洛河',
    inflowKm2: 22_000,
    floorM: 170,
    points: [
      [0, 5.2, 590],
      [3.1, 9],
      [4.9, 17.5],
      [6.3, 20.2, 508],
      [8.4, 23.2],
      [9.9, 27.5],
      [11.8, 30.1, 466],
      [14.8, 33],
      [18.2, 35.6],
      [19.7, 37.5, 425],
      [19.4, 42.2],
      [20.2, 46.7, 392],
      [23.1, 50],
      [24.6, 53.8],
      [24.8, 56.4, 352],
      [25.4, 60.8, 336],
    ],
  },
  {
    name: '大峪河',
    inflowKm2: 0,
    floorM: 110,
    points: [
      [24.8, 0.5, 1105],
      [23.2, 5.2],
      [22.6, 8.9, 915],
      [23.5, 12.3, 874.4],
      [24.2, 15.6, 812],
      [26.7, 17.4],
      [29.4, 18.4, 707],
      [31.4, 21.2],
      [31.9, 25.5, 612],
      [31, 29.4],
      [31.4, 33.8, 512],
      [32.6, 38.7],
      [30.6, 44.1, 432],
      [29.4, 49],
      [26.6, 53.4],
      [24.7, 56.2],
    ],
  },
  {
    name: '县西河',
    inflowKm2: 0,
    floorM: 70,
    points: [
      [20.5, 17.6, 880],
      [21.9, 20.4],
      [23.8, 23.8, 705],
      [25.2, 27.4],
      [24.9, 30.6, 580],
      [22.3, 34.1],
      [20.4, 36.7],
    ],
  },
  {
    name: '长宁河',
    inflowKm2: 0,
    floorM: 75,
    points: [
      [12.3, 2.6, 1080],
      [11.6, 7.4, 905],
      [13.7, 12],
      [15.9, 17.2, 742],
      [15.5, 21.2],
      [15.9, 24.6, 612],
      [13.8, 27.4],
      [12.2, 29.9],
    ],
  },
  {
    name: '小峪河',
    inflowKm2: 0,
    floorM: 50,
    points: [
      [33.4, 3.2, 1080],
      [32.9, 7.6, 930],
      [32.4, 12.2],
      [31.6, 17.2, 742],
      [31.3, 20.8],
    ],
  },
  {
    name: '金水沟',
    inflowKm2: 60,
    floorM: 80,
    points: [
      [41.9, 0, 1040],
      [40.6, 7.2],
      [40.2, 14.6, 800],
      [41, 22],
      [42.6, 29.4, 590],
      [43.4, 35.2],
      [45.4, 43.9, 440],
      [48.8, 50.6, 395],
    ],
  },
  {
    name: '',
    inflowKm2: 40,
    floorM: 60,
    points: [
      [0, 33.6, 640],
      [5.6, 34.4],
      [9.2, 36.6, 560],
      [12.2, 39.2],
      [16.2, 40.2],
      [19.3, 41],
    ],
  },
  {
    name: '',
    inflowKm2: 30,
    floorM: 60,
    points: [
      [2.2, 0, 860],
      [3.3, 4.2],
      [2.2, 8.2],
    ],
  },
  {
    name: '',
    inflowKm2: 0,
    floorM: 30,
    points: [
      [35.6, 1.4, 1020],
      [37.2, 5.2],
      [40.4, 9.4],
    ],
  },
];

/** Rough seats of the towns. */
export const TOWN_SEATS: Readonly<Record<string, readonly [number, number]>> = {
  '610525001': [28.4, 29.7],
  '610525101': [20.2, 14.6],
  '610525102': [27.2, 12.9],
  '610525103': [17.2, 29.5],
  '610525104': [27.3, 21.6],
  '610525105': [27.1, 38.8],
  '610525106': [35.3, 48.3],
  '610525107': [27.6, 45.8],
  '610525108': [35.3, 35.6],
  '610525109': [21.9, 24.8],
};

export interface StoryPlace {
  at: readonly [number, number];
  ground: 'valley' | 'slope' | 'height';
  /** Stands this far west (negative) or east of the river at the guide's height, metres. */
  river?: { name: string; offsetM: number };
}

/** Villages whose place the storm story fixes: 善化 and below it 洛城 beside 大峪河. */
export const VILLAGE_PLACES: Readonly<Record<string, StoryPlace>> = {
  善化村: { at: [23.1, 12.3], ground: 'valley', river: { name: '大峪河', offsetM: -170 } },
  洛城村: { at: [28.9, 18.2], ground: 'valley', river: { name: '大峪河', offsetM: 180 } },
  水洼村: { at: [31, 14.4], ground: 'slope' },
  蛾蟒村: { at: [25.6, 9], ground: 'height' },
  贺家桥村: { at: [14.4, 12.8], ground: 'height' },
  石家洼村: { at: [29.6, 10.6], ground: 'height' },
};

export interface DamGuide {
  name: string;
  /** Rough place on the trunk. */
  at: readonly [number, number];
  river: string;
  /** Depth of water at the dam aimed at, metres; each dam its own. */
  depthM: number;
  maxKm2: number;
}

export const DAMS: readonly DamGuide[] = [
  { name: '迪家河水库', at: [12, 8.6], river: '长宁河', depthM: 19, maxKm2: 0.45 },
  { name: '塔塚水库', at: [23, 7], river: '大峪河', depthM: 24, maxKm2: 0.6 },
  { name: '袁家河水库', at: [24.3, 25], river: '县西河', depthM: 29, maxKm2: 1.1 },
  { name: '耀显水库', at: [14.2, 27.1], river: '长宁河', depthM: 33, maxKm2: 1.5 },
  { name: '西马店水库', at: [31.3, 27.6], river: '大峪河', depthM: 38, maxKm2: 2.6 },
  { name: '镇基水库', at: [32, 35.2], river: '大峪河', depthM: 16, maxKm2: 0.8 },
];
