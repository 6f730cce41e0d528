import type { Hazard } from '../../kernel/hazard.ts';
import type { Level } from '../../kernel/level.ts';

/** Words of Chinese warning texts. Published content, not interface: it is the same in every screen language. */

export const COLOUR_NAME: Record<Level, string> = { 1: '红色', 2: '橙色', 3: '黄色', 4: '蓝色' };
/** As in the national headline pattern `{单位}发布{类型}{颜色}预警[Ⅳ级/一般]`. */
export const GRADE_NAME: Record<Level, string> = { 1: 'Ⅰ级/特别重大', 2: 'Ⅱ级/重大', 3: 'Ⅲ级/较大', 4: 'Ⅳ级/一般' };

export const HAZARD_NAME: Record<Hazard, string> = {
  flood: '洪水',
  flash_flood: '山洪灾害',
  waterlogging: '内涝',
  reservoir_danger: '水库险情',
  dike_danger: '堤防险情',
  drought: '干旱',
  rainstorm: '暴雨',
  gale: '大风',
  hail: '冰雹',
  snow: '暴雪',
  heat: '高温',
  lightning: '雷电',
  fog: '大雾',
  cold: '寒潮',
  icing: '道路结冰',
  earthquake: '地震',
  landslide: '滑坡',
  debris_flow: '泥石流',
  collapse: '崩塌',
  subsidence: '地面塌陷',
  forest_fire: '森林火险',
  grass_fire: '草原火险',
  coal_mine: '煤矿事故',
  mine: '矿山事故',
  construction: '建筑施工事故',
  chemical: '危险化学品事故',
  fireworks: '烟花爆竹事故',
  fire: '火灾',
  traffic: '道路交通事故',
  infrastructure: '基础设施事故',
  pollution: '环境污染',
  stampede: '踩踏',
  epidemic: '传染病疫情',
  food_drug: '食品药品安全事件',
  poisoning: '群体中毒',
  animal_epidemic: '动物疫情',
  gathering: '大规模集会',
};

interface Wording {
  /** 警示事项: what may happen. */
  danger: string;
  /** 措施, from the mildest level on; the worse adds to the milder. */
  measures: Record<Level, string>;
}

const WATER: Wording = {
  danger: '沟道、河道水位可能快速上涨，低洼处、沟口、河边有被淹被冲危险',
  measures: {
    4: '关注水位和天气变化，远离沟道河道',
    3: '停止河道、沟口作业，巡查危险点，做好转移准备',
    2: '危险区人员立即按路线转移到安置点，封闭涉水路段',
    1: '危险区人员立即全部转移，不得返回取物，停止一切户外活动',
  },
};

const WEATHER: Wording = {
  danger: '对出行、农业和设施有不利影响，可能引发次生灾害',
  measures: {
    4: '关注天气变化，检查门窗和棚架',
    3: '减少外出，加固易损设施，暂停高空和露天作业',
    2: '停止户外集体活动和露天作业，危旧房人员转移',
    1: '人员留在安全场所，停工停课，危旧房和危险区人员全部转移',
  },
};

const SLOPE: Wording = {
  danger: '坡体可能失稳，坡下住户、道路有被掩埋危险',
  measures: {
    4: '加密巡查，注意裂缝和落石',
    3: '坡下人员夜间不得留宿，限制车辆通行',
    2: '危险区人员立即转移，封闭道路并设专人看守',
    1: '危险区人员立即全部转移，任何人不得进入',
  },
};

const FIRE: Wording = {
  danger: '林草干燥，极易起火并快速蔓延',
  measures: {
    4: '加强火源管理，禁止随意用火',
    3: '进入林区须登记，禁止一切野外用火',
    2: '封山禁火，队伍靠前驻防',
    1: '全面封山，周边人员做好转移，队伍集结待命',
  },
};

const ACCIDENT: Wording = {
  danger: '可能危及周边人员和设施',
  measures: {
    4: '远离现场，服从管控',
    3: '周边人员关闭门窗，避让救援通道',
    2: '影响范围内人员按通知撤离，封控周边道路',
    1: '影响范围内人员立即全部撤离，停止生产经营活动',
  },
};

const GROUPS: readonly (readonly [Wording, readonly Hazard[]])[] = [
  [WATER, ['flood', 'flash_flood', 'waterlogging', 'reservoir_danger', 'dike_danger']],
  [WEATHER, ['drought', 'rainstorm', 'gale', 'hail', 'snow', 'heat', 'lightning', 'fog', 'cold', 'icing']],
  [SLOPE, ['earthquake', 'landslide', 'debris_flow', 'collapse', 'subsidence']],
  [FIRE, ['forest_fire', 'grass_fire']],
];

export function wordingOf(hazard: Hazard): Wording {
  return GROUPS.find(([, hazards]) => hazards.includes(hazard))?.[0] ?? ACCIDENT;
}
