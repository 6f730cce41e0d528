import type { ResponsibilityRow } from '@sitong/shared/kernel/master/people.ts';
import type { TeamKind } from '@sitong/shared/kernel/master/teams.ts';
import type { IncidentStatus } from '@sitong/shared/pillars/command/state.ts';
import type { OrderStatus } from '@sitong/shared/pillars/rescue/state.ts';

/** Words of the printed pack: paper has one language. */
export const DUTY_NAME: Record<ResponsibilityRow['duty'], string> = {
  county_lead: '包片县领导',
  town_secretary: '镇党委书记',
  town_mayor: '镇长',
  town_duty: '镇值班室',
  village_secretary: '村支书',
  grid_worker: '网格员',
  keeper: '保管员',
};

export const INCIDENT_STATUS_NAME: Record<IncidentStatus, string> = {
  reported: '接报',
  verified: '核实',
  responding: '处置中',
  controlled: '受控',
  ended: '结束',
  merged: '并入',
};

export const ORDER_STATUS_NAME: Record<OrderStatus, string> = {
  saved: '已存',
  sent: '已送',
  delivered: '已达',
  read: '已读',
  accepted: '已接',
  declined: '拒绝',
  completed: '完成',
  withdrawn: '撤回',
};

export const TEAM_KIND_NAME: Record<TeamKind, string> = {
  fire: '消防救援',
  county: '县综合应急',
  town: '镇应急',
  village: '村应急',
  mine: '矿山救护',
  hazmat: '危化救援',
  forest: '森林消防',
  water: '水上救援',
  earthquake: '地震救援',
  medical: '医疗救护',
  power: '电力抢修',
  comms: '通信保障',
  road: '道路抢通',
  gas: '燃气抢修',
  militia: '民兵',
  police: '公安',
  volunteer: '社会力量',
};
