import { indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Call, FactRecord, Report } from '@sitong/shared/pillars/release/state.ts';
import { COUNTY_SEED, FENGYUAN, SHANHUA } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { callBoard, notUnderstoodCalls, unansweredCalls } from './call-board.ts';
import { callClocks } from './call-clocks.ts';
import { isChosen, reachOf, toggled } from './recipients.ts';
import { changedFigures, clockLines, clockTone } from './report-lines.ts';

const county = indexCounty(COUNTY_SEED);
const practice = DEFAULT_PRACTICE;
const practiceAt = () => practice;
const t0 = Date.parse('2026-07-18T12:38:12Z');
const at = (s: number): string => toTimestamp(t0 + s * 1000);

function fact(s: number, over: Partial<FactRecord> = {}): FactRecord {
  return {
    at: at(s),
    by: 'p',
    via: 'voice',
    simulated: false,
    text: undefined,
    moved: undefined,
    remaining: undefined,
    ...over,
  };
}

function call(id: string, over: Partial<Call> = {}): Call {
  return {
    id,
    warningId: 'w',
    incidentId: undefined,
    person: `p-${id}`,
    duty: 'grid_worker',
    place: SHANHUA,
    deputy: undefined,
    superior: undefined,
    openedAt: at(0),
    attempts: [],
    facts: {},
    escalated: [],
    division: SHANHUA,
    audience: [],
    ...over,
  };
}

const tries = (...seconds: number[]): Call['attempts'] =>
  seconds.map((s, i) => ({ n: i + 1, at: at(s), to: 'p', simulated: true }));

describe('the call board', () => {
  it('shows both people full, one half, and a red cross for one who was tried twice in vain', () => {
    const board = callBoard(
      [
        call('a', { facts: { delivered: fact(3), answered: fact(9) } }),
        call('b', { facts: { delivered: fact(4) }, attempts: tries(0, 100) }),
      ],
      county,
      practiceAt,
      t0 + 120_000,
    );
    const row = board.towns[0]?.villages[0];
    expect(row?.cells).toEqual({
      delivered: 'full',
      answered: 'failed',
      understood: 'empty',
      acting: 'empty',
      done: 'empty',
    });
    expect(row?.standing).toMatchObject({ kind: 'unanswered', attempts: 2 });
    expect(board.people).toMatchObject({ called: 2, delivered: 2, answered: 1 });
  });

  it('puts trouble first and the finished last', () => {
    const villages = county.below(FENGYUAN).map(({ code }) => code);
    const [one = '', two = ''] = villages;
    const board = callBoard(
      [
        call('a', { place: one, facts: { answered: fact(5), understood: fact(20), done: fact(60) } }),
        call('b', { place: two, facts: { answered: fact(5) } }),
      ],
      county,
      practiceAt,
      t0 + 60_000,
    );
    expect(board.towns[0]?.villages.map(({ id }) => id)).toEqual([two, one]);
    expect(board.towns[0]).toMatchObject({ done: 1, acting: 1, unanswered: 0 });
  });

  it('a fact implies no other: acting without 复述 is neither mute nor unanswered', () => {
    const acted = call('a', {
      facts: { acting: fact(60, { text: '巡查', remaining: 55 }) },
      attempts: tries(0, 100, 200),
    });
    expect(unansweredCalls([acted], practiceAt, t0 + 900_000)).toEqual([]);
    expect(notUnderstoodCalls([acted], practiceAt)).toEqual([]);
    const board = callBoard([acted], county, practiceAt, t0 + 900_000);
    expect(board.towns[0]?.villages[0]?.standing).toEqual({ kind: 'remaining', people: 55 });
  });

  it('counts down two minutes from the answer to 复述', () => {
    const [waiting] = notUnderstoodCalls([call('a', { facts: { answered: fact(30) } })], practiceAt);
    expect(waiting?.dueMs).toBe(t0 + 150_000);
  });
});

describe('the five clocks', () => {
  it('are met when the last one is, and tell how long it took', () => {
    const calls = [
      call('a', { attempts: tries(5), facts: { answered: fact(30), acting: fact(600) } }),
      call('b', { attempts: tries(160, 170, 295) }),
    ];
    const board = callBoard(calls, county, practiceAt, t0 + 700_000);
    const clocks = callClocks(calls, board, t0, county, practice);
    expect(clocks.map(({ id, got, of, tookMs }) => [id, got, of, tookMs])).toEqual([
      ['first', 2, 2, 160_000],
      ['tries', 2, 2, 295_000],
      ['villages', 1, 1, 30_000],
      ['households', county.divisions.get(SHANHUA)?.households, county.divisions.get(SHANHUA)?.households, 600_000],
      ['acting', 1, 1, 600_000],
    ]);
  });
});

describe('whom an area reaches', () => {
  it('takes one village out of a chosen town and keeps the others', () => {
    const left = toggled(SHANHUA, [FENGYUAN], county);
    expect(isChosen(SHANHUA, left)).toBe(false);
    expect(left.length).toBe(county.below(FENGYUAN).length - 1);
    expect(toggled(FENGYUAN, [SHANHUA], county)).toEqual([FENGYUAN]);
    expect(toggled(FENGYUAN, [FENGYUAN], county)).toEqual([]);
  });

  it('counts each person once, and names villages nobody answers for', () => {
    const reach = reachOf({ divisions: [FENGYUAN], rings: [], areaText: '' }, county);
    const persons = new Set(county.responsibleFor([FENGYUAN]).map(({ person }) => person));
    expect(reach.people).toBe(persons.size);
    expect(reach.villages).toBe(county.below(FENGYUAN).length);
    for (const code of reach.uncovered)
      expect(county.data.responsibilities.some((row) => row.division === code)).toBe(false);
  });
});

describe('report clocks', () => {
  const fields = {
    title: 't',
    place: '',
    hazard: 'flood' as const,
    process: '',
    actions: '',
    requests: '',
    asOf: at(0),
  };
  const report: Report = {
    id: 'r',
    number: 1,
    incidentId: 'i',
    kind: 'first',
    fields,
    status: 'draft',
    draftedBy: 'system',
    draftedAt: at(0),
    authors: [],
    receivedAt: at(0),
    phoneDueAt: at(1800),
    writtenDueAt: at(3600),
    phoned: undefined,
    checked: undefined,
    signature: undefined,
    countersignMissed: 'no',
    sent: undefined,
    receipt: undefined,
    returned: undefined,
    missed: [],
    division: SHANHUA,
    audience: [],
  };

  it('are calm, amber from a half, red from four fifths, and stay when over', () => {
    const [phone] = clockLines([report]).open;
    if (phone === undefined) throw new Error('no clock');
    expect(
      [0, 899, 900, 1439, 1440, 1799, 1800, 9999].map((s) => clockTone(phone, t0 + s * 1000, practice.report)),
    ).toEqual(['calm', 'calm', 'half', 'half', 'late_soon', 'late_soon', 'over', 'over']);
  });

  it('a figure that becomes known, changes or becomes unknown is a change', () => {
    expect(changedFigures({ ...fields, dead: 0, injured: 1 }, { ...fields, injured: 2, missing: 1 })).toEqual([
      'dead',
      'missing',
      'injured',
    ]);
    expect(changedFigures(fields, undefined)).toEqual([]);
  });
});
