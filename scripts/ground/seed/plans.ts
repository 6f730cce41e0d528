import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { PlanRow } from '@sitong/shared/kernel/master/plan.ts';

type Proof = 'none' | 'text' | 'photo' | 'figure';
/** key, mildest level, group, action, post, minutes, proof, keys it waits for */
type Step = readonly [string, Level, string, string, string, number, Proof, readonly string[]];

const COMMON: readonly Step[] = [
  ['duty', 4, '综合协调组', '加强值守，通知成员单位和乡镇到岗', 'duty-officer', 15, 'text', []],
  ['report', 4, '综合协调组', '汇总初报，核对数字后报送市局', 'office-head', 60, 'figure', ['duty']],
  ['forecast', 4, '监测预警组', '未来 3 小时降雨和走向研判', 'weather-chief', 30, 'text', []],
  ['muster', 4, '抢险救援组', '队伍集结待命，报到岗人数', 'fire-captain', 30, 'figure', ['duty']],
  ['consult', 3, '综合协调组', '组织会商，形成结论并签字', 'office-head', 30, 'text', ['forecast']],
  ['deploy', 3, '抢险救援组', '前置队伍和装备到重点乡镇', 'fire-captain', 30, 'photo', ['muster']],
  ['shelter', 3, '转移安置组', '开放避难场所，报可用床位', 'civil-chief', 60, 'figure', []],
  ['stock', 3, '物资保障组', '调出帐篷、照明、食品饮水', 'supply-chief', 60, 'figure', []],
  ['ambulance', 3, '医疗救护组', '救护车就位，核对空床数', 'health-chief', 30, 'figure', []],
  ['links', 3, '通信电力保障组', '检查通信和供电，抢修队到位', 'power-chief', 60, 'text', []],
  ['press', 2, '新闻舆情组', '发布口径一致的首条消息', 'press-chief', 60, 'text', ['report']],
  ['site', 2, '综合协调组', '设立现场指挥部，明确现场指挥长和通信频道', 'deputy-county-head', 45, 'photo', ['consult']],
  ['loss', 2, '灾情评估组', '分乡镇统计灾情，零报告', 'loss-chief', 120, 'figure', []],
  ['aid', 1, '综合协调组', '请求市级和邻县支援', 'commander', 60, 'text', ['site']],
];

const FLASH_FLOOD: readonly Step[] = [
  ['gauge', 4, '监测预警组', '加密上游雨量和水位监测，每 5 分钟一报', 'water-chief', 15, 'figure', []],
  ['call', 3, '转移安置组', '沿河村逐户叫应，报未应名单', 'civil-chief', 30, 'figure', ['duty']],
  ['leave', 2, '转移安置组', '危险区人员全部转移，先老弱病残孕', 'civil-chief', 60, 'figure', ['call', 'shelter']],
  ['bridge', 3, '治安交通组', '封控过水桥涵和沿沟道路', 'police-chief', 30, 'photo', []],
  ['boats', 2, '抢险救援组', '水域队携艇前置下游桥头', 'fire-captain', 40, 'photo', ['muster']],
];
const FLOOD: readonly Step[] = [
  ['dams', 4, '监测预警组', '水库、淤地坝巡查，报水位和险情', 'water-chief', 30, 'figure', []],
  ['city', 3, '抢险救援组', '城区低洼点排水泵到位', 'fire-captain', 40, 'photo', []],
  ['roads', 3, '治安交通组', '巡查县乡道路，水毁路段封控绕行', 'road-chief', 30, 'photo', []],
  ['release', 2, '监测预警组', '核定水库泄洪，通知下游', 'water-chief', 30, 'text', ['dams']],
  ['leave', 2, '转移安置组', '低洼地带和库下人员转移', 'civil-chief', 60, 'figure', ['shelter']],
];
const LANDSLIDE: readonly Step[] = [
  ['patrol', 4, '监测预警组', '隐患点加密巡查，裂缝拍照上报', 'land-chief', 30, 'photo', []],
  ['expert', 3, '监测预警组', '地质专家到场判定稳定性和影响范围', 'land-chief', 60, 'text', ['patrol']],
  ['cordon', 3, '治安交通组', '划定警戒区，封控坡脚道路', 'police-chief', 30, 'photo', []],
  ['leave', 3, '转移安置组', '威胁范围内人员转移', 'civil-chief', 60, 'figure', ['cordon', 'shelter']],
  ['search', 2, '抢险救援组', '二次滑动观察下搜救被埋压人员', 'fire-captain', 30, 'figure', ['expert']],
];

function plan(id: string, name: string, hazards: Hazard[], own: readonly Step[]): PlanRow {
  const nodes = [...COMMON, ...own].map(([key, fromLevel, group, action, ownerPost, deadlineMin, proof, after]) => ({
    id: `${id}-${key}`,
    fromLevel,
    group,
    action,
    ownerPost,
    deadlineMin,
    proof,
    dependsOn: after.map((one) => `${id}-${one}`),
  }));
  return { id, name, version: '2026.1', hazards, nodes };
}

export function makePlans(): PlanRow[] {
  return [
    plan('plan-flash-flood', '澄城县山洪灾害应急预案（演示）', ['flash_flood'], FLASH_FLOOD),
    plan(
      'plan-flood',
      '澄城县防汛应急预案（演示）',
      ['flood', 'rainstorm', 'waterlogging', 'reservoir_danger', 'dike_danger'],
      FLOOD,
    ),
    plan(
      'plan-landslide',
      '澄城县地质灾害应急预案（演示）',
      ['landslide', 'debris_flow', 'collapse', 'subsidence'],
      LANDSLIDE,
    ),
  ];
}
