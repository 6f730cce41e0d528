import { describe, expect, it } from 'vitest';
import { ApiError } from '../http/api.ts';
import { deliveryOfError, deliveryOfRefusal } from './deliver.ts';
import type { OutboxItem, OutboxPhoto } from './outbox-item.ts';
import { MOST_SETTLED, nextPhoto, outdated, readyItems, statusAfter, withoutPhoto } from './outbox-model.ts';

const item = (place: number, change: Partial<OutboxItem> = {}): OutboxItem => ({
  commandId: `c${place}`,
  place,
  person: 'p-team1',
  world: 'live',
  stream: 'order/a',
  haste: 'normal',
  by: 'person',
  intent: { type: 'ReadOrder', orderId: 'a' },
  photos: [],
  photosLost: 0,
  pressedAt: '2026-07-18T20:48:31+08:00',
  status: { kind: 'waiting' },
  kept: 'stored',
  ...change,
});
const photo = (place: number, change: Partial<OutboxPhoto> = {}): OutboxPhoto => ({
  id: `ph${place}`,
  place,
  person: 'p-team1',
  bytes: new ArrayBuffer(1),
  type: 'image/jpeg',
  pace: 'first',
  ...change,
});
const free = (): boolean => false;
const ids = (items: readonly OutboxItem[]): string[] => items.map(({ commandId }) => commandId);

describe('which acts may go', () => {
  it('lets only the oldest waiting act of each stream go', () => {
    const items = [item(2), item(1), item(3, { stream: 'order/b' })];
    expect(ids(readyItems(items, [], 'p-team1', free))).toEqual(['c1', 'c3']);
  });
  it('holds a stream while its oldest act is on its way', () => {
    expect(readyItems([item(1), item(2)], [], 'p-team1', (id) => id === 'c1')).toEqual([]);
  });
  it('lets an act go past a refused one of its own stream', () => {
    const refused = item(1, { status: { kind: 'refused', atMs: 0, refusal: { code: 'order_ended' } } });
    expect(ids(readyItems([refused, item(2)], [], 'p-team1', free))).toEqual(['c2']);
  });
  it('puts a call for help before everything older', () => {
    const items = [item(1), item(2, { stream: 'help/t', haste: 'urgent' })];
    expect(ids(readyItems(items, [], 'p-team1', free))).toEqual(['c2', 'c1']);
  });
  it('never sends what another person pressed', () => {
    expect(readyItems([item(1, { person: 'p-team2' })], [], 'p-team1', free)).toEqual([]);
  });
  it('sends photos before the words that name them, and the words when a photo proved slow', () => {
    const words = item(1, { photos: ['ph2'] });
    expect(readyItems([words], [photo(2)], 'p-team1', free)).toEqual([]);
    expect(ids(readyItems([words], [photo(2, { pace: 'slow' })], 'p-team1', free))).toEqual(['c1']);
    expect(ids(readyItems([words], [], 'p-team1', free))).toEqual(['c1']);
  });
  it('lets a call for help wait for no photo', () => {
    const words = item(1, { photos: ['ph2'], haste: 'urgent' });
    expect(ids(readyItems([words], [photo(2)], 'p-team1', free))).toEqual(['c1']);
  });
  it('lets a slow photo stand aside for the others', () => {
    expect(nextPhoto([photo(1, { pace: 'slow' }), photo(2)], 'p-team1')?.id).toBe('ph2');
  });
});

describe('what an answer makes of an act', () => {
  it('counts as told what the server already knew', () => {
    expect(statusAfter(deliveryOfRefusal({ code: 'already_accepted' }), 5)).toEqual({
      kind: 'sent',
      atMs: 5,
      how: 'already',
    });
  });
  it('keeps a refusal with its reason', () => {
    const refusal = { code: 'order_ended', facts: { status: 'withdrawn' } };
    expect(statusAfter(deliveryOfRefusal(refusal), 5)).toEqual({ kind: 'refused', atMs: 5, refusal });
  });
  it.each([
    [new ApiError(0, 'offline', 'no line'), 'no_line'],
    [new ApiError(401, 'not_signed_in', ''), 'signed_out'],
    [new ApiError(429, 'http_429', ''), 'later'],
    [new ApiError(503, 'unavailable', ''), 'later'],
    [new ApiError(404, 'world_unknown', ''), 'refused'],
    [new DOMException('too slow', 'TimeoutError'), 'slow'],
  ])('takes %s for %s', (error, kind) => {
    expect(deliveryOfError(error).kind).toBe(kind);
  });
  it('keeps a passing refusal waiting', () => {
    expect(statusAfter(deliveryOfRefusal({ code: 'overloaded' }), 5)).toBeUndefined();
  });
  it('takes a broken photo out of the words and says so', () => {
    const intent = { type: 'AddNote', incidentId: 'i', text: 'x', photos: ['a', 'b'] } as const;
    const left = withoutPhoto(item(1, { photos: ['a', 'b'], intent: { ...intent, photos: [...intent.photos] } }), 'a');
    expect(left.photos).toEqual(['b']);
    expect(left.photosLost).toBe(1);
    expect(left.intent).toMatchObject({ photos: ['b'] });
  });
});

describe('what stays on the list', () => {
  it('keeps what is waiting or refused however old, and the newest of what was sent', () => {
    const sent = Array.from({ length: MOST_SETTLED + 5 }, (_, i) =>
      item(i + 1, { status: { kind: 'sent', atMs: 0, how: 'applied' } }),
    );
    const kept = [item(900), item(901, { status: { kind: 'refused', atMs: 0, refusal: { code: 'x' } } })];
    expect(ids(outdated([...sent, ...kept], 1)).sort()).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
    expect(outdated(kept, 1e15)).toEqual([]);
  });
});
