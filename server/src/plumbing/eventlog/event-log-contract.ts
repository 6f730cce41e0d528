import { LIVE_CLOCK } from '@sitong/shared/kernel/time.ts';
import { describe, expect, it } from 'vitest';
import { InvalidCommandError, UnknownWorldError } from './errors.ts';
import type { EventLog, HeadMoved } from './event-log.ts';
import { tail } from './tail.ts';
import { AT, appendMany, appendOne, batch, command, drillWorld, event, id } from './testing.ts';

/** Rules of the event log; every implementation is held to them. `make` gives an empty log. */
export function eventLogContract(name: string, make: () => Promise<EventLog>): void {
  describe(`event log contract: ${name}`, () => {
    describe('append', () => {
      it('[LOG-1] numbers events from 1 without gaps and versions each stream from 1', async () => {
        const log = await make();
        const first = await appendOne(log, command([event('a/1'), event('b/1'), event('a/1')]));
        expect(first).toMatchObject({ kind: 'appended', fromSeq: 1, toSeq: 3 });
        const second = await appendOne(log, command([event('a/1')]));
        expect(second).toMatchObject({ kind: 'appended', fromSeq: 4, toSeq: 4 });
        const places = (await log.since('live', 0, 10)).map(({ seq, stream, version }) => [seq, stream, version]);
        expect(places).toEqual([
          [1, 'a/1', 1],
          [2, 'b/1', 1],
          [3, 'a/1', 2],
          [4, 'a/1', 3],
        ]);
      });

      it('[LOG-2] answers with the envelopes a reader will get', async () => {
        const log = await make();
        const body = {
          text: '大峪河 水位 2.4 m\n“危险”',
          nested: { list: [1, null, { deep: 'x' }] },
          dropped: undefined,
        };
        const full = event('note/1', body, { audience: ['team:t1', 'person:p9'], observedAt: '2026-07-11T19:04:00Z' });
        const one = command([full, event('note/2', 'just text'), event('note/3', null)], [], { causedBy: 7 });
        const outcome = await appendOne(log, one);
        expect(outcome.kind).toBe('appended');
        const read = await log.since('live', 0, 10);
        if (outcome.kind === 'appended') expect(read).toEqual(outcome.envelopes);
        expect(read[0]).toEqual({
          world: 'live',
          seq: 1,
          stream: 'note/1',
          version: 1,
          type: 'Noted',
          schema: 1,
          commandId: one.commandId,
          causedBy: 7,
          actor: { person: 'p-1', post: 'duty' },
          at: AT,
          recordedAt: AT,
          observedAt: '2026-07-12T03:04:00.000+08:00',
          division: '610525101000',
          audience: ['team:t1', 'person:p9'],
          body: { text: body.text, nested: body.nested },
        });
      });

      it('[LOG-3] keeps hostile text exactly: zero characters, lone surrogates, quotes, prototype keys', async () => {
        const log = await make();
        const body = JSON.parse(
          '{"a":"\\u0000","b":"\\ud800","c":"\\"\\\\{},","__proto__":{"x":1},"d":"\\u202e\\u2028"}',
        ) as unknown;
        await appendOne(log, command([event('note/1', body)], [], { result: { said: '\u0000\ud800' } }));
        expect(JSON.stringify((await log.since('live', 0, 1))[0]?.body)).toBe(JSON.stringify(body));
        expect(await log.verify('live')).toMatchObject({ kind: 'ok', checked: 1 });
      });

      it('[LOG-4] a retry with the same command id changes nothing and gets the first result', async () => {
        const log = await make();
        const one = command([event('a/1'), event('a/1')], [{ stream: 'a/1', version: 0 }], {
          result: { order: 'D-0001' },
        });
        await appendOne(log, one);
        await appendMany(log, 3);
        const again = await appendOne(log, { ...one, result: { order: 'D-0002' } });
        expect(again).toEqual({ kind: 'duplicate', commandId: one.commandId, result: { order: 'D-0001' }, seq: 2 });
        expect((await log.head('live')).seq).toBe(5);
      });

      it('[LOG-5] the same command twice in one batch counts once', async () => {
        const log = await make();
        const one = command([event('a/1')]);
        const outcomes = await log.append(batch([one, one]));
        expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'duplicate']);
        expect((await log.head('live')).seq).toBe(1);
      });

      it('[LOG-6] a command without events is remembered too', async () => {
        const log = await make();
        await appendMany(log, 2);
        const one = command([], [], { result: { refused: 'too_late' } });
        expect(await appendOne(log, one)).toMatchObject({ kind: 'appended', envelopes: [] });
        expect(await appendOne(log, one)).toMatchObject({ kind: 'duplicate', result: { refused: 'too_late' }, seq: 2 });
        expect((await log.head('live')).seq).toBe(2);
      });

      it('[LOG-7] refuses a command that read an older version, naming both', async () => {
        const log = await make();
        await appendMany(log, 2, 'team/7');
        const stale = command(
          [event('order/1')],
          [
            { stream: 'order/1', version: 0 },
            { stream: 'team/7', version: 1 },
          ],
        );
        const outcome = await appendOne(log, stale);
        expect(outcome).toEqual({
          kind: 'conflict',
          commandId: stale.commandId,
          stream: 'team/7',
          expected: 1,
          actual: 2,
        });
        const ahead = await appendOne(log, command([event('x/1')], [{ stream: 'x/1', version: 3 }]));
        expect(ahead).toMatchObject({ kind: 'conflict', expected: 3, actual: 0 });
        expect((await log.head('live')).seq).toBe(2);
      });

      it('[LOG-8] a refused command may come again with the same id', async () => {
        const log = await make();
        await appendMany(log, 1, 'team/7');
        const one = command([event('team/7')], [{ stream: 'team/7', version: 0 }]);
        expect(await appendOne(log, one)).toMatchObject({ kind: 'conflict' });
        const again = { ...one, expected: [{ stream: 'team/7', version: 1 }] };
        expect(await appendOne(log, again)).toMatchObject({ kind: 'appended', fromSeq: 2 });
      });

      it('[LOG-9] a conflict harms no other command of its batch, and later ones see earlier ones', async () => {
        const log = await make();
        const take = () => command([event('team/7'), event('log/1')], [{ stream: 'team/7', version: 0 }]);
        const after = command([event('team/7')], [{ stream: 'team/7', version: 1 }]);
        const outcomes = await log.append(batch([take(), after, take(), command([event('b/1')])]));
        expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'appended', 'conflict', 'appended']);
        expect(outcomes[1]).toMatchObject({ fromSeq: 3, toSeq: 3 });
        expect((await log.since('live', 0, 10)).map(({ stream }) => stream)).toEqual([
          'team/7',
          'log/1',
          'team/7',
          'b/1',
        ]);
        expect(await log.verify('live')).toMatchObject({ kind: 'ok', checked: 4 });
      });

      it('[LOG-27] what was decided on events that never came is a conflict, even where the version fits by chance', async () => {
        const log = await make();
        await appendOne(log, command([event('team/7')]));
        const first = command([event('team/7')], [{ stream: 'team/7', version: 0 }]);
        const onIt = command([event('order/1')], [{ stream: 'team/7', version: 1 }]);
        const outcomes = await log.append(batch([first, onIt, command([event('b/1')])]));
        expect(outcomes.map(({ kind }) => kind)).toEqual(['conflict', 'conflict', 'appended']);
        const repeated = command([event('team/8')], [{ stream: 'team/8', version: 0 }]);
        await appendOne(log, repeated);
        const onRepeat = command([event('order/2')], [{ stream: 'team/8', version: 1 }]);
        const again = await log.append(batch([repeated, onRepeat]));
        expect(again.map(({ kind }) => kind)).toEqual(['duplicate', 'conflict']);
      });

      it('[LOG-10] two appends that expect the same version: exactly one wins', async () => {
        const log = await make();
        for (let round = 0; round < 20; round += 1) {
          const rivals = Array.from({ length: 4 }, () =>
            command([event('team/7', { round })], [{ stream: 'team/7', version: round }]),
          );
          const outcomes = await Promise.all(rivals.map((rival) => appendOne(log, rival)));
          expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
          expect(outcomes.filter(({ kind }) => kind === 'conflict')).toHaveLength(3);
        }
        expect((await log.head('live')).seq).toBe(20);
      });

      it('[LOG-11] refuses what no log may hold, naming command and place, and appends nothing', async () => {
        const log = await make();
        const good = command([event('a/1')]);
        const cases: [string, ReturnType<typeof command>][] = [
          ['events[1].stream', command([event('a/1'), event('A b')])],
          ['events[0].division', command([event('a/1', {}, { division: '6105' })])],
          ['events[0].audience', command([event('a/1', {}, { audience: ['team:x,person:y' as `team:${string}`] })])],
          ['events[0].type', command([event('a/1', {}, { type: 'a\nb' })])],
          ['events[0].observedAt', command([event('a/1', {}, { observedAt: 'yesterday' })])],
          ['events[0].body', command([event('a/1', 'x'.repeat(1_000_001))])],
          ['at', command([], [], { at: '' })],
          ['commandId', command([], [], { commandId: '1' })],
        ];
        for (const [path, bad] of cases) {
          const attempt = log.append(batch([good, bad]));
          await expect(attempt, path).rejects.toThrow(InvalidCommandError);
          await expect(attempt, path).rejects.toMatchObject({ commandId: bad.commandId, path });
        }
        expect((await log.head('live')).seq).toBe(0);
      });

      it('[LOG-12] an empty batch is nothing', async () => {
        const log = await make();
        expect(await log.append(batch([]))).toEqual([]);
      });
    });

    describe('worlds', () => {
      it('[LOG-13] each world has its own numbers, streams, commands and chain', async () => {
        const log = await make();
        await log.createWorld(drillWorld('drill-0001'));
        await log.createWorld({ ...drillWorld('drill-0001'), title: 'again' });
        const one = command([event('a/1')], [{ stream: 'a/1', version: 0 }]);
        await appendOne(log, one);
        expect(await appendOne(log, one, 'drill-0001')).toMatchObject({ kind: 'appended', fromSeq: 1 });
        const heads = [await log.head('live'), await log.head('drill-0001')];
        expect(heads.map(({ seq }) => seq)).toEqual([1, 1]);
        expect(heads[0]?.hash).not.toBe(heads[1]?.hash);
        const worlds = await log.worlds();
        expect(worlds.map(({ id: world, kind, title, headSeq }) => [world, kind, title, headSeq])).toEqual([
          ['live', 'live', '实战', 1],
          ['drill-0001', 'drill', '演练', 1],
        ]);
        expect(worlds[0]?.clock).toEqual(LIVE_CLOCK);
      });

      it('[LOG-14] keeps a changed clock and a closed world', async () => {
        const log = await make();
        await log.createWorld(drillWorld('drill-0002'));
        const clock = { anchorWorldMs: 5, anchorServerMs: 6, speed: 60, running: 'paused' as const };
        await log.saveClock('drill-0002', clock);
        await log.closeWorld('drill-0002');
        expect((await log.worlds())[1]).toMatchObject({ clock, status: 'closed' });
      });

      it('[LOG-15] a world that does not exist is an error, never an empty log', async () => {
        const log = await make();
        const gone = 'drill-none';
        await expect(log.append(batch([command([event('a/1')])], gone))).rejects.toThrow(UnknownWorldError);
        await expect(log.since(gone, 0, 1)).rejects.toThrow(UnknownWorldError);
        await expect(log.head(gone)).rejects.toThrow(UnknownWorldError);
        await expect(log.verify(gone)).rejects.toThrow(UnknownWorldError);
        await expect(log.saveClock(gone, LIVE_CLOCK)).rejects.toThrow(UnknownWorldError);
      });
    });

    describe('reading', () => {
      it('[LOG-16] gives what comes after a number, in order, as much as asked for', async () => {
        const log = await make();
        await appendMany(log, 7);
        expect((await log.since('live', 2, 3)).map(({ seq }) => seq)).toEqual([3, 4, 5]);
        expect((await log.since('live', 5, 10)).map(({ seq }) => seq)).toEqual([6, 7]);
        expect(await log.since('live', 7, 10)).toEqual([]);
      });

      it('[LOG-17] gives one stream in order', async () => {
        const log = await make();
        await appendMany(log, 2, 'a/1');
        await appendMany(log, 1, 'b/1');
        await appendMany(log, 1, 'a/1');
        expect((await log.stream('live', 'a/1')).map(({ seq, version }) => [seq, version])).toEqual([
          [1, 1],
          [2, 2],
          [4, 3],
        ]);
        expect(await log.stream('live', 'c/1')).toEqual([]);
      });

      it('[LOG-18] a timeline holds the incident, what names it and all later events of those streams, newest first', async () => {
        const log = await make();
        const [incident, other] = [id(), id()];
        await appendOne(log, command([event(`incident/${incident}`), event(`incident/${other}`)]));
        await appendOne(log, command([event('order/1', { incidentId: incident }), event('note/1')]));
        await appendOne(log, command([event('order/1', { accepted: true }), event('team/1', { incidentId: other })]));
        await appendOne(log, command([event('team/1', { incidentId: incident })]));
        const page = async (before?: number) =>
          (
            await log.timeline({
              world: 'live',
              incidentId: incident,
              limit: 3,
              ...(before !== undefined && { before }),
            })
          ).map(({ seq }) => seq);
        expect(await page()).toEqual([7, 5, 3]);
        expect(await page(3)).toEqual([1]);
        expect(await page(1)).toEqual([]);
      });

      it('[LOG-75] a timeline holds the streams given with the incident too, each event once, in one order', async () => {
        const log = await make();
        const incident = id();
        await appendOne(log, command([event(`incident/${incident}`), event('response/1')]));
        await appendOne(log, command([event('response/2'), event('task/1', { incidentId: incident })]));
        await appendOne(log, command([event('response/1')]));
        const streams = ['response/1', 'task/1'];
        const page = (before?: number) =>
          log.timeline({
            world: 'live',
            incidentId: incident,
            streams,
            limit: 3,
            ...(before !== undefined && { before }),
          });
        expect((await page()).map(({ seq }) => seq)).toEqual([5, 4, 2]);
        expect((await page(2)).map(({ seq }) => seq)).toEqual([1]);
      });
    });

    describe('following', () => {
      it('[LOG-19] tells every subscriber of a moved head until it stops', async () => {
        const log = await make();
        const heard: HeadMoved[] = [];
        const { promise, resolve } = Promise.withResolvers<void>();
        const stop = log.subscribe((moved) => {
          heard.push(moved);
          if (moved.seq === 2) resolve();
        });
        await appendMany(log, 2);
        await promise;
        stop();
        await appendMany(log, 1);
        expect(heard.at(-1)).toEqual({ world: 'live', seq: 2 });
        expect(heard.map(({ seq }) => seq)).toEqual([...new Set(heard.map(({ seq }) => seq))].sort((a, b) => a - b));
      });

      it('[LOG-20] a tail gives what is there, then what comes, each once and in order, and ends when told', async () => {
        const log = await make();
        await log.createWorld(drillWorld('drill-0003'));
        await appendMany(log, 5);
        const end = new AbortController();
        const seen: number[] = [];
        const reading = (async () => {
          for await (const events of tail(log, 'live', 2, { signal: end.signal, limit: 2 })) {
            seen.push(...events.map(({ seq }) => seq));
            if (seen.at(-1) === 9) end.abort();
          }
        })();
        await appendMany(log, 2, 'x/1', 'drill-0003');
        await appendMany(log, 4);
        await reading;
        expect(seen).toEqual([3, 4, 5, 6, 7, 8, 9]);
      });

      it('[LOG-21] an idle tail ends when told', async () => {
        const log = await make();
        const end = new AbortController();
        const next = tail(log, 'live', 0, { signal: end.signal }).next();
        end.abort();
        expect(await next).toMatchObject({ done: true });
      });
    });

    describe('snapshots and checkpoints', () => {
      it('[LOG-22] loads the newest snapshot of the asked shape', async () => {
        const log = await make();
        await appendMany(log, 6);
        for (const seq of [2, 5, 3]) await log.saveSnapshot({ world: 'live', seq, schema: 1, state: { upTo: seq } });
        await log.saveSnapshot({ world: 'live', seq: 6, schema: 2, state: { other: true } });
        expect(await log.loadSnapshot('live', 1)).toEqual({ world: 'live', seq: 5, schema: 1, state: { upTo: 5 } });
        expect(await log.loadSnapshot('live', 3)).toBeUndefined();
      });

      it('[LOG-23] never keeps a snapshot ahead of the log', async () => {
        const log = await make();
        await appendMany(log, 1);
        await log.saveSnapshot({ world: 'live', seq: 2, schema: 1, state: {} });
        expect(await log.loadSnapshot('live', 1)).toBeUndefined();
      });

      it('[LOG-24] a checkpoint starts at 0 and never goes back', async () => {
        const log = await make();
        expect(await log.loadCheckpoint('alarms', 'live')).toBe(0);
        await log.saveCheckpoint('alarms', 'live', 8);
        await log.saveCheckpoint('alarms', 'live', 5);
        await log.saveCheckpoint('other', 'live', 3);
        expect(await log.loadCheckpoint('alarms', 'live')).toBe(8);
      });
    });

    describe('verify', () => {
      it('[LOG-25] finds an untouched log whole, an empty one too', async () => {
        const log = await make();
        expect(await log.verify('live')).toMatchObject({ kind: 'ok', checked: 0 });
        await appendMany(log, 12);
        expect(await log.verify('live')).toMatchObject({ kind: 'ok', checked: 12, head: await log.head('live') });
        expect(await log.verify('live', { from: 4, to: 9 })).toMatchObject({ kind: 'ok', checked: 6 });
      });

      it('[LOG-26] holds the log against heads exported earlier', async () => {
        const log = await make();
        await appendMany(log, 3);
        const earlier = await log.head('live');
        await appendMany(log, 3);
        expect(await log.verify('live', { heads: [earlier] })).toMatchObject({ kind: 'ok' });
        const forged = { ...earlier, hash: 'ab'.repeat(32) };
        expect(await log.verify('live', { heads: [forged] })).toMatchObject({ kind: 'bad', seq: 3, what: 'altered' });
        const longer = { ...earlier, seq: 9 };
        expect(await log.verify('live', { heads: [longer] })).toMatchObject({ kind: 'bad', seq: 7, what: 'truncated' });
      });
    });
  });
}
