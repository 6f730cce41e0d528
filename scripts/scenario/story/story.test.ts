import { readDemoSeed } from '@sitong/server/app/demo.ts';
import { odds } from '@sitong/server/channels/simulated/odds.ts';
import { parseCap } from '@sitong/server/ingest/cap/parse-cap.ts';
import { parseReadings } from '@sitong/server/ingest/readings/parse-readings.ts';
import { SensorWatch } from '@sitong/server/pillars/monitoring/rules/sensor-watch.ts';
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { IntentSchema } from '@sitong/shared/protocol/intents.ts';
import { initialWorld } from '@sitong/shared/protocol/world-state.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Situation } from './beat.ts';
import { CREWS, SILENT_PEOPLE } from './crews.ts';
import { WARNINGS } from './officers-warn.ts';
import { type Story, stormStory } from './story.ts';

const START = '2026-07-18T19:30:00+08:00';
const { county: _code, households: _households, roads: _roads, ...rest } = await readDemoSeed();
const county = indexCounty({ county: _code, ...rest });
let story: Story;
beforeAll(() => {
  story = stormStory(county.data, { startAt: START, seed: 7, salt: 'test' });
});

const clockOf = (ms: number): string => toTimestamp(ms).slice(11, 19);

function rainOf(sensor: string, from: string, to: string): number {
  const [a, b] = [story.day.at(from), story.day.at(to)];
  const rows = story.readings.flatMap(({ rows }) => rows).filter((row) => row.sensor === sensor);
  const inside = rows.filter(({ observedAt }) => Date.parse(observedAt) > a && Date.parse(observedAt) <= b);
  return Number(inside.reduce((sum, { value }) => sum + value, 0).toFixed(1));
}

describe('readings of the storm', () => {
  it('pass the door: every row is taken, none measured after it arrived', () => {
    for (const { atMs, rows } of story.readings) {
      const { accepted, refused, notes } = parseReadings({ readings: rows }, atMs);
      expect(refused).toEqual([]);
      expect(notes).toEqual([]);
      expect(accepted).toHaveLength(rows.length);
      expect(Math.max(...accepted.map(({ observedAtMs }) => observedAtMs))).toBeLessThanOrEqual(atMs);
    }
  });

  it('come from every sensor of the county, at least as often as it is expected to speak', () => {
    const times = new Map<string, number[]>();
    for (const { atMs, rows } of story.readings.slice(1))
      for (const { sensor } of rows) times.set(sensor, [...(times.get(sensor) ?? []), atMs]);
    expect([...times.keys()].sort()).toEqual([...county.sensors.keys()].sort());
    for (const [sensor, at] of times) {
      const gaps = at.slice(1).map((ms, i) => (ms - (at[i] ?? 0)) / 1000);
      expect(Math.max(...gaps), sensor).toBeLessThanOrEqual(Math.max(60, county.sensors.get(sensor)?.cadenceS ?? 0));
    }
  });

  it('rain as the story tells: 112.4 mm in three hours at 贺家桥 by 20:45, and no rain that falls upwards', () => {
    expect(rainOf('s-rain-610525101206', '17:45', '20:45')).toBe(112.4);
    expect(rainOf('s-rain-610525102', '17:45', '20:45')).toBe(97.8);
    const rain = story.readings.flatMap(({ rows }) => rows).filter(({ quantity }) => quantity === 'rain');
    expect(Math.min(...rain.map(({ value }) => value))).toBe(0);
  });

  it('make the rules raise what the evening is about, when it is due, and nothing before the storm', () => {
    const watch = new SensorWatch({
      world: 'drill-test',
      sensor: (id) => county.sensors.get(id),
      outOfService: () => false,
    });
    const raised: { clock: string; sensor: string; label: string }[] = [];
    for (const { atMs, rows } of story.readings) {
      for (const reading of parseReadings({ readings: rows }, atMs).accepted) {
        for (const { intent } of watch.accept(reading, atMs).intents)
          if (intent.type === 'RaiseAlarm' && intent.cause.kind === 'threshold')
            raised.push({ clock: clockOf(atMs), sensor: intent.cause.sensor, label: intent.cause.label });
      }
    }
    const first = (sensor: string, label: string) =>
      raised.find((one) => one.sensor === sensor && one.label.startsWith(label))?.clock;
    expect(first('s-lvl-shanhua', '准备转移')).toMatch(/^20:1[0-9]/);
    expect(first('s-lvl-shanhua', '立即转移')).toBe('20:47:10');
    expect(first('s-lvl-luochengqiao', '水位快涨')).toBe('20:45:44');
    expect(first('s-slope-landslide-001', '位移黄色')).toMatch(/^20:3[0-3]/);
    // The two orange ones that wait, unacknowledged, in the busiest minutes.
    expect(first('s-slope-landslide-001', '位移橙色')).toMatch(/^20:45:[0-3]/);
    expect(first('s-rain-610525101206', '暴雨红色')).toBe('20:40:20');
    expect(raised.filter(({ clock }) => clock < '19:35')).toEqual([]);
    const sensors = new Set(raised.map(({ sensor }) => sensor));
    expect([...sensors].sort()).toEqual([
      's-lvl-luochengqiao',
      's-lvl-shanhua',
      's-rain-610525101',
      's-rain-610525101206',
      's-rain-610525101233',
      's-rain-610525102',
      's-slope-landslide-001',
    ]);
  });
});

describe('bulletins', () => {
  it('pass the door as exercises, each referring to the one before', () => {
    const alerts = story.bulletins.flatMap(({ xml }) => {
      const result = parseCap(new TextEncoder().encode(xml));
      if (!result.ok) throw new Error(JSON.stringify(result.errors));
      return result.alerts;
    });
    expect(alerts.map(({ status, msgType }) => `${status} ${msgType}`)).toEqual([
      'Exercise Alert',
      'Exercise Update',
      'Exercise Cancel',
    ]);
    expect(new Set(alerts.map(({ identifier }) => identifier)).size).toBe(3);
  });
});

describe('officers', () => {
  const situation = (): Situation => ({
    state: initialWorld,
    county,
    day: story.day,
    nowMs: story.day.startMs,
    id: (name) => derivedId('test', name),
  });

  it('send intents that fit their schemas, and each beat has a name of its own', () => {
    const names = story.beats.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const sent = story.beats.flatMap(({ intent }) => intent(situation()) ?? []);
    expect(sent.length).toBeGreaterThan(30);
    for (const intent of sent) expect(IntentSchema.safeParse(intent).error, intent.type).toBeUndefined();
  });

  it('name only people, teams and places of the county', () => {
    for (const { team } of CREWS) expect(county.teams.has(team), team).toBe(true);
    for (const person of SILENT_PEOPLE) expect(county.persons.has(person), person).toBe(true);
    for (const { divisions } of WARNINGS)
      for (const code of divisions) expect(county.divisions.has(code), code).toBe(true);
    for (const report of story.villageReports) {
      expect(county.divisions.has(report.intent.place.division)).toBe(true);
      expect(IntentSchema.safeParse({ ...report.intent, incidentId: derivedId('x') }).success).toBe(true);
    }
  });

  it('counts on no answer of those whom the simulated telephone never reaches', () => {
    for (const person of SILENT_PEOPLE) expect(odds(county.county, 'deaf', person), person).toBeLessThan(0.03);
  });

  it('never lets the one who drafts a warning check or sign it', () => {
    for (const { name, level } of WARNINGS) {
      const by = (step: string): string | undefined => story.beats.find((beat) => beat.name === `${name}-${step}`)?.as;
      expect(by('sign')).not.toBe(by('draft'));
      if (level <= 2) expect(by('check')).not.toBe(by('draft'));
    }
  });
});

it('is the same evening for the same seed, and moves along when it begins at another time', () => {
  const again = stormStory(county.data, { startAt: START, seed: 7, salt: 'test' });
  expect(again.readings).toEqual(story.readings);
  const later = stormStory(county.data, { startAt: '2026-08-01T09:00:00+08:00', seed: 7, salt: 'test' });
  expect(clockOf(later.day.at('20:47:32'))).toBe('10:17:32');
  expect(later.readings.length).toBe(story.readings.length);
});
