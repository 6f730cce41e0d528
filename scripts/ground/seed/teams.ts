import type { Skill, TeamKind, TeamRow } from '@sitong/shared/kernel/master/teams.ts';
import { randomFrom } from '../random.ts';
import type { World } from '../world.ts';
import type { People } from './people.ts';
import { moved, pointAt } from './site.ts';

interface TeamPlan {
  id: string;
  name: string;
  kind: TeamKind;
  town: string;
  leader?: string;
  members: number;
  vehicles: number;
  skills: Skill[];
  departWithinMin?: number;
}

const TOWN_SKILLS: Skill[] = ['evacuation', 'wading', 'lighting', 'road_clearing', 'transport'];

const TEAMS: readonly TeamPlan[] = [
  {
    id: 'team-fengyuan-1',
    name: '冯原1队',
    kind: 'town',
    town: '冯原镇',
    leader: 'p-team1',
    members: 18,
    vehicles: 3,
    skills: ['evacuation', 'wading', 'water_rescue', 'lighting', 'transport'],
  },
  {
    id: 'team-fengyuan-2',
    name: '冯原2队',
    kind: 'town',
    town: '冯原镇',
    leader: 'p-team2',
    members: 16,
    vehicles: 2,
    skills: TOWN_SKILLS,
  },
  {
    id: 'team-wangzhuang-1',
    name: '王庄1队',
    kind: 'town',
    town: '王庄镇',
    leader: 'p-team3',
    members: 20,
    vehicles: 3,
    skills: [...TOWN_SKILLS, 'rope'],
  },
  {
    id: 'team-zhaozhuang-1',
    name: '赵庄1队',
    kind: 'town',
    town: '赵庄镇',
    leader: 'p-team4',
    members: 16,
    vehicles: 2,
    skills: TOWN_SKILLS,
  },
  {
    id: 'team-lantian',
    name: '蓝天水域',
    kind: 'water',
    town: '城关街道',
    leader: 'p-team5',
    members: 14,
    vehicles: 3,
    skills: ['water_rescue', 'wading', 'rope', 'search', 'lighting', 'drone'],
    departWithinMin: 30,
  },
  { id: 'team-yaotou-1', name: '尧头1队', kind: 'town', town: '尧头镇', members: 18, vehicles: 2, skills: TOWN_SKILLS },
  {
    id: 'team-zhuangtou-1',
    name: '庄头1队',
    kind: 'town',
    town: '庄头镇',
    members: 18,
    vehicles: 2,
    skills: TOWN_SKILLS,
  },
  {
    id: 'team-jiaodao-1',
    name: '交道1队',
    kind: 'town',
    town: '交道镇',
    members: 16,
    vehicles: 2,
    skills: TOWN_SKILLS,
  },
  {
    id: 'team-siqian-1',
    name: '寺前1队',
    kind: 'town',
    town: '寺前镇',
    members: 16,
    vehicles: 2,
    skills: [...TOWN_SKILLS, 'pumping'],
  },
  {
    id: 'team-weizhuang-1',
    name: '韦庄1队',
    kind: 'town',
    town: '韦庄镇',
    members: 18,
    vehicles: 2,
    skills: TOWN_SKILLS,
  },
  { id: 'team-anli-1', name: '安里1队', kind: 'town', town: '安里镇', members: 16, vehicles: 2, skills: TOWN_SKILLS },
  {
    id: 'team-chengguan-1',
    name: '城关1队',
    kind: 'town',
    town: '城关街道',
    members: 20,
    vehicles: 3,
    skills: [...TOWN_SKILLS, 'pumping', 'cordon'],
  },
  {
    id: 'team-fire-1',
    name: '澄消1',
    kind: 'fire',
    town: '城关街道',
    members: 15,
    vehicles: 3,
    skills: ['firefighting', 'water_rescue', 'rope', 'search', 'lighting'],
  },
  {
    id: 'team-fire-2',
    name: '澄消2',
    kind: 'fire',
    town: '城关街道',
    members: 14,
    vehicles: 3,
    skills: ['firefighting', 'hazmat', 'rope', 'search', 'lighting'],
  },
  {
    id: 'team-fire-wei',
    name: '韦消1',
    kind: 'fire',
    town: '韦庄镇',
    members: 10,
    vehicles: 2,
    skills: ['firefighting', 'search', 'lighting'],
  },
  {
    id: 'team-county',
    name: '县综合1队',
    kind: 'county',
    town: '城关街道',
    members: 30,
    vehicles: 5,
    skills: ['evacuation', 'search', 'rope', 'lighting', 'road_clearing', 'pumping', 'drone'],
  },
  {
    id: 'team-county-wang',
    name: '县综合2队',
    kind: 'county',
    town: '王庄镇',
    members: 20,
    vehicles: 3,
    skills: ['evacuation', 'search', 'lighting', 'road_clearing'],
  },
  {
    id: 'team-medical-1',
    name: '急救1车',
    kind: 'medical',
    town: '城关街道',
    members: 4,
    vehicles: 1,
    skills: ['medical', 'transport'],
  },
  {
    id: 'team-medical-2',
    name: '急救2车',
    kind: 'medical',
    town: '王庄镇',
    members: 4,
    vehicles: 1,
    skills: ['medical', 'transport'],
  },
  {
    id: 'team-medical-3',
    name: '急救3车',
    kind: 'medical',
    town: '冯原镇',
    members: 4,
    vehicles: 1,
    skills: ['medical', 'transport'],
  },
  {
    id: 'team-road-1',
    name: '路政1队',
    kind: 'road',
    town: '赵庄镇',
    members: 12,
    vehicles: 4,
    skills: ['road_clearing', 'cordon', 'lighting'],
  },
  {
    id: 'team-road-2',
    name: '路政2队',
    kind: 'road',
    town: '安里镇',
    members: 12,
    vehicles: 4,
    skills: ['road_clearing', 'cordon'],
  },
  {
    id: 'team-power-1',
    name: '电力抢修1队',
    kind: 'power',
    town: '城关街道',
    members: 12,
    vehicles: 3,
    skills: ['power', 'lighting'],
  },
  {
    id: 'team-comms-1',
    name: '通信抢修1队',
    kind: 'comms',
    town: '城关街道',
    members: 8,
    vehicles: 2,
    skills: ['comms', 'drone'],
  },
  {
    id: 'team-gas-1',
    name: '燃气抢修队',
    kind: 'gas',
    town: '城关街道',
    members: 8,
    vehicles: 2,
    skills: ['hazmat', 'cordon'],
  },
  {
    id: 'team-mine-1',
    name: '矿山救护1队',
    kind: 'mine',
    town: '尧头镇',
    members: 18,
    vehicles: 3,
    skills: ['search', 'rope', 'lighting', 'medical'],
  },
  {
    id: 'team-hazmat-1',
    name: '危化处置队',
    kind: 'hazmat',
    town: '城关街道',
    members: 12,
    vehicles: 2,
    skills: ['hazmat', 'cordon'],
  },
  {
    id: 'team-forest-1',
    name: '森防1队',
    kind: 'forest',
    town: '王庄镇',
    members: 25,
    vehicles: 3,
    skills: ['forest_fire', 'drone', 'road_clearing'],
  },
  {
    id: 'team-forest-2',
    name: '森防2队',
    kind: 'forest',
    town: '冯原镇',
    members: 20,
    vehicles: 2,
    skills: ['forest_fire', 'road_clearing'],
  },
  {
    id: 'team-earthquake',
    name: '地震救援队',
    kind: 'earthquake',
    town: '城关街道',
    members: 20,
    vehicles: 3,
    skills: ['search', 'rope', 'medical', 'lighting'],
  },
  {
    id: 'team-militia',
    name: '民兵应急排',
    kind: 'militia',
    town: '城关街道',
    members: 30,
    vehicles: 2,
    skills: ['evacuation', 'transport', 'cordon'],
  },
  {
    id: 'team-police-1',
    name: '巡特警1组',
    kind: 'police',
    town: '城关街道',
    members: 12,
    vehicles: 3,
    skills: ['cordon', 'search'],
  },
  {
    id: 'team-volunteer-1',
    name: '澄城义援',
    kind: 'volunteer',
    town: '庄头镇',
    members: 20,
    vehicles: 4,
    skills: ['evacuation', 'transport', 'drone'],
    departWithinMin: 30,
  },
];

/** Village teams (≥ 10) at places the story and the drills use. */
const VILLAGE_TEAMS = ['善化村', '水洼村', '洛城村', '贺家桥村', '迪家河村'];

export function makeTeams(world: World, people: People): TeamRow[] {
  const random = randomFrom(9201);
  const out = TEAMS.map((plan, n): TeamRow => {
    const at = world.towns.findIndex((one) => one.name === plan.town);
    const town = world.towns[at]!;
    const seat = world.sites.seats[at]!;
    const spread = at === 0 ? 900 : 260;
    const base = moved(seat, (random.next() - 0.5) * spread, (random.next() - 0.5) * spread);
    const leader = plan.leader ?? people.add(`p-lead-${plan.id.slice(5)}`, town.code, plan.name, '队长');
    return {
      id: plan.id,
      name: plan.name,
      kind: plan.kind,
      division: plan.kind === 'town' ? town.code : world.county.code,
      base: pointAt(base.x, base.y),
      leader,
      members: plan.members,
      vehicles: plan.vehicles,
      skills: [...plan.skills],
      departWithinMin: plan.departWithinMin ?? 10,
      radioChannel: `应急-${(n % 8) + 1}`,
    };
  });
  for (const name of VILLAGE_TEAMS) {
    const village = world.sites.villages.find((one) => one.name === name)!;
    const id = `team-v-${village.code}`;
    const leader = people.add(`p-lead-${village.code}`, village.code, `${name}应急队`, '队长');
    out.push({
      id,
      name: `${name.replace(/村$/, '')}村队`,
      kind: 'village',
      division: village.code,
      base: pointAt(village.x, village.y),
      leader,
      members: 12,
      vehicles: 1,
      skills: ['evacuation', 'transport'],
      departWithinMin: 10,
      radioChannel: '应急-8',
    });
  }
  return out;
}
