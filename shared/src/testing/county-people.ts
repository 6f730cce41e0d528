import type { PersonRow, PostRow, ResponsibilityRow } from '../kernel/master/people.ts';
import { COUNTY, FENGYUAN, LUOCHENG, SHANHUA, WANGZHUANG } from './county-places.ts';

let phone = 13800000000;
function person(id: string, name: string, code: string, unit: string, title: string): PersonRow {
  phone += 1;
  return { id, name, phone: String(phone), division: code, unit, title };
}

export const PERSONS: readonly PersonRow[] = [
  person('p-duty', '张值', COUNTY, '应急管理局', '值班员'),
  person('p-duty2', '钱值', COUNTY, '应急管理局', '值班员'),
  person('p-leader', '李带', COUNTY, '应急管理局', '带班领导'),
  person('p-bureau', '周局', COUNTY, '应急管理局', '局长'),
  person('p-vice', '吴副', COUNTY, '县政府', '副县长'),
  person('p-commander', '王县', COUNTY, '县政府', '县长'),
  person('p-town-f', '赵镇', FENGYUAN, '冯原镇政府', '乡镇值班员'),
  person('p-mayor-f', '郑镇', FENGYUAN, '冯原镇政府', '镇长'),
  person('p-town-w', '孙镇', WANGZHUANG, '王庄镇政府', '乡镇值班员'),
  person('p-mayor-w', '冯镇', WANGZHUANG, '王庄镇政府', '镇长'),
  person('p-village-s', '陈格', SHANHUA, '善化村委会', '网格员'),
  person('p-secretary-s', '褚书', SHANHUA, '善化村委会', '村支书'),
  person('p-village-l', '卫格', LUOCHENG, '洛城村委会', '网格员'),
  person('p-keeper', '蒋保', FENGYUAN, '冯原镇政府', '保管员'),
  person('leader-team-1', '沈队', COUNTY, '县消防救援大队', '队长'),
  person('leader-team-2', '韩队', FENGYUAN, '冯原镇应急队', '队长'),
  person('leader-team-3', '杨队', COUNTY, '县蓝天救援队', '队长'),
];

export const POSTS: readonly PostRow[] = [
  {
    id: 'post-bureau',
    name: '指挥部办公室主任',
    division: COUNTY,
    holder: 'p-bureau',
    deputies: ['p-leader'],
    signsWarning: 3,
    signsResponse: 4,
    signsReport: true,
  },
  {
    id: 'post-vice',
    name: '副指挥长',
    division: COUNTY,
    holder: 'p-vice',
    deputies: ['p-bureau'],
    signsWarning: 2,
    signsResponse: 3,
    signsReport: true,
  },
  {
    id: 'post-commander',
    name: '指挥长',
    division: COUNTY,
    holder: 'p-commander',
    deputies: ['p-vice'],
    signsWarning: 1,
    signsResponse: 1,
    signsReport: true,
  },
  { id: 'post-duty', name: '值班员', division: COUNTY, holder: 'p-duty', deputies: ['p-duty2'], signsReport: false },
  {
    id: 'post-town-f',
    name: '冯原镇值班室',
    division: FENGYUAN,
    holder: 'p-town-f',
    deputies: ['p-mayor-f'],
    signsReport: false,
  },
  {
    id: 'post-mayor-f',
    name: '冯原镇镇长',
    division: FENGYUAN,
    holder: 'p-mayor-f',
    deputies: [],
    signsReport: true,
  },
  {
    id: 'post-town-w',
    name: '王庄镇值班室',
    division: WANGZHUANG,
    holder: 'p-town-w',
    deputies: ['p-mayor-w'],
    signsReport: false,
  },
];

export const RESPONSIBILITIES: readonly ResponsibilityRow[] = [
  { id: 'resp-county', division: COUNTY, duty: 'county_lead', person: 'p-vice', superior: 'p-commander' },
  {
    id: 'resp-f-mayor',
    division: FENGYUAN,
    duty: 'town_mayor',
    person: 'p-mayor-f',
    deputy: 'p-town-f',
    superior: 'p-vice',
  },
  {
    id: 'resp-f-duty',
    division: FENGYUAN,
    duty: 'town_duty',
    person: 'p-town-f',
    deputy: 'p-mayor-f',
    superior: 'p-vice',
  },
  {
    id: 'resp-w-mayor',
    division: WANGZHUANG,
    duty: 'town_mayor',
    person: 'p-mayor-w',
    deputy: 'p-town-w',
    superior: 'p-vice',
  },
  {
    id: 'resp-s-secretary',
    division: SHANHUA,
    duty: 'village_secretary',
    person: 'p-secretary-s',
    deputy: 'p-village-s',
    superior: 'p-mayor-f',
  },
  {
    id: 'resp-s-grid',
    division: SHANHUA,
    duty: 'grid_worker',
    person: 'p-village-s',
    deputy: 'p-secretary-s',
    superior: 'p-mayor-f',
  },
  { id: 'resp-l-grid', division: LUOCHENG, duty: 'grid_worker', person: 'p-village-l', superior: 'p-mayor-w' },
];
