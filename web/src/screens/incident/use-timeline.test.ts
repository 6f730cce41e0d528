import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { describe, expect, it } from 'vitest';
import { mergeTimeline } from './use-timeline.ts';

const id = '01a200a0-2996-703d-9dff-a97bd48efad2';
const event = (seq: number, stream: string, body: object = {}): Envelope => ({
  world: 'live',
  seq,
  stream,
  version: 1,
  type: 'Any',
  schema: 1,
  commandId: id,
  actor: { person: 'p-duty' },
  at: '2026-07-18T20:20:00.000+08:00',
  recordedAt: '2026-07-18T20:20:00.000+08:00',
  division: '610525101233',
  audience: [],
  body,
});
const seqs = (pages: Envelope[], recent: Envelope[]): number[] =>
  mergeTimeline(pages, recent, id).map(({ seq }) => seq);

describe('stored pages and live events as one timeline', () => {
  it('holds each event once, newest first', () => {
    const stored = event(5, `incident/${id}`);
    expect(seqs([stored, event(3, `incident/${id}`)], [event(7, `incident/${id}`), stored])).toEqual([7, 5, 3]);
  });
  it('takes a stream from the moment it names the incident, and none that names another', () => {
    const recent = [
      event(9, 'order/a'),
      event(8, 'order/a', { incidentId: id }),
      event(7, 'order/b', { incidentId: 'x' }),
      event(6, 'order/b'),
    ];
    expect(seqs([], recent)).toEqual([9, 8]);
  });
  it('takes the response that covers the incident among others, and the tasks made under it', () => {
    const recent = [
      event(9, 'task/t'),
      event(8, 'task/t', { taskId: 't', responseId: 'r' }),
      event(7, 'response/r', { responseId: 'r', incidentIds: ['x', id] }),
      event(6, 'response/q', { responseId: 'q', incidentIds: ['x'] }),
      event(5, 'task/q', { taskId: 'q', responseId: 'q' }),
    ];
    expect(seqs([], recent)).toEqual([9, 8, 7]);
    expect(seqs([event(2, 'response/r')], recent.slice(0, 2))).toEqual([9, 8, 2]);
  });
  it('leaves what a team does later to the incident it does it for', () => {
    expect(seqs([event(4, 'team/t')], [event(6, 'team/t')])).toEqual([4]);
  });
});
