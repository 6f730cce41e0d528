import { type DivisionCode, divisionRank, isWithin } from '@sitong/shared/kernel/division.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { type Timestamp, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { GRADE_NAME, HAZARD_NAME } from '@sitong/shared/pillars/release/warning-wording.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { DUTY_NAME, INCIDENT_STATUS_NAME, ORDER_STATUS_NAME, TEAM_KIND_NAME } from './pack-words.ts';

/** One table of the pack. `widths` in shares of the page. */
export interface PackTable {
  heading: string;
  columns: readonly string[];
  widths: readonly number[];
  rows: readonly (readonly string[])[];
  /** Begins on a page of its own. */
  starts: 'here' | 'new_page';
  /** Room for writing by hand. */
  lines: 'printed' | 'to_write_on';
}

/** The night's paper: what a duty officer needs when no screen works. */
export interface Pack {
  title: string;
  /** When it was true, and to which event of the log. */
  asOf: Timestamp;
  head: number;
  tables: readonly PackTable[];
}

/** Blank lines of the paper log; each gets its number, so that what was written can be entered later and found again. */
const LOG_LINES = 60;

const clock = (at: Timestamp): string => `${at.slice(5, 10)} ${at.slice(11, 16)}`;

/** Households on the register of one village. */
export interface Homes {
  households: number;
  people: number;
  vulnerable: number;
}

export function packOf(input: {
  county: CountyIndex;
  homes: ReadonlyMap<DivisionCode, Homes>;
  state: WorldState;
  head: number;
  nowMs: number;
}): Pack {
  const { county, state, head, nowMs } = input;
  const { data } = county;
  return {
    title: data.title,
    asOf: toTimestamp(nowMs),
    head,
    tables: [
      ...situation(county, state),
      posts(county),
      ...towns(county).map((town) => callTree(county, town, input.homes)),
      teams(county, state),
      places(county),
      paperLog(),
    ],
  };
}

const towns = ({ data }: CountyIndex): DivisionCode[] =>
  data.divisions.filter(({ code }) => divisionRank(code) === 'town').map(({ code }) => code);

/** `name phone`, or a dash for nobody. */
function whoOf({ persons }: CountyIndex, id: string | undefined): string {
  const person = id === undefined ? undefined : persons.get(id);
  return person === undefined ? '—' : `${person.name} ${person.phone}`;
}

const teamName = ({ teams }: CountyIndex, id: string): string => teams.get(id)?.name ?? id;

function situation(county: CountyIndex, { command, rescue }: WorldState): PackTable[] {
  const incidents = openIncidents(command).sort((a, b) => a.grade - b.grade || a.number - b.number);
  const numberOf = new Map(incidents.map(({ id, number }) => [id, number]));
  const orders = Object.values(rescue.orders).filter(isOpenOrder);
  const tasks = Object.values(command.tasks).filter(({ status }) => status === 'open' || status === 'started');
  const shown = (prefix: string, number: number | undefined): string =>
    number === undefined ? '—' : `${prefix}-${String(number).padStart(4, '0')}`;
  return [
    {
      heading: '未结事件',
      columns: ['编号', '等级', '类别', '地点', '状态', '自', '经办'],
      widths: [9, 6, 10, 30, 10, 14, 21],
      rows: incidents.map((one) => [
        shown('I', one.number),
        GRADE_NAME[one.grade].slice(0, 2),
        HAZARD_NAME[one.hazard],
        one.place.name,
        INCIDENT_STATUS_NAME[one.status],
        clock(one.statusAt),
        whoOf(county, one.owner),
      ]),
      starts: 'here',
      lines: 'printed',
    },
    {
      heading: '未结指令',
      columns: ['编号', '事件', '队伍', '任务', '状态', '要求到达'],
      widths: [10, 10, 20, 34, 10, 16],
      rows: orders.map((one) => [
        shown('D', one.number),
        shown('I', numberOf.get(one.incidentId)),
        teamName(county, one.team),
        one.content.task,
        ORDER_STATUS_NAME[one.status],
        one.content.arriveBy === undefined ? '—' : clock(one.content.arriveBy),
      ]),
      starts: 'here',
      lines: 'printed',
    },
    {
      heading: '未完任务',
      columns: ['任务', '责任岗位', '责任人', '时限'],
      widths: [46, 18, 22, 14],
      rows: tasks.map((one) => [one.title, one.ownerPost, whoOf(county, one.ownerPerson), clock(one.dueAt)]),
      starts: 'here',
      lines: 'printed',
    },
  ];
}

function posts(county: CountyIndex): PackTable {
  const { data } = county;
  return {
    heading: '值班与岗位',
    columns: ['岗位', '所在', '任职', '代理'],
    widths: [24, 18, 26, 32],
    rows: [
      ...data.contacts.map((one) => [one.name, county.divisionName(one.division), one.phone, '—']),
      ...data.posts.map((one) => [
        one.name,
        county.divisionName(one.division),
        whoOf(county, one.holder),
        one.deputies.map((id) => whoOf(county, id)).join('；') || '—',
      ]),
    ],
    starts: 'new_page',
    lines: 'printed',
  };
}

/** Who is called for the town and each of its villages, deputies beside, and how many people live there. */
function callTree(county: CountyIndex, town: DivisionCode, homes: ReadonlyMap<DivisionCode, Homes>): PackTable {
  const within = county.data.responsibilities.filter(({ division }) => isWithin(division, town));
  const places = [town, ...county.villagesIn([town]).map(({ code }) => code)];
  const sizeOf = (division: DivisionCode): string => {
    const here = homes.get(division);
    return here === undefined ? '—' : `${here.households}户 ${here.people}人 弱${here.vulnerable}`;
  };
  return {
    heading: `叫应名单 ${county.divisionName(town)}`,
    columns: ['地点', '职责', '责任人', '代理', '在册', '叫应时间'],
    widths: [15, 12, 22, 22, 17, 12],
    rows: places.flatMap((division) => {
      const chain = within.filter((one) => one.division === division);
      const [name, size] = [county.divisionName(division), division === town ? '' : sizeOf(division)];
      // A village nobody answers for must not be missing from the list: somebody has to drive there.
      if (chain.length === 0) return [[name, '无人登记', '—', '—', size, '']];
      return chain.map((one, i) => [
        i === 0 ? name : '',
        DUTY_NAME[one.duty],
        whoOf(county, one.person),
        whoOf(county, one.deputy),
        i === 0 ? size : '',
        '',
      ]);
    }),
    starts: 'new_page',
    lines: 'printed',
  };
}

function teams(county: CountyIndex, { rescue }: WorldState): PackTable {
  return {
    heading: '救援队伍',
    columns: ['队伍', '类别', '人/车', '队长', '频道', '在办'],
    widths: [24, 14, 9, 27, 10, 16],
    rows: county.data.teams.map((one) => {
      const orderId = rescue.teams[one.id]?.orderId;
      const order = orderId === undefined ? undefined : rescue.orders[orderId];
      const busy = order === undefined ? '' : `D-${String(order.number).padStart(4, '0')}`;
      return [
        one.name,
        TEAM_KIND_NAME[one.kind],
        `${one.members}/${one.vehicles}`,
        whoOf(county, one.leader),
        one.radioChannel ?? '—',
        busy,
      ];
    }),
    starts: 'new_page',
    lines: 'printed',
  };
}

function places(county: CountyIndex): PackTable {
  const { data } = county;
  return {
    heading: '避难场所与物资库',
    columns: ['名称', '所在', '保管/负责', '备注'],
    widths: [28, 22, 30, 20],
    rows: [
      ...data.shelters.map((one) => [
        one.name,
        county.divisionName(one.division),
        whoOf(county, one.keeper),
        '避难场所',
      ]),
      ...data.depots.map((one) => [one.name, county.divisionName(one.division), whoOf(county, one.keeper), '物资库']),
    ],
    starts: 'new_page',
    lines: 'printed',
  };
}

function paperLog(): PackTable {
  return {
    heading: '停机手工日志（系统恢复后按行补录）',
    columns: ['行', '时间', '来电/去电', '内容', '经手'],
    widths: [6, 12, 20, 50, 12],
    rows: Array.from({ length: LOG_LINES }, (_, i) => [String(i + 1), '', '', '', '']),
    starts: 'new_page',
    lines: 'to_write_on',
  };
}
