import { EventBatchSchema, HeadSchema, IntentAnswerSchema, SnapshotPartSchema } from '@sitong/shared/protocol/down.ts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TerminalsSchema, TrackSchema } from '../outer-contract.ts';
import { freePort, Stranger, sample } from './stranger.ts';
import { frame, locationBody, TerminalWire } from './terminal-wire.ts';

const stranger = new Stranger();
let port = 0;
beforeAll(async () => {
  port = await freePort();
  await stranger.start({ JT808_PORT: String(port) });
  await stranger.makeTokens();
});
afterAll(() => stranger.leave());

const FrameSchema = z.object({
  name: z.string(),
  wireHex: z.string(),
  expected: z.looseObject({
    accept: z.boolean(),
    checksumOk: z.boolean().optional(),
    msgId: z.string(),
    terminal: z.string(),
    serial: z.number(),
    location: z
      .looseObject({
        fix: z.boolean(),
        lat: z.number(),
        lon: z.number(),
        speed_kmh: z.number(),
        course: z.number(),
        time: z.string(),
      })
      .optional()
      .catch(undefined),
  }),
});
const { frames } = z
  .object({ frames: z.array(FrameSchema) })
  .parse(JSON.parse(sample('jt808/fixtures/frames.json').toString()));
const bare = (number: string): string => number.replace(/^0+(?=.)/, '');

async function listed(number: string) {
  const { terminals } = TerminalsSchema.parse((await stranger.get('/api/terminals')).json);
  return terminals.find((one) => one.id === bare(number));
}
async function track(number: string) {
  return TrackSchema.parse((await stranger.get(`/api/positions?terminal=${number}`)).json).positions;
}

describe('TCP JT/T 808', () => {
  const good = frames.filter(
    ({ expected }) => expected.accept && expected.msgId === '0x0200' && expected.location?.fix === true,
  );

  it.each(good.map((one) => [one.name, one] as const))(
    '%s is answered, stored and listed as unknown',
    async (_name, { wireHex, expected }) => {
      const wire = await TerminalWire.dial(port);
      wire.send(wireHex);
      expect((await wire.next()).answers).toEqual({ serial: expected.serial, msgId: '0x0200', result: 0 });
      wire.close();
      const { lat, lon, speed_kmh, time } = expected.location ?? { lat: 0, lon: 0, speed_kmh: 0, time: '' };
      const at = (await track(expected.terminal)).find((one) => Date.parse(one.time) === Date.parse(time));
      expect(at).toMatchObject({ fix: 'valid', source: 'jt808', speedKmh: speed_kmh });
      expect(at?.lat).toBeCloseTo(lat, 6);
      expect(at?.lon).toBeCloseTo(lon, 6);
      expect(await listed(expected.terminal)).toMatchObject({ bound: false, fix: 'valid', source: 'jt808' });
    },
  );

  it('registration, authentication, heartbeat, position, batch: each answered by the standard', async () => {
    const phone = '013812345678';
    const wire = await TerminalWire.dial(port);
    const registration = Buffer.concat([
      Buffer.from([0, 61, 2, 13]),
      Buffer.from('MAKER'),
      Buffer.alloc(20),
      Buffer.from('T000001'),
      Buffer.from([2]),
      Buffer.from('AB1234'),
    ]);
    wire.send(frame(0x0100, phone, 1, registration));
    const registered = await wire.next();
    expect(registered.msgId).toBe('0x8100');
    expect(registered.body[2]).toBe(0);
    wire.send(frame(0x0102, phone, 2, registered.body.subarray(3)));
    expect((await wire.next()).answers).toEqual({ serial: 2, msgId: '0x0102', result: 0 });
    wire.send(frame(0x0002, phone, 3));
    expect((await wire.next()).answers).toEqual({ serial: 3, msgId: '0x0002', result: 0 });
    const now = Math.floor(Date.now() / 1000) * 1000;
    const body = locationBody({ lon: 109.93, lat: 35.19, speedKmh: 36.5, courseDeg: 90, ms: now });
    wire.send(frame(0x0200, phone, 4, body));
    expect((await wire.next()).answers).toEqual({ serial: 4, msgId: '0x0200', result: 0 });
    const old = locationBody({ lon: 109.8, lat: 35.1, speedKmh: 10, courseDeg: 0, ms: now - 7_200_000 });
    const length = Buffer.from([0, old.length]);
    wire.send(frame(0x0704, phone, 5, Buffer.concat([Buffer.from([0, 2, 1]), length, old, length, body])));
    expect((await wire.next()).answers).toEqual({ serial: 5, msgId: '0x0704', result: 0 });
    wire.close();
    expect(await listed(phone)).toMatchObject({ lon: 109.93, lat: 35.19, speedKmh: 36.5, courseDeg: 90, fix: 'valid' });
    expect(Date.parse((await listed(phone))?.time ?? '')).toBe(now);
    for (const name of [phone, bare(phone)]) expect((await track(name)).map(({ lat }) => lat)).toEqual([35.1, 35.19]);
  });

  it('a wrong checksum is not acted upon, and listed; the line goes on', async () => {
    const phone = '013812340000';
    const wire = await TerminalWire.dial(port);
    const right = frame(
      0x0200,
      phone,
      1,
      locationBody({ lon: 109.9, lat: 35.2, speedKmh: 1, courseDeg: 1, ms: Date.now() }),
    );
    const flipped = right.slice(0, 30) + (right[30] === '0' ? '1' : '0') + right.slice(31);
    wire.send(flipped);
    wire.send(frame(0x0002, phone, 2));
    expect((await wire.next()).answers).toMatchObject({ serial: 2, msgId: '0x0002' });
    wire.close();
    expect(await track(phone)).toEqual([]);
    const refused = z.object({ refused: z.array(z.looseObject({ code: z.string() })) });
    expect(refused.parse((await stranger.get('/api/ingest/refused?source=jt808')).json).refused[0]?.code).toBe(
      'checksum_wrong',
    );
  });

  it('frames whose checksum or length is wrong leave nothing behind', async () => {
    const wrong = frames.filter(({ expected }) => !expected.accept && expected.msgId === '0x0200');
    expect(wrong.length).toBeGreaterThan(5);
    const wire = await TerminalWire.dial(port);
    for (const { wireHex } of wrong) wire.send(wireHex);
    wire.send(frame(0x0002, '013812349999', 77));
    for (;;) {
      const { answers } = await wire.next();
      if (answers?.serial === 77 && answers.msgId === '0x0002') break;
      expect(answers?.result).not.toBe(0);
    }
    wire.close();
    for (const { expected } of wrong)
      expect([expected.terminal, await track(expected.terminal)]).toEqual([expected.terminal, []]);
  });

  it('takes frames glued together and torn apart', async () => {
    const { cases } = z
      .object({
        cases: z.array(z.object({ name: z.string(), chunks: z.array(z.string()), expectedFrames: z.number() })),
      })
      .parse(JSON.parse(sample('jt808/fixtures/streams.json').toString()));
    for (const { chunks, name } of cases.slice(0, 2)) {
      const wire = await TerminalWire.dial(port);
      for (const chunk of chunks) wire.send(chunk);
      expect([name, (await wire.next()).msgId]).toEqual([name, expect.stringMatching(/^0x8[01]00|0x8001$/)]);
      wire.close();
    }
  });
});

interface Told {
  name: string;
  args: unknown[];
}

/** A plain client as its documentation shows it: default transports, default parser. */
class PlainClient {
  readonly socket: Socket;
  readonly #told: Told[] = [];
  #waiting: (() => void)[] = [];

  constructor(cookie: string) {
    this.socket = io(`${stranger.url}/live`, {
      path: '/live',
      extraHeaders: { cookie },
      forceNew: true,
      reconnection: false,
    });
    this.socket.onAny((name: string, ...args: unknown[]) => this.#hear({ name, args }));
    for (const name of ['connect', 'connect_error', 'disconnect'] as const)
      this.socket.on(name, (...args: unknown[]) => this.#hear({ name, args }));
  }

  async next(name: string): Promise<unknown[]> {
    for (;;) {
      const at = this.#told.findIndex((one) => one.name === name);
      const [found] = at < 0 ? [] : this.#told.splice(at, 1);
      if (found !== undefined) return found.args;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  has(name: string): boolean {
    return this.#told.some((one) => one.name === name);
  }

  #hear(told: Told): void {
    this.#told.push(told);
    for (const go of this.#waiting.splice(0)) go();
  }
}

describe('Socket.IO namespace `/live`, path `/live`, with a plain client', () => {
  it('hello {world, since} brings a snapshot, a head, positions; an intent its answer and its event', async () => {
    const client = new PlainClient(await stranger.cookie('duty'));
    await client.next('connect');
    client.socket.emit('hello', { world: 'live', since: null });
    const [part] = await client.next('snapshot');
    const { text, of, mode, seq } = SnapshotPartSchema.parse(part);
    expect([of, mode]).toEqual([1, 'whole']);
    expect(Object.keys(z.looseObject({}).parse(JSON.parse(text)))).toEqual(
      expect.arrayContaining(['monitoring', 'rescue']),
    );
    expect(HeadSchema.parse((await client.next('head'))[0]).world).toBe('live');
    await stranger.get('/api/ingest/osmand?id=plain&lat=35.19&lon=109.93', stranger.ingest);
    await client.next('units');
    const [bytes] = await client.next('positions');
    expect(bytes).toBeInstanceOf(Uint8Array);
    const commandId = '0199d1a0-0000-7000-8000-000000000001';
    const intent = { type: 'EnterDutyLog', text: '外部测试' };
    const answer = IntentAnswerSchema.parse(
      await client.socket.timeout(10_000).emitWithAck('intent', { commandId, intent }),
    );
    expect(answer).toMatchObject({ ok: true });
    const [batch] = await client.next('events');
    expect(EventBatchSchema.parse(batch).events.map(({ commandId: by }) => by)).toContain(commandId);
    const bad = IntentAnswerSchema.parse(
      await client.socket.timeout(10_000).emitWithAck('intent', { commandId, intent: { type: 'Nonsense' } }),
    );
    expect(bad).toMatchObject({ ok: false, refused: { code: 'bad_intent' } });
    expect(client.socket.io.engine.transport.name).toBe('websocket');
    expect(client.has('disconnect')).toBe(false);
    client.socket.close();
    const again = new PlainClient(await stranger.cookie('duty'));
    await again.next('connect');
    again.socket.emit('hello', { world: 'live', since: seq });
    const [tail] = await again.next('tail');
    expect(EventBatchSchema.parse(tail).events.map(({ commandId: by }) => by)).toContain(commandId);
    again.socket.close();
  });

  it('nobody joins without a sign-in', async () => {
    const client = new PlainClient('sitong=ss_nothing');
    const [error] = await client.next('connect_error');
    expect(String(error)).toContain('not_signed_in');
    client.socket.close();
  });
});

describe('JT808_REQUIRE_AUTH=1', () => {
  it('a terminal that reports without registering is not accepted', async () => {
    await stranger.stop();
    await stranger.start({ JT808_PORT: String(port), JT808_REQUIRE_AUTH: '1' });
    const phone = '013811112222';
    const wire = await TerminalWire.dial(port);
    wire.send(
      frame(0x0200, phone, 1, locationBody({ lon: 109.9, lat: 35.2, speedKmh: 1, courseDeg: 1, ms: Date.now() })),
    );
    expect((await wire.next()).answers).toMatchObject({ serial: 1, msgId: '0x0200', result: 1 });
    wire.close();
    expect(await track(phone)).toEqual([]);
    expect(await listed(phone)).toBeUndefined();
    // What was heard before the restart is still listed, with its real age.
    expect(await listed('013812345678')).toMatchObject({ lon: 109.93, lat: 35.19 });
  });
});
