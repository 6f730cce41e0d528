import { HAZARDS, type Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Figure } from '@sitong/shared/pillars/command/events.ts';
import { TEAM_STATUSES, type TeamStatus } from '@sitong/shared/pillars/rescue/events.ts';
import type { NumberedScreen } from '../../paths.ts';

/**
 * The words a command line understands, in hanzi, pinyin, initials and English (ux §5). They are what people type,
 * not what a screen shows, and so stand here in every language at once.
 */

export type Verb =
  | 'new'
  | 'dispatch'
  | 'status'
  | 'ack'
  | 'log'
  | 'find'
  | 'locate'
  | 'warn'
  | 'report'
  | 'next'
  | 'shelve'
  | 'take'
  | 'mute'
  | 'pane'
  | 'back'
  | 'help'
  | 'go'
  | 'wall'
  | 'undo';

export const VERBS: Readonly<Record<Verb, readonly string[]>> = {
  new: ['新建', 'xinjian', 'xj', 'new'],
  dispatch: ['派', '派队', 'pai', 'p', 'pd', 'd', 'dispatch'],
  status: ['状态', 'zhuangtai', 'zt', 'st', 'status'],
  ack: ['确认', 'queren', 'qr', 'ack'],
  log: ['记', '记录', 'ji', 'j', 'log'],
  find: ['查', '查找', 'cha', 'c', 'find'],
  locate: ['定位', 'dingwei', 'dw', 'loc'],
  warn: ['预警', 'yujing', 'yj', 'warn'],
  report: ['报', '报告', 'bao', 'b', 'rep'],
  next: ['下一条', 'xiayitiao', 'xyt', 'next'],
  shelve: ['搁置', 'gezhi', 'gz', 'shelve'],
  take: ['接管', 'jieguan', 'jg', 'take'],
  mute: ['静音', 'jingyin', 'jy', 'mute'],
  pane: ['窗格', 'chuangge', 'cg', 'pane'],
  back: ['上一窗格', 'shangyichuangge', 'sycg', 'back'],
  help: ['帮助', 'bangzhu', 'bz', 'help'],
  go: ['去', 'qu', 'q', 'go'],
  undo: ['撤销', 'chexiao', 'cx', 'undo'],
  wall: ['大屏', '推到大屏', 'daping', 'dp', 'wall'],
};

/** After `大屏`: the wall shows everything again. */
export const WALL_BACK = ['收回', '全貌', '恢复', 'shouhui', 'sh', 'back', 'all'] as const;

export const HAZARD_KEYS: Readonly<Record<Hazard, readonly string[]>> = {
  flood: ['洪水', 'hongshui', 'hs', 'flood'],
  flash_flood: ['山洪', 'shanhong', 'sh', 'flash'],
  waterlogging: ['内涝', 'neilao', 'nl', 'waterlogging'],
  reservoir_danger: ['水库险情', 'shuikuxianqing', 'skxq', 'reservoir'],
  dike_danger: ['堤防险情', 'difangxianqing', 'dfxq', 'dike'],
  drought: ['干旱', 'ganhan', 'gh', 'drought'],
  rainstorm: ['暴雨', 'baoyu', 'by', 'rainstorm'],
  gale: ['大风', 'dafeng', 'df', 'gale'],
  hail: ['冰雹', 'bingbao', 'bb', 'hail'],
  snow: ['雪灾', 'xuezai', 'xz', 'snow'],
  heat: ['高温', 'gaowen', 'gw', 'heat'],
  lightning: ['雷电', 'leidian', 'ld', 'lightning'],
  fog: ['大雾', 'dawu', 'dw', 'fog'],
  cold: ['寒潮', 'hanchao', 'hc', 'cold'],
  icing: ['道路结冰', 'daolujiebing', 'dljb', 'icing'],
  earthquake: ['地震', 'dizhen', 'dz', 'earthquake'],
  landslide: ['滑坡', 'huapo', 'hp', 'landslide'],
  debris_flow: ['泥石流', 'nishiliu', 'nsl', 'debris'],
  collapse: ['崩塌', 'bengta', 'bt', 'collapse'],
  subsidence: ['塌陷', 'taxian', 'tx', 'subsidence'],
  forest_fire: ['森林火灾', 'senlinhuozai', 'slhz', 'forest'],
  grass_fire: ['草原火灾', 'caoyuanhuozai', 'cyhz', 'grass'],
  coal_mine: ['煤矿事故', 'meikuangshigu', 'mksg', 'coal'],
  mine: ['矿山事故', 'kuangshanshigu', 'kssg', 'mine'],
  construction: ['建筑事故', 'jianzhushigu', 'jzsg', 'construction'],
  chemical: ['危化品事故', 'weihuapinshigu', 'whpsg', 'chemical'],
  fireworks: ['烟花爆竹事故', 'yanhuabaozhushigu', 'yhbzsg', 'fireworks'],
  fire: ['火灾', 'huozai', 'hz', 'fire'],
  traffic: ['道路交通事故', '车祸', 'daolujiaotongshigu', 'dljtsg', 'chehuo', 'ch', 'traffic'],
  infrastructure: ['基础设施事故', 'jichusheshishigu', 'jcsssg', 'infrastructure'],
  pollution: ['环境污染', 'huanjingwuran', 'hjwr', 'pollution'],
  stampede: ['踩踏', 'caita', 'ct', 'stampede'],
  epidemic: ['传染病', 'chuanranbing', 'crb', 'epidemic'],
  food_drug: ['食品药品', 'shipinyaopin', 'spyp', 'food'],
  poisoning: ['群体中毒', 'quntizhongdu', 'qtzd', 'poisoning'],
  animal_epidemic: ['动物疫情', 'dongwuyiqing', 'dwyq', 'animal'],
  gathering: ['群体聚集', 'quntijuji', 'qtjj', 'gathering'],
};

/** Statuses a desk may enter for a team that told it by voice. */
export const STATUS_KEYS: Readonly<Partial<Record<TeamStatus, readonly string[]>>> = {
  available: ['待命', 'daiming', 'dm', 'available'],
  mustering: ['集结', 'jijie', 'jj', 'mustering'],
  departed: ['出动', 'chudong', 'cd', 'departed'],
  en_route: ['途中', 'tuzhong', 'tz', 'enroute'],
  on_scene: ['到场', 'daochang', 'dc', 'onscene'],
  working: ['处置中', '处置', 'chuzhizhong', 'czz', 'working'],
  done: ['完成', 'wancheng', 'wc', 'done'],
  withdrawing: ['撤离', 'cheli', 'cl', 'withdrawing'],
  returned: ['归建', 'guijian', 'gj', 'returned'],
  off_duty: ['不可用', 'bukeyong', 'bky', 'off'],
};

export const SCREEN_KEYS: Readonly<Record<NumberedScreen, readonly string[]>> = {
  wall: ['大屏', 'daping', 'dp', 'wall', '1'],
  duty: ['值班', 'zhiban', 'zb', 'duty', '2'],
  dispatch: ['调度', 'diaodu', 'dd', 'dispatch', '3'],
  incidents: ['事件', 'shijian', 'sj', 'incidents', '4'],
  warnings: ['预警', 'yujing', 'yj', 'warnings', '5'],
  reports: ['报告', 'baogao', 'bg', 'reports', '6'],
  resources: ['资源', 'ziyuan', 'zy', 'resources', '7'],
  hazards: ['隐患', 'yinhuan', 'yh', 'hazards', '8'],
  roster: ['值守', 'zhishou', 'zs', 'roster', '9'],
};

/** `3人被困`, `被困3人`, `trapped:3`. */
const FIGURE_WORDS: Readonly<Record<Figure, readonly string[]>> = {
  trapped: ['被困', 'trapped'],
  dead: ['死亡', '遇难', 'dead'],
  missing: ['失踪', '失联', 'missing'],
  injured: ['受伤', 'injured'],
  threatened: ['受威胁', 'threatened'],
  evacuated: ['已转移', '转移', 'evacuated'],
  housed: ['已安置', '安置', 'housed'],
  houses_collapsed: ['倒塌', 'collapsed'],
};

const FIGURE_OF: ReadonlyMap<string, Figure> = new Map(
  (Object.entries(FIGURE_WORDS) as [Figure, readonly string[]][]).flatMap(([figure, words]) =>
    words.map((word) => [word, figure] as const),
  ),
);
const words = [...FIGURE_OF.keys()].sort((a, b) => b.length - a.length).join('|');
const NUMBER_FIRST = new RegExp(`^(\\d{1,6})(?:人|户|间|名)?(${words})$`, 'i');
const WORD_FIRST = new RegExp(`^(${words})[:=]?(\\d{1,6})(?:人|户|间|名)?$`, 'i');

/** A figure in one word, or undefined. */
export function figureIn(token: string): { figure: Figure; value: number } | undefined {
  const [, n, word] = NUMBER_FIRST.exec(token) ?? [];
  const [, word2, n2] = WORD_FIRST.exec(token) ?? [];
  const figure = FIGURE_OF.get((word ?? word2 ?? '').toLowerCase());
  const value = Number(n ?? n2);
  return figure === undefined || !Number.isSafeInteger(value) ? undefined : { figure, value };
}

export const ALL_HAZARDS: readonly Hazard[] = (Object.keys(HAZARDS) as Hazard[]).toSorted();
export const ALL_STATUSES: readonly TeamStatus[] = TEAM_STATUSES.filter((status) => STATUS_KEYS[status] !== undefined);
