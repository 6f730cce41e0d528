/** How a team of the story behaves, seconds of world time between its steps. */
export interface Crew {
  team: string;
  /** `vehicle`: JT/T 808 terminal; `phone`: OsmAnd tracker of its leader. */
  carries: 'vehicle' | 'phone';
  /** Where it stands when the evening begins, when not at its base: `[lon, lat]`. */
  posted?: readonly [number, number];
  /** Played by a demo account; absent: by its leader as a person of the county. */
  account?: string;
  speedKmh: number;
  acceptS: number;
  departS: number;
  workMin: number;
  /** Clock time from which its terminal says nothing, and until when. */
  silent?: readonly [string, string];
  /** Declines the first order with these words. */
  declines?: string;
  /** What it reports when the work is done. */
  result: string;
  moved?: number;
}

const CAREFUL = { speedKmh: 42, departS: 100, workMin: 40 } as const;

/** The teams of the storm. 路政1队 hears only the second ring; 尧头1队 loses its terminal; 森防2队 cannot come. */
export const CREWS: readonly Crew[] = [
  {
    ...CAREFUL,
    team: 'team-fengyuan-1',
    carries: 'vehicle',
    account: 'team1',
    acceptS: 31,
    result: '沟口组 117 人已转移到善化小学，无遗漏',
    moved: 117,
  },
  {
    ...CAREFUL,
    team: 'team-fengyuan-2',
    departS: 280,
    carries: 'vehicle',
    account: 'team2',
    acceptS: 41,
    workMin: 35,
    result: '善化村后续转移 97 人，逐户核对完毕',
    moved: 97,
  },
  {
    ...CAREFUL,
    team: 'team-wangzhuang-1',
    // Posted forward: from its base the road to the slope takes an hour.
    posted: [109.967457, 35.385557],
    carries: 'vehicle',
    account: 'team3',
    acceptS: 28,
    workMin: 30,
    result: '水洼村坡下 7 人已转移到王庄中学',
    moved: 7,
  },
  { ...CAREFUL, team: 'team-zhaozhuang-1', carries: 'vehicle', account: 'team4', acceptS: 35, result: '任务完成' },
  {
    ...CAREFUL,
    team: 'team-lantian',
    carries: 'phone',
    account: 'team5',
    acceptS: 33,
    posted: [109.8515, 35.3277],
    result: '水面搜索完毕，无人员遗漏',
  },
  {
    ...CAREFUL,
    team: 'team-fire-1',
    carries: 'vehicle',
    posted: [109.9223, 35.3406],
    speedKmh: 50,
    acceptS: 26,
    departS: 60,
    workMin: 42,
    result: '善化桥西 3 名被困群众全部救出，1 人轻伤',
  },
  {
    ...CAREFUL,
    team: 'team-medical-2',
    carries: 'vehicle',
    speedKmh: 50,
    acceptS: 37,
    departS: 70,
    workMin: 34,
    result: '1 名轻伤员送县医院，生命体征平稳',
  },
  {
    ...CAREFUL,
    team: 'team-road-1',
    posted: [109.942104, 35.382103],
    carries: 'vehicle',
    acceptS: 118,
    workMin: 16,
    speedKmh: 50,
    result: '水洼村进村路抢通，已设警戒',
  },
  {
    ...CAREFUL,
    team: 'team-yaotou-1',
    carries: 'vehicle',
    acceptS: 35,
    silent: ['20:35:30', '22:12'],
    result: '任务完成',
  },
  {
    ...CAREFUL,
    team: 'team-forest-2',
    carries: 'vehicle',
    acceptS: 35,
    declines: '车辆水箱故障，不能出动',
    result: '任务完成',
  },
  { ...CAREFUL, team: 'team-county-wang', carries: 'vehicle', acceptS: 30, result: '任务完成' },
  { ...CAREFUL, team: 'team-v-610525101233', carries: 'phone', acceptS: 30, speedKmh: 15, result: '任务完成' },
  { ...CAREFUL, team: 'team-v-610525102206', carries: 'phone', acceptS: 30, speedKmh: 15, result: '任务完成' },
];

/**
 * People who do not answer their call: the desk sends somebody to their doors before their deputies are tried.
 * The simulated telephone never reaches them either.
 */
export const SILENT_PEOPLE: readonly string[] = [
  'p-610525101215-secretary',
  'p-610525101219-secretary',
  'p-610525101227-secretary',
  'p-610525102229-secretary',
];
