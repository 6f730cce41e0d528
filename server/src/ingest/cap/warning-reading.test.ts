import { describe, expect, it } from 'vitest';
import { geocodeToDivision, namedBeyond } from './divisions.ts';
import { eventTypeOfText } from './event-types.ts';
import { DEFAULT_EXPIRY, readExpiry } from './expiry.ts';
import { readLevel } from './level.ts';
import type { CapInfo } from './model.ts';
import { parseCap } from './parse-cap.ts';
import { alertOf, CHENGCHENG, fixture } from './testing.ts';
import { readWarning } from './warning-reading.ts';

const receivedAtMs = Date.parse('2026-07-12T18:00:00+08:00');
const options = { divisions: CHENGCHENG, receivedAtMs };

function sample(file: string, profile: 'strict' | 'field' | 'national' = 'field') {
  const result = parseCap(fixture(file), { profile });
  const alert = result.ok ? result.alerts[0] : undefined;
  if (alert === undefined) throw new Error(`${file} was refused`);
  return alert;
}

function infoWith(parts: Partial<CapInfo>): CapInfo {
  const [info] = alertOf({}).infos;
  if (info === undefined) throw new Error('no info');
  return { ...info, ...parts };
}

describe('level', () => {
  it.each([
    ['澄城县气象台发布暴雨红色预警[I级/特别严重]', 1],
    ['澄城县气象台发布暴雨橙色预警[II级/严重]', 2],
    ['发布大风黄色预警信号', 3],
    ['发布寒潮蓝色预警', 4],
    ['发布雷电黄预警', 3],
    ['暴雨黄色预警升级为橙色预警', 2],
    ['将暴雨橙色预警降级为蓝色预警', 4],
    ['Yuanshi County Meteorological Observatory updates blue warning for flash flood disasters [Level IV/General]', 4],
    ['issued orange rainstorm warning [Level II/Severe]', 2],
    ['Upgraded to red rainstorm warning [Level I/Extreme]', 1],
  ])('%s is level %i, whatever the severity', (headline, level) => {
    expect(readLevel(infoWith({ headline, severity: 'Unknown' })).level).toBe(level);
  });

  it.each([
    ['Orange County flood warning', 3],
    ['黄河洪水预警', 3],
    ['Yellow River flood warning', 3],
    ['Green alert for tropical cyclone', 3],
    ['Red Cross alert', 3],
  ])('%s holds no warning colour: severity Moderate counts', (headline) => {
    expect(readLevel(infoWith({ headline, severity: 'Moderate' }))).toMatchObject({ level: 3, from: 'severity' });
  });

  it.each([
    ['Extreme', 1],
    ['Severe', 2],
    ['Moderate', 3],
    ['Minor', 4],
    ['Unknown', null],
  ] as const)('severity %s alone is level %s', (severity, level) => {
    expect(readLevel(infoWith({ severity })).level).toBe(level);
  });

  it('a colour parameter comes first: Israel says yellow where severity says Severe', () => {
    const reading = readWarning(sample('cap/il-488abaaf-cad5-4d2b-93b2-703016878453.xml'), options);
    expect(reading.level).toBe(3);
    expect(reading.notes.map(({ code }) => code)).toContain('level_disagrees');
  });

  it('takes the worst of several colours that stand side by side, and says so', () => {
    expect(readLevel(infoWith({ headline: '发布暴雨橙色预警、大风蓝色预警' }))).toMatchObject({
      level: 2,
      standing: 'several_colours',
    });
  });
});

describe('event type', () => {
  it.each([
    ['雷雨大风黄色预警', '雷雨大风'],
    ['大风蓝色预警', '大风'],
    ['山洪灾害气象预警', '山洪'],
    ['地质灾害气象风险预警', '地质灾害'],
    ['Flash Flood Watch', '山洪'],
    ['Flood Warning', '洪水'],
    ['Tropical Cyclone', '台风'],
    ['Freezing rain, icing', '道路结冰'],
    ['Falling rocks, landslide', '崩塌'],
  ])('%s is %s', (text, word) => {
    expect(eventTypeOfText(text)?.word).toBe(word);
  });

  it('does not find wind in window', () => {
    expect(eventTypeOfText('window cleaning')).toBeNull();
  });

  it('a code comes before the words', () => {
    const info = infoWith({ event: 'other', eventCodes: [{ valueName: 'eventType', value: '11b03' }] });
    expect(readWarning({ ...alertOf({}), infos: [info] }, options)).toMatchObject({
      eventWord: '暴雨',
      hazard: 'rainstorm',
    });
  });
});

describe('division of a geocode', () => {
  it.each([
    ['610525', '610525000000'],
    ['610525000000', '610525000000'],
    ['610525101', '610525101000'],
    ['610525101000', '610525101000'],
    ['610525101200', '610525101200'],
    [' 610525 ', '610525000000'],
  ])('%s is %s', (value, code) => {
    expect(geocodeToDivision(value, CHENGCHENG)).toEqual({ kind: 'known', code });
  });

  it('keeps a good code that is not ours as unknown, and refuses what is none', () => {
    expect(geocodeToDivision('610527', CHENGCHENG)).toEqual({ kind: 'unknown', code: '610527000000' });
    for (const value of [
      '',
      '6',
      '6105251',
      'AKZ185',
      '６１０５２５',
      '990000',
      '-610525',
      '610525101000000',
      '__proto__',
    ]) {
      expect(geocodeToDivision(value, CHENGCHENG)).toEqual({ kind: 'malformed' });
    }
  });

  it('finds towns in the text that the codes leave out, by full name and by stem in a list', () => {
    const covered = new Set(['610525101000']);
    expect(namedBeyond('冯原镇、赵庄镇、王庄镇', covered, CHENGCHENG)).toEqual(['610525102000', '610525104000']);
    expect(namedBeyond('冯原、赵庄、王庄等镇', covered, CHENGCHENG)).toEqual(['610525102000', '610525104000']);
    expect(namedBeyond('冯原镇', covered, CHENGCHENG)).toEqual([]);
    expect(namedBeyond('澄城县', new Set(['610525000000']), CHENGCHENG)).toEqual([]);
    expect(namedBeyond('王庄子水库', covered, CHENGCHENG)).toEqual([]);
  });
});

describe('the two messages of 澄城县', () => {
  it('the first: orange, the whole county, an end of our own', () => {
    const reading = readWarning(sample('cap/zh-CN-chengcheng-rainstorm-1-alert.xml', 'strict'), options);
    expect(reading).toMatchObject({
      level: 2,
      eventWord: '暴雨',
      hazard: 'rainstorm',
      standing: 'live',
      divisions: ['610525000000'],
    });
    expect(reading.expiry).toEqual({ expiresAtMs: Date.parse('2026-07-13T04:15:00+08:00'), from: 'derived' });
    expect(reading.notes.map(({ code }) => code)).toEqual(['expires_derived']);
  });

  it('the update: red, one code, three towns in the text, for a person to widen', () => {
    const reading = readWarning(sample('cap/zh-CN-chengcheng-rainstorm-2-update.xml', 'strict'), options);
    expect(reading).toMatchObject({ level: 1, divisions: ['610525101000'], expiry: { from: 'message' } });
    expect(reading.notes).toHaveLength(1);
    expect(reading.notes[0]).toMatchObject({
      code: 'area_wider_than_geocode',
      divisions: ['610525102000', '610525104000'],
    });
  });

  it('the national structure: same meaning', () => {
    const first = readWarning(sample('national/chengcheng-flash-flood.xml', 'national'), options);
    expect(first).toMatchObject({
      level: 2,
      eventWord: '暴雨',
      divisions: ['610525101000'],
      expiry: { expiresAtMs: Date.parse('2026-07-12T22:30:00+08:00') },
    });
    const update = sample('national/chengcheng-flash-flood-update-gb18030.xml', 'national');
    expect(update.references).toEqual([
      { sender: '澄城县水利局', identifier: '61052541600000_20260712163000', sent: '2026-07-12T16:30:00+08:00' },
    ]);
    expect(readWarning(update, options)).toMatchObject({ level: 1, divisions: ['610525101000', '610525104000'] });
  });
});

describe('what a person must know', () => {
  it.each(['Exercise', 'Test', 'System', 'Draft'])('status %s is never live', (status) => {
    const reading = readWarning(alertOf({ status }), options);
    expect(reading.standing).toBe('not-live');
    expect(reading.notes.map(({ code }) => code)).toContain('not_live');
  });

  it('codes that are not in our list, and digits that are no code', () => {
    const area = ['640000', 'x']
      .map((value) => `<geocode><valueName>CPEAS Geographic Code</valueName><value>${value}</value></geocode>`)
      .join('');
    const codes = readWarning(alertOf({ area }), options).notes.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['geocode_unknown', 'geocode_malformed']));
  });

  it('digits of foreign schemes are not taken for ours', () => {
    expect(readWarning(sample('cap/weather.cap'), options)).toMatchObject({ divisions: [] });
    expect(readWarning(sample('cap/weather.cap'), options).notes.map(({ code }) => code)).not.toContain(
      'geocode_unknown',
    );
  });

  it('a time of sending in the future, and an end before the beginning', () => {
    const codes = readWarning(
      alertOf({ sent: '2026-07-13T16:15:00+08:00', expires: '2026-07-12T16:15:00+08:00' }),
      options,
    ).notes.map(({ code }) => code);
    expect(codes).toEqual(['sent_in_future', 'expires_before_sent']);
  });

  it('all areas of all parts in one language', () => {
    const reading = readWarning(sample('cap/australia.cap'), options);
    expect(reading.areas).toHaveLength(2);
    expect(reading.notes.map(({ code }) => code)).toContain('several_infos');
  });

  it('an end is derived from our table, and the table is configuration', () => {
    const alert = alertOf({ sent: '2026-07-12T16:15:00+08:00' });
    expect(readExpiry(alert).expiresAtMs - Date.parse(alert.sent)).toBe(12 * 3_600_000);
    const table = { ...DEFAULT_EXPIRY, hours: new Map([['暴雨', 3]]) };
    expect(readExpiry(alert, table)).toEqual({ expiresAtMs: Date.parse('2026-07-12T19:15:00+08:00'), from: 'derived' });
    expect(readExpiry(alertOf({ msgType: 'Cancel', references: 'a,b,2026-07-12T16:00:00+08:00' })).from).toBe(
      'derived',
    );
  });
});
