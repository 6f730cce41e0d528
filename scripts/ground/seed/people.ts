import type { PersonRow, PostRow, ResponsibilityRow } from '@sitong/shared/kernel/master/people.ts';
import type { ContactRow } from '@sitong/shared/kernel/master/teams.ts';
import { randomFrom } from '../random.ts';
import type { World } from '../world.ts';
import { type NameMaker, nameMaker, phoneMaker } from './people-names.ts';

export interface People {
  persons: PersonRow[];
  posts: PostRow[];
  responsibilities: ResponsibilityRow[];
  contacts: ContactRow[];
  /** Adds an invented person and answers the id. */
  add(id: string, division: string, unit: string, title: string): string;
}

/** Persons whose names the demo accounts and the story use. */
const CAST: readonly {
  id: string;
  name: string;
  phone: string;
  town?: string;
  village?: string;
  unit: string;
  title: string;
}[] = [
  { id: 'p-duty', name: '王晓燕', phone: '19900000001', unit: '县应急管理局', title: '值班员' },
  { id: 'p-leader', name: '李建国', phone: '13800002106', unit: '县应急管理局', title: '带班领导 · 副局长' },
  { id: 'p-commander', name: '张明远', phone: '19900000003', unit: '县人民政府', title: '指挥长 · 县长' },
  { id: 'p-town', name: '孙莉', phone: '19900000004', town: '冯原镇', unit: '冯原镇人民政府', title: '值班员' },
  {
    id: 'p-village',
    name: '王建民',
    phone: '19900000005',
    town: '冯原镇',
    village: '善化村',
    unit: '善化村委会',
    title: '网格员',
  },
  { id: 'p-admin', name: '杜维', phone: '19900000006', unit: '县应急管理局', title: '系统管理员' },
  { id: 'p-team1', name: '雷振江', phone: '19900000011', town: '冯原镇', unit: '冯原镇应急队', title: '冯原1队队长' },
  { id: 'p-team2', name: '党卫东', phone: '19900000012', town: '冯原镇', unit: '冯原镇应急队', title: '冯原2队队长' },
  { id: 'p-team3', name: '权海峰', phone: '19900000013', town: '王庄镇', unit: '王庄镇应急队', title: '王庄1队队长' },
  { id: 'p-team4', name: '白宏伟', phone: '19900000014', town: '赵庄镇', unit: '赵庄镇应急队', title: '赵庄1队队长' },
  { id: 'p-team5', name: '韩立波', phone: '19900000015', unit: '蓝天救援队', title: '蓝天水域队长' },
];

/** County posts besides the four of the signing chain: unit, title. */
const COUNTY_POSTS: readonly [string, string, string][] = [
  ['duty-officer', '县应急管理局', '值班员'],
  ['office-head', '县政府办', '综合协调组组长'],
  ['fire-captain', '县消防救援大队', '抢险救援组组长'],
  ['weather-chief', '县气象局', '监测预警组组长'],
  ['water-chief', '县水务局', '水情专家'],
  ['land-chief', '县自然资源局', '地质专家'],
  ['health-chief', '县卫健局', '医疗救护组组长'],
  ['police-chief', '县公安局', '治安交通组组长'],
  ['road-chief', '县交通局', '道路抢通负责人'],
  ['civil-chief', '县民政局', '转移安置组组长'],
  ['supply-chief', '县发改局', '物资保障组组长'],
  ['power-chief', '县供电公司', '通信电力保障组组长'],
  ['press-chief', '县委宣传部', '新闻舆情组组长'],
  ['loss-chief', '县应急管理局', '灾情评估组组长'],
];

export function makePeople(world: World): People {
  const county = world.county.code;
  const names: NameMaker = nameMaker(
    randomFrom(9001),
    CAST.map((one) => one.name),
  );
  const phone = phoneMaker();
  const persons: PersonRow[] = [];
  const posts: PostRow[] = [];
  const responsibilities: ResponsibilityRow[] = [];
  const contacts: ContactRow[] = [];
  const add = (id: string, division: string, unit: string, title: string): string => {
    persons.push({ id, name: names.unique(), phone: phone(), division, unit, title });
    return id;
  };
  for (const one of CAST) {
    const town = world.towns.find((t) => t.name === one.town);
    const village = town?.villages.find((v) => v.name === one.village);
    persons.push({
      id: one.id,
      name: one.name,
      phone: one.phone,
      division: village?.code ?? town?.code ?? county,
      unit: one.unit,
      title: one.title,
    });
  }
  const bureau = '县应急管理局';
  add('p-bureau-head', county, bureau, '局长 · 指挥部办公室主任');
  add('p-bureau-deputy', county, bureau, '副局长');
  add('p-deputy-county', county, '县人民政府', '副县长 · 副指挥长');
  add('p-deputy-county-2', county, '县人民政府', '副县长 · 副指挥长');
  add('p-duty-2', county, bureau, '值班员');
  add('p-duty-3', county, bureau, '备勤');
  add('p-leader-2', county, bureau, '带班领导 · 总工程师');
  posts.push(
    {
      id: 'commander',
      name: '指挥长',
      division: county,
      holder: 'p-commander',
      deputies: ['p-deputy-county'],
      signsWarning: 1,
      signsResponse: 1,
      signsReport: true,
    },
    {
      id: 'deputy-county-head',
      name: '分管副县长 · 副指挥长',
      division: county,
      holder: 'p-deputy-county',
      deputies: ['p-deputy-county-2'],
      signsWarning: 2,
      signsResponse: 3,
      signsReport: true,
    },
    {
      id: 'bureau-head',
      name: '应急管理局局长',
      division: county,
      holder: 'p-bureau-head',
      deputies: ['p-leader', 'p-bureau-deputy'],
      signsWarning: 3,
      signsResponse: 4,
      signsReport: true,
    },
    {
      id: 'duty-leader',
      name: '带班领导',
      division: county,
      holder: 'p-leader',
      deputies: ['p-leader-2'],
      signsReport: false,
    },
  );
  for (const [id, unit, title] of COUNTY_POSTS) {
    const holder = id === 'duty-officer' ? 'p-duty' : add(`p-${id}`, county, unit, title);
    const deputy = id === 'duty-officer' ? 'p-duty-2' : add(`p-${id}-2`, county, unit, `${title}（副）`);
    posts.push({ id, name: title, division: county, holder, deputies: [deputy], signsReport: false });
  }
  responsibilities.push(
    {
      id: 'r-county-commander',
      division: county,
      duty: 'county_lead',
      person: 'p-commander',
      deputy: 'p-deputy-county',
    },
    {
      id: 'r-county-deputy',
      division: county,
      duty: 'county_lead',
      person: 'p-deputy-county',
      deputy: 'p-deputy-county-2',
      superior: 'p-commander',
    },
    {
      id: 'r-county-bureau',
      division: county,
      duty: 'county_lead',
      person: 'p-bureau-head',
      deputy: 'p-leader',
      superior: 'p-deputy-county',
    },
  );
  contacts.push(
    { id: 'c-county-duty', name: '县应急指挥中心值班室', phone: '0913-5550110', division: county },
    { id: 'c-fire', name: '县消防救援大队指挥室', phone: '119', division: county },
    { id: 'c-police', name: '县公安局指挥中心', phone: '110', division: county },
    { id: 'c-medical', name: '县医疗急救调度', phone: '120', division: county },
    { id: 'c-weather', name: '县气象台', phone: '0913-5550121', division: county },
    { id: 'c-water', name: '县水旱灾害防御值班室', phone: '0913-5550130', division: county },
  );
  world.towns.forEach((town, n) => {
    addTown(
      world,
      n,
      { persons, posts, responsibilities, contacts, add },
      `0913-5551${String(n).padStart(2, '0')}0`,
      town.code,
    );
  });
  return { persons, posts, responsibilities, contacts, add };
}

function addTown(world: World, n: number, people: People, dutyPhone: string, code: string): void {
  const town = world.towns[n]!;
  const nine = code.slice(0, 9);
  const unit = town.name.endsWith('街道') ? `${town.name}办事处` : `${town.name}人民政府`;
  const chief = town.name.endsWith('街道') ? '主任' : '镇长';
  const secretary = people.add(`p-${nine}-secretary`, code, unit, '党委书记');
  const mayor = people.add(`p-${nine}-mayor`, code, unit, chief);
  const deputy = people.add(`p-${nine}-deputy`, code, unit, `副${chief}`);
  const duty = town.name === '冯原镇' ? 'p-town' : people.add(`p-${nine}-duty`, code, unit, '值班员');
  const duty2 = people.add(`p-${nine}-duty-2`, code, unit, '值班员（副班）');
  people.posts.push(
    {
      id: `town-head-${nine}`,
      name: `${town.name}${chief}`,
      division: code,
      holder: mayor,
      deputies: [deputy],
      signsReport: true,
    },
    {
      id: `town-duty-${nine}`,
      name: `${town.name}值班员`,
      division: code,
      holder: duty,
      deputies: [duty2],
      signsReport: false,
    },
  );
  people.responsibilities.push(
    {
      id: `r-${nine}-secretary`,
      division: code,
      duty: 'town_secretary',
      person: secretary,
      deputy,
      superior: 'p-deputy-county',
    },
    { id: `r-${nine}-mayor`, division: code, duty: 'town_mayor', person: mayor, deputy, superior: 'p-deputy-county' },
    { id: `r-${nine}-duty`, division: code, duty: 'town_duty', person: duty, deputy: duty2, superior: mayor },
  );
  people.contacts.push({ id: `c-${nine}-duty`, name: `${town.name}值班室`, phone: dutyPhone, division: code });
  for (const village of town.villages) {
    const committee = village.urban ? `${village.name}居委会` : `${village.name}委会`;
    const head = people.add(`p-${village.code}-secretary`, village.code, committee, '党支部书记');
    const vice = people.add(`p-${village.code}-vice`, village.code, committee, '副主任');
    const grid =
      village.name === '善化村' ? 'p-village' : people.add(`p-${village.code}-grid`, village.code, committee, '网格员');
    people.responsibilities.push(
      {
        id: `r-${village.code}-secretary`,
        division: village.code,
        duty: 'village_secretary',
        person: head,
        deputy: vice,
        superior: mayor,
      },
      {
        id: `r-${village.code}-grid`,
        division: village.code,
        duty: 'grid_worker',
        person: grid,
        deputy: vice,
        superior: head,
      },
    );
  }
}
