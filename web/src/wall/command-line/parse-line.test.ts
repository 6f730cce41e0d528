import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NameRow, ParseContext, Reading } from './command.ts';
import { parseLine } from './parse-line.ts';
import { VERBS, type Verb } from './vocabulary.ts';

const row = (kind: NameRow['kind'], id: string, name: string, pinyin: string, initials: string): NameRow => ({
  kind,
  id,
  name,
  pinyin,
  initials,
});
const NOW = Date.parse('2026-07-18T20:47:32+08:00');
const context: ParseContext = {
  names: [
    row('division', '610525101233', '善化村', 'shanhuacun', 'shc'),
    row('division', '610525101215', '迪家河村', 'dijiahecun', 'djhc'),
    row('team', 'team-zhaozhuang-1', '赵庄1队', 'zhaozhuang1dui', 'zz1d'),
    row('team', 'team-fengyuan-1', '冯原1队', 'fengyuan1dui', 'fy1d'),
    row('team', 'team-fengyuan-3', '冯原3队', 'fengyuan3dui', 'fy3d'),
    row('person', 'p-1', '赵志强', 'zhaozhiqiang', 'zzq'),
    row('incident', 'i-142', 'I-0142 山洪 善化村', 'i0142shanhongshanhuacun', 'i0142shshc'),
  ],
  incidents: [
    { id: 'i-142', number: 142, title: '山洪 善化村' },
    { id: 'i-143', number: 143, title: '滑坡 水洼村' },
  ],
  alarms: [{ id: 'a-2041', number: 2041 }],
  selected: { alarm: 'a-2041' },
  nowMs: NOW,
};
const read = (line: string, over: Partial<ParseContext> = {}): Reading =>
  parseLine(line, { ...context, ...over }).reading;
const command = (line: string, over: Partial<ParseContext> = {}): unknown => {
  const reading = read(line, over);
  return reading.kind === 'ready' ? reading.command : reading;
};
const at = (time: string): number => Date.parse(`2026-07-18T${time}:00+08:00`);

describe('command line grammar (ux §5)', () => {
  it.each(['大屏 I-0142', '推到大屏 i142', 'dp I-142', '大屏I-0142', 'wall i-0142'])('%s', (line) => {
    expect(command(line)).toEqual({ verb: 'wall', incident: 'i-142' });
  });
  it.each(['大屏 收回', '大屏收回', 'dp sh', 'wall back'])('%s gives the whole view back', (line) => {
    expect(command(line)).toEqual({ verb: 'wall', incident: undefined });
  });
  it('大屏 alone means the selected incident, and asks when none is', () => {
    expect(command('大屏', { selected: { incident: 'i-143' } })).toEqual({ verb: 'wall', incident: 'i-143' });
    expect(command('大屏')).toMatchObject({ kind: 'incomplete', missing: 'incident' });
  });

  it.each([
    '新建 山洪 善化村 3人被困',
    'xj sh shc 被困3人',
    'new flash shanhua trapped:3',
    '新建　山洪　善化村　３人被困',
  ])('%s', (line) => {
    expect(command(line)).toEqual({
      verb: 'new',
      hazard: 'flash_flood',
      division: '610525101233',
      figures: [{ figure: 'trapped', value: 3 }],
      text: '',
    });
  });

  it.each([
    '派 3队 I-0142 转移 21:15前',
    'p fy3 i142 转移 21:15',
    'd 冯原3队 21:15 I-0142 转移',
    '派3队 I-0142 转移 21：15前',
  ])('%s', (line) => {
    expect(command(line)).toEqual({
      verb: 'dispatch',
      team: 'team-fengyuan-3',
      incident: 'i-142',
      task: '转移',
      dueMs: at('21:15'),
    });
  });

  it('takes the selected incident when the line names none, and says so in the preview', () => {
    const parsed = parseLine('派 zz1 转移', { ...context, selected: { incident: 'i-143' } });
    expect(parsed.reading).toMatchObject({ kind: 'ready', command: { incident: 'i-143', dueMs: undefined } });
    expect(parsed.parts).toContainEqual({ role: 'incident', id: 'i-143', token: undefined });
  });

  it('asks for the incident when none is named, selected or alone', () => {
    expect(read('派 zz1 转移')).toEqual({ kind: 'incomplete', missing: 'incident' });
  });

  it.each([
    ['状态 3队 到场', { verb: 'status', team: 'team-fengyuan-3', status: 'on_scene', reason: '' }],
    ['zt zz1 dc', { verb: 'status', team: 'team-zhaozhuang-1', status: 'on_scene', reason: '' }],
    ['qr', { verb: 'ack', alarm: 'a-2041', note: '' }],
    ['确认 A-2041 已电话核实', { verb: 'ack', alarm: 'a-2041', note: '已电话核实' }],
    ['记 善化桥 封闭', { verb: 'log', text: '善化桥 封闭', incident: undefined }],
    ['j I-0142 善化桥封闭', { verb: 'log', text: '善化桥封闭', incident: 'i-142' }],
    ['预警 i142', { verb: 'warn', incident: 'i-142' }],
    ['报 I-0143', { verb: 'report', incident: 'i-143' }],
    ['搁置 2小时内 车辆检修', { verb: 'shelve', alarm: 'a-2041', reason: '车辆检修', untilMs: NOW + 7_200_000 }],
    ['静音', { verb: 'mute' }],
    ['go 3', { verb: 'go', screen: 'dispatch' }],
  ])('%s', (line, expected) => {
    expect(command(line)).toEqual(expected);
  });

  it('finds people, teams, places and incidents by initials', () => {
    expect(command('查 zzq')).toMatchObject({ verb: 'find', thing: { id: 'p-1' } });
    expect(command('定位 djh')).toMatchObject({ verb: 'locate', thing: { id: '610525101215' } });
    expect(read('定位 zzq')).toMatchObject({ kind: 'unknown' });
  });

  it('asks when one word fits several things, and offers each as a whole line', () => {
    const parsed = parseLine('派 fy I-0142 转移', context);
    expect(parsed.reading).toEqual({ kind: 'ambiguous', role: 'team', token: 'fy' });
    expect(parsed.others.map(({ line }) => line)).toEqual(['派 冯原1队 I-0142 转移', '派 冯原3队 I-0142 转移']);
  });

  it('names what it does not know, and what is missing', () => {
    expect(read('干什么')).toEqual({ kind: 'unknown', role: 'verb', token: '干什么' });
    expect(read('派 9队 I-0142 转移')).toEqual({ kind: 'unknown', role: 'team', token: '9队' });
    expect(read('派 zz1 I-9999 转移')).toEqual({ kind: 'unknown', role: 'incident', token: 'I-9999' });
    expect(read('派 zz1 I-0142')).toEqual({ kind: 'incomplete', missing: 'task' });
    expect(read('新建 山洪')).toEqual({ kind: 'incomplete', missing: 'place' });
    expect(read('')).toEqual({ kind: 'empty' });
  });

  it('does not turn a deadline that is past into one tomorrow, except across midnight', () => {
    expect(read('派 zz1 I-0142 转移 20:30')).toEqual({ kind: 'past', token: '20:30' });
    expect(command('派 zz1 I-0142 转移 00:30前')).toMatchObject({ dueMs: at('23:30') + 3_600_000 });
  });
});

describe('whatever is typed', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...Object.values(VERBS).flat(),
      'I-0142',
      'a2041',
      '21:15前',
      '3人被困',
      '3队',
      'zz1',
      '善化村',
      '　',
      '山洪',
      '到场',
      '30分',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const lines = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '));

  it('the parser never throws and always answers the same', () => {
    fc.assert(
      fc.property(lines, (line) => {
        expect(parseLine(line, context)).toEqual(parseLine(line, context));
      }),
      { numRuns: 2000 },
    );
  });

  it('full-width and plain letters read alike', () => {
    const wide = (line: string): string =>
      line.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('p', 'zz1', 'I-0142', '转移', '21:15', 'new', 'sh', 'shc', '3人被困'), {
          maxLength: 6,
        }),
        (pieces) => {
          const line = pieces.join(' ');
          expect(parseLine(wide(line), context).reading).toEqual(parseLine(line, context).reading);
        },
      ),
    );
  });

  it('a line offered instead is understood no worse', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('派 fy I-0142 转移', 'p 1队 I-0142 转移 21:15', '状态 3 到场', '查 z', '新建 山洪 村'),
        (line) => {
          for (const other of parseLine(line, context).others) {
            expect(['ready', 'incomplete']).toContain(read(other.line).kind);
          }
        },
      ),
    );
  });

  it('every verb can be typed in hanzi and in Latin letters, and no word means two', () => {
    const all = Object.values(VERBS).flat();
    expect(new Set(all).size).toBe(all.length);
    for (const verb of Object.keys(VERBS) as Verb[]) {
      expect(VERBS[verb].some((word) => /\p{Script=Han}/u.test(word))).toBe(true);
      expect(VERBS[verb].some((word) => /^[a-z]+$/.test(word))).toBe(true);
    }
  });
});
