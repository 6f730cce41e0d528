import { CommandIntentSchema } from '@sitong/shared/pillars/command/intents.ts';
import { FENGYUAN, SHANHUA, TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { formOf, type IncidentForm, placeOf, problemsOf, reportOf, suggestedGrade, toldBy } from './form-model.ts';

const id = '0190a000-0000-7000-8000-000000000001';
const blank = formOf({ from: { kind: 'blank' } });
const filled: IncidentForm = { ...blank, hazard: 'flash_flood', division: SHANHUA };

describe('new incident', () => {
  it('needs a hazard and a place, and says which is missing', () => {
    expect(problemsOf(blank, TINY_COUNTY)).toEqual(['hazard', 'place']);
    expect(problemsOf(filled, TINY_COUNTY)).toEqual([]);
  });

  it('becomes an intent the protocol takes', () => {
    const intent = reportOf({ ...filled, figures: { trapped: 3 } }, TINY_COUNTY, id, '山洪 善化村');
    expect(CommandIntentSchema.safeParse(intent).success).toBe(true);
    expect(intent).toMatchObject({
      title: '山洪 善化村',
      source: { kind: 'duty' },
      figures: [{ figure: 'trapped', value: 3 }],
    });
  });

  it('grades by the known figures until somebody chooses', () => {
    expect(suggestedGrade({ ...filled, hazard: 'fire', figures: { dead: 3 } })).toBe(3);
    expect(reportOf({ ...filled, grade: 1 }, TINY_COUNTY, id, 'x')?.grade).toBe(1);
  });

  it('a figure nobody told is not sent as 0', () => {
    expect(reportOf(filled, TINY_COUNTY, id, 'x')?.figures).toEqual([]);
  });

  it('takes the point from coordinates and keeps the village as its name', () => {
    const seat = TINY_COUNTY.divisions.get(SHANHUA)?.seat;
    if (seat === undefined) throw new Error('the tiny county has this village');
    const read = placeOf({ ...filled, coordinates: `${seat.lat},${seat.lon}` }, TINY_COUNTY);
    expect(read).toMatchObject({
      kind: 'place',
      place: { by: 'coordinates', name: TINY_COUNTY.divisionName(SHANHUA) },
    });
  });

  it('a point picked on the map says so, and one outside keeps the village nearest to it', () => {
    const picked: IncidentForm = { ...filled, coordinates: '109.9, 33.2', pointBy: 'map' };
    expect(placeOf(picked, TINY_COUNTY)).toMatchObject({
      kind: 'place',
      place: { by: 'map', division: SHANHUA, point: { lon: 109.9, lat: 33.2 } },
    });
  });

  it('refuses what is no coordinate, and a point outside with no village named', () => {
    expect(problemsOf({ ...filled, coordinates: '善化桥头' }, TINY_COUNTY)).toEqual(['coordinates']);
    expect(problemsOf({ ...filled, division: null, coordinates: '2,100' }, TINY_COUNTY)).toEqual(['outside']);
  });

  it('a call that comes in front of an alarm takes nothing of the alarm with it, and what was typed stays', () => {
    const draft = { from: { kind: 'alarm' as const, alarmId: id }, hazard: 'flash_flood' as const, division: SHANHUA };
    const call = toldBy({ ...formOf(draft), text: '三人被困' }, 'phone', draft);
    expect(call).toMatchObject({ from: { kind: 'phone' }, hazard: null, division: null, text: '三人被困' });
    const typed = toldBy({ ...formOf(draft), division: FENGYUAN }, 'phone', draft);
    expect(typed).toMatchObject({ hazard: null, division: FENGYUAN });
    expect(toldBy(typed, 'alarm', draft)).toMatchObject({
      from: draft.from,
      hazard: 'flash_flood',
      division: FENGYUAN,
    });
  });

  it('a caller goes along only with a number that can be called back', () => {
    const call: IncidentForm = { ...filled, from: { kind: 'phone' }, division: FENGYUAN, callerName: '王建民' };
    expect(problemsOf({ ...call, callerPhone: '1234' }, TINY_COUNTY)).toEqual(['phone']);
    expect(reportOf(call, TINY_COUNTY, id, 'x')?.source).toEqual({ kind: 'phone' });
    expect(reportOf({ ...call, callerPhone: '13812345678' }, TINY_COUNTY, id, 'x')?.source).toEqual({
      kind: 'phone',
      caller: { name: '王建民', phone: '13812345678' },
    });
  });
});
