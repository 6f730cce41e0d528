import type { Skill } from '@sitong/shared/kernel/master/teams.ts';
import { type Beat, timeOf } from './beat.ts';
import { BRIDGE_WEST, FLOOD, SHANHUA, SHUIWA, SLIDE } from './places.ts';

interface OrderGiven {
  name: string;
  clock: string;
  incident: string;
  team: string;
  task: string;
  skills: Skill[];
  to: typeof SHANHUA | typeof BRIDGE_WEST | typeof SHUIWA;
  arriveBy: string;
  hazards: string;
  shelter?: string;
  insteadOf?: string;
}

const ORDERS: readonly OrderGiven[] = [
  {
    name: 'order-fengyuan-1',
    clock: '20:21:40',
    incident: FLOOD,
    team: 'team-fengyuan-1',
    task: '善化村沟口组转移 117 人',
    skills: ['evacuation'],
    to: SHANHUA,
    arriveBy: '20:50',
    hazards: '不过善化桥，水位在涨',
    shelter: 'sh-610525101233',
  },
  {
    name: 'order-fire-1',
    clock: '20:22:02',
    incident: FLOOD,
    team: 'team-fire-1',
    task: '善化桥西水上救援，3 人被困桥墩',
    skills: ['water_rescue', 'rope'],
    to: BRIDGE_WEST,
    arriveBy: '20:45',
    hazards: '急流，漂浮物，夜间',
  },
  {
    name: 'order-fengyuan-2',
    clock: '20:36:20',
    incident: FLOOD,
    team: 'team-fengyuan-2',
    task: '善化村沟口继续转移',
    skills: ['evacuation'],
    to: SHANHUA,
    arriveBy: '21:00',
    hazards: '走北线，不过善化桥',
    shelter: 'sh-610525101233',
  },
  {
    name: 'order-wangzhuang-1',
    clock: '20:38:05',
    incident: SLIDE,
    team: 'team-wangzhuang-1',
    task: '水洼村坡下转移 7 人',
    skills: ['evacuation'],
    to: SHUIWA,
    arriveBy: '20:58',
    hazards: '坡体移动，不在坡脚停车',
    shelter: 'sh-610525102-middle',
  },
  {
    name: 'order-medical-2',
    clock: '20:41:15',
    incident: FLOOD,
    team: 'team-medical-2',
    task: '善化桥西伤员转运',
    skills: ['medical'],
    to: BRIDGE_WEST,
    arriveBy: '21:05',
    hazards: '走北线',
  },
  {
    name: 'order-forest-2',
    clock: '20:45:05',
    incident: SLIDE,
    team: 'team-forest-2',
    task: '水洼村道路抢通',
    skills: ['road_clearing'],
    to: SHUIWA,
    arriveBy: '21:15',
    hazards: '坡体移动',
  },
  {
    name: 'order-road-1',
    clock: '20:46:40',
    incident: SLIDE,
    team: 'team-road-1',
    task: '水洼村道路抢通',
    skills: ['road_clearing', 'cordon'],
    to: SHUIWA,
    arriveBy: '21:20',
    hazards: '坡体移动，专人观察',
    insteadOf: 'order-forest-2',
  },
];

function dispatch(given: OrderGiven): Beat {
  const { name, clock, incident, team, task, skills, to, arriveBy, hazards, shelter, insteadOf } = given;
  return {
    name,
    clock,
    as: 'duty',
    intent: (situation) => ({
      type: 'DispatchTeam',
      orderId: situation.id(name),
      incidentId: situation.id(incident),
      team,
      exclusive: true,
      voice: false,
      ...(insteadOf === undefined ? {} : { insteadOf: situation.id(insteadOf) }),
      content: {
        task,
        skills,
        destination: { ...to },
        ...(shelter === undefined ? {} : { shelter }),
        arriveBy: timeOf(situation, arriveBy),
        hazards,
        protection: '二级',
        siteCommander: incident === FLOOD ? '石海霞' : '吴长锁',
        channel: '应急-1',
        feedbackMin: 30,
      },
    }),
  };
}

/** The orders of the evening: one is declined, one is heard only at the second ring. */
export function orderBeats(): Beat[] {
  return ORDERS.map(dispatch);
}
