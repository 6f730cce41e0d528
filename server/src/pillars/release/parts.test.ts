import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import { placesOf, unitsIn } from '@sitong/shared/pillars/release/area.ts';
import type { DomainEvent } from '@sitong/shared/protocol/catalogue.ts';
import { COUNTY, FENGYUAN, LUOCHENG, SHANHUA, seatOf, TINY_COUNTY, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { FLOOD } from './given-release.ts';
import { nextSecond, senderCode, warningIdentifier } from './identifier.ts';
import { releaseReactions } from './reactions.ts';
import { recipientsOf } from './recipients.ts';

function squareAt(lon: number, lat: number, half: number): [number, number][] {
  return [
    [lon - half, lat - half],
    [lon + half, lat - half],
    [lon + half, lat + half],
    [lon - half, lat + half],
    [lon - half, lat - half],
  ];
}

describe('places of a warning', () => {
  it('[REL-12] a village inside a named town is not listed again', () => {
    expect(placesOf({ divisions: [SHANHUA, FENGYUAN], rings: [], areaText: '' }, TINY_COUNTY)).toEqual([FENGYUAN]);
  });

  it('[REL-12] a drawn area takes every village it touches, by seat or by edge', () => {
    const { lon, lat } = seatOf(SHANHUA);
    const over = (rings: [number, number][][]) => placesOf({ divisions: [], rings, areaText: '' }, TINY_COUNTY);
    expect(over([squareAt(lon, lat, 0.001)])).toEqual([SHANHUA]);
    expect(over([squareAt(lon + 0.0055, lat + 0.0055, 0.001)])).toEqual([SHANHUA]);
    expect(over([squareAt(lon + 0.02, lat + 0.02, 0.001)])).toEqual([]);
    expect(over([squareAt(lon, lat, 0.001), squareAt(seatOf(LUOCHENG).lon, seatOf(LUOCHENG).lat, 0.001)])).toEqual([
      SHANHUA,
      LUOCHENG,
    ]);
  });

  it('[REL-12] units are widest first, so that the limit drops villages before towns', () => {
    const units = unitsIn([COUNTY], TINY_COUNTY);
    expect(units.slice(0, 3)).toEqual([COUNTY, FENGYUAN, WANGZHUANG]);
    expect(units).toHaveLength(7);
  });

  it('[REL-11] a person with two duties is called once, for the wider place', () => {
    const rows = recipientsOf([FENGYUAN], TINY_COUNTY);
    expect(new Set(rows.map((row) => row.person)).size).toBe(rows.length);
    expect(rows.find((row) => row.person === 'p-vice')?.division).toBe(COUNTY);
  });
});

describe('identifiers', () => {
  it('[REL-9] are 14 digits, underscore, local time', () => {
    expect(senderCode(COUNTY, DEFAULT_PRACTICE.warning.senderSuffix)).toMatch(/^610525\d{8}$/);
    expect(senderCode(COUNTY, '41600000')).toBe('61052541600000');
    expect(warningIdentifier('61052541600000', Date.parse('2026-07-12T16:15:00+08:00') / 1000)).toBe(
      '61052541600000_20260712161500',
    );
  });

  it('[REL-9] take the next second when the present one is taken, also when the clock went back', () => {
    expect(nextSecond(5500, undefined)).toBe(5);
    expect(nextSecond(5500, 5)).toBe(6);
    expect(nextSecond(5500, 9)).toBe(10);
  });
});

describe('reactions', () => {
  const incident = {
    world: 'live',
    seq: 9,
    stream: `incident/${FLOOD}`,
    version: 2,
    schema: 1,
    commandId: FLOOD,
    actor: { person: 'p-duty' },
    at: '2026-07-18T20:00:00+08:00',
    recordedAt: '2026-07-18T20:00:00+08:00',
    division: SHANHUA,
    audience: [],
  };

  it('[REL-25] a void incident lets its reports go; other events ask nothing', () => {
    const voided: DomainEvent = { ...incident, type: 'IncidentVoided', body: { incidentId: FLOOD, reason: '误报' } };
    expect(releaseReactions(voided)).toEqual([
      { name: 'archive-reports', intent: { type: 'ArchiveIncidentReports', incidentId: FLOOD } },
    ]);
    expect(releaseReactions({ ...incident, type: 'IncidentResponding', body: { incidentId: FLOOD } })).toEqual([]);
  });
});
