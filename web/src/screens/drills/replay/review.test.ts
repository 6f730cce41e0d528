import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { parseLogEvent } from '@sitong/shared/protocol/catalogue.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { knownIn } from './known.ts';
import { densityOf, marksOf, turningPoints } from './marks.ts';
import { METRICS, metricsOf } from './metrics.ts';
import { reviewText } from './review-file.ts';
import { viewersAt } from './seen.ts';
import { makeTape } from './tape.ts';

/** The recorded storm (web/visual), as its rows lie in the log. */
const RowSchema = z.object({
  world: z.string(),
  seq: z.number(),
  stream: z.string(),
  version: z.number(),
  type: z.string(),
  schema: z.number(),
  command_id: z.string(),
  actor: z.string(),
  at: z.string(),
  recorded_at: z.string(),
  division: z.string(),
  audience: z.array(z.string()),
  body: z.string(),
});
const RecordingSchema = z.object({ tables: z.array(z.object({ table: z.string(), rows: z.array(z.unknown()) })) });

const packed = readFileSync(new URL('../../../../visual/storm.json.gz', import.meta.url));
const { tables } = RecordingSchema.parse(JSON.parse(gunzipSync(packed).toString('utf8')));
const log = (tables.find(({ table }) => table === 'events')?.rows ?? [])
  .map((row) => RowSchema.parse(row))
  .sort((a, b) => a.seq - b.seq)
  .map(({ command_id, recorded_at, actor, body, at, ...row }) =>
    EnvelopeSchema.parse({
      ...row,
      commandId: command_id,
      actor: JSON.parse(actor),
      at: toTimestamp(Date.parse(at)),
      recordedAt: toTimestamp(Date.parse(recorded_at)),
      body: JSON.parse(body),
    }),
  );
const tape = makeTape(log);
const told = log.map((event) => parseLogEvent(event).event);

describe('the review of the recorded storm', () => {
  it('finds its turning points in the order they came', () => {
    const kinds = turningPoints(told).map(({ kind }) => kind);
    expect(kinds).toContain('incident');
    expect(kinds.filter((kind) => kind === 'first_order')).toHaveLength(1);
    expect(kinds.indexOf('incident')).toBeLessThan(kinds.indexOf('first_order'));
    expect(kinds).toContain('warning');
    expect(kinds).toContain('response');
  });

  it('puts each alarm raised, order saved and warning issued on a lane of its own', () => {
    const marks = marksOf(told);
    const count = (type: string): number => told.filter((event) => event.type === type).length;
    expect(marks.filter(({ lane }) => lane === 'alarms')).toHaveLength(count('AlarmRaised'));
    expect(marks.filter(({ look, lane }) => lane === 'warnings' && look.kind === 'level')).toHaveLength(
      count('WarningIssued'),
    );
  });

  it('counts every event into the density, once', () => {
    const times = log.map(({ at }) => Date.parse(at));
    const density = densityOf(times, tape.startMs, tape.endMs, 60);
    expect(density.reduce((sum, n) => sum + n, 0)).toBe(log.length);
  });

  it('measures nothing before it happened, and only against what had happened by then', () => {
    expect(metricsOf([], DEFAULT_PRACTICE).every(({ tookMs }) => tookMs === undefined)).toBe(true);
    const whole = metricsOf(told, DEFAULT_PRACTICE);
    expect(whole.map(({ id }) => id)).toEqual([...METRICS]);
    for (const { tookMs } of whole) expect(tookMs ?? 0).toBeGreaterThanOrEqual(0);
    const firstOrder = told.findIndex(({ type }) => type === 'OrderSaved');
    const before = metricsOf(told.slice(0, firstOrder), DEFAULT_PRACTICE);
    expect(before.find(({ id }) => id === 'firstOrder')?.tookMs).toBeUndefined();
    const after = metricsOf(told.slice(0, firstOrder + 1), DEFAULT_PRACTICE);
    expect(after.find(({ id }) => id === 'firstOrder')?.tookMs).toBeGreaterThan(0);
  });

  it('shows as gaps whom the log does not prove to have known', () => {
    const parties = knownIn(tape.stateAfter(log.length));
    const items = parties.flatMap((party) => party.items);
    for (const item of items) {
      if (item.about === 'alarm') expect(item.standing).toBe(item.alarm.acked === undefined ? 'gap' : 'knows');
      if (item.about === 'call') expect(item.call.facts.answered).toBeUndefined();
      if (item.about === 'order' && item.standing === 'told') {
        expect(item.order.steps.delivered).toBeDefined();
        expect(item.order.steps.read).toBeUndefined();
      }
    }
    expect(items.some(({ standing }) => standing === 'gap')).toBe(true);
    expect(parties.map(({ id }) => id)).toContain('villages');
  });
});

describe('who had seen what', () => {
  const DUTY = { username: 'duty', name: '王晓燕', roles: ['duty_officer' as const] };

  it('turns what the server clock said into time of the drill, however fast it ran or long it stood', () => {
    for (const event of log.filter((_, i) => i % 37 === 0)) {
      const atMs = tape.worldMsAt(Date.parse(event.recordedAt));
      // The clock is set between two events at the earliest: within what one second of the machine was worth.
      expect(Math.abs(atMs - Date.parse(event.at))).toBeLessThan(60_000);
    }
    expect(tape.worldMsAt(Date.parse(log[0]?.recordedAt ?? '') - 3_600_000)).toBe(tape.startMs);
    expect(tape.worldMsAt(Date.parse(log.at(-1)?.recordedAt ?? '') + 3_600_000)).toBeGreaterThanOrEqual(tape.endMs);
  });

  it('sets those who had not seen it by this moment before those who had, and nobody before it happened', () => {
    const raised = log.find(({ type }) => type === 'AlarmRaised');
    const later = log.find(({ seq }) => seq === (raised?.seq ?? 0) + 200);
    const eventMs = Date.parse(raised?.at ?? '');
    const people = [
      { ...DUTY, seenAt: raised?.recordedAt ?? '' },
      { username: 'town', name: '赵志强', roles: [], seenAt: later?.recordedAt ?? '' },
      { username: 'village', name: '王建民', roles: [], seenAt: null },
    ];
    const viewers = viewersAt(people, tape, eventMs, eventMs + 1000);
    expect(viewers.map(({ username, sight }) => `${username} ${sight}`)).toEqual([
      'village never',
      'town later',
      'duty seen',
    ]);
    expect(viewers.at(-1)?.seenMs).toBeGreaterThanOrEqual(eventMs);
    expect(viewersAt(people, tape, eventMs, tape.endMs).map(({ sight }) => sight)).toEqual(['never', 'seen', 'seen']);
  });
});

describe('the file of measures', () => {
  it('keeps numbers numbers, and runs nothing a person typed as a formula', () => {
    expect(
      reviewText([
        ['演练', '=1+1'],
        ['首条指令', 38, 60, '达标'],
      ]),
    ).toBe(`"演练","'=1+1"\r\n"首条指令",38,60,"达标"`);
  });
});
