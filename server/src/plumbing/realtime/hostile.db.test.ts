import { once } from 'node:events';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { Screen } from '../../testing/screen.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { CROWD } from './crowd.ts';
import { dutyLog } from './intents.testing.ts';

const test = await buildTestApp();
const opened: Screen[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

async function screenOf(username: string, reconnects = false): Promise<Screen> {
  const one = new Screen({ url: test.url, token: await test.session(username), reconnects });
  opened.push(one);
  return one;
}

const world = () => {
  const open = test.app.services.worlds.get('live');
  if (open === undefined) throw new Error('no live world');
  return open;
};

/** A WebSocket that speaks Engine.IO and Socket.IO by hand, so that it can speak them wrongly. */
async function rawSocket(): Promise<WebSocket> {
  const raw = new WebSocket(`${test.url.replace('http', 'ws')}/live/?EIO=4&transport=websocket`);
  await once(raw, 'message');
  raw.send(`40/live,${JSON.stringify({ token: await test.session('duty') })}`);
  await once(raw, 'message');
  return raw;
}

/** The server still serves: over HTTP, to others on the line, and to a newcomer. */
async function lives(other: Screen): Promise<void> {
  expect((await fetch(`${test.url}/readyz`)).status).toBe(200);
  expect(await other.send(dutyLog('still here'))).toMatchObject({ ok: true });
  const newcomer = await (await screenOf('leader')).open();
  expect(newcomer.replica.seq).not.toBeNull();
  newcomer.close();
}

describe('hostile messages', () => {
  it('ends the line of who sends more than 100 KB at once, and lives on', async () => {
    const other = await (await screenOf('duty')).open();
    const big = await (await screenOf('leader')).open();
    big.socket.emit('intent', { commandId: newId(), intent: dutyLog('x'.repeat(200_000)) });
    await big.until(() => !big.socket.connected);
    expect(other.socket.connected).toBe(true);
    await lives(other);
  });

  it('lives on after every kind of broken frame', async () => {
    const other = await (await screenOf('duty')).open();
    const frames: (string | Buffer)[] = [
      '42/live,["hello"',
      '42/live,{}',
      '42/live,[]',
      '42/live,[null]',
      '42/live,[["hello"],{}]',
      '42/live,["__proto__",{"__proto__":{"admin":true}}]',
      '42/live,["constructor",{}]',
      '42/live,["disconnect","x"]',
      '42/live,["connection",{}]',
      '42/live,["error",{}]',
      '42/live,999999999999999999999["intent",{}]',
      '42/nowhere,["hello",{}]',
      '451-/live,["hello",{"_placeholder":true,"num":0}]',
      '4599-/live,["hello",{"_placeholder":true,"num":7}]',
      '43/live,1["never asked"]',
      '44/live,{"message":"x"}',
      '49/live,',
      '7',
      '',
      `42/live,["hello",${'['.repeat(20_000)}${']'.repeat(20_000)}]`,
      `42/live,["shown",{"seq":1e309}]`,
      '42/live,["position",{"lon":1e309,"lat":"x"}]',
      '42/live,["attention",{"positions":{"toString":1}}]',
      Buffer.from([1, 2, 3]),
      Buffer.alloc(50_000, 255),
    ];
    for (const frame of frames) {
      const raw = await rawSocket();
      raw.on('error', () => undefined);
      raw.send(frame);
      raw.send('2');
      await Promise.race([once(raw, 'close'), once(raw, 'message')]);
      raw.terminate();
    }
    await lives(other);
    expect(test.errors).toEqual([]);
  });

  it('names the field of an intent it cannot read, and answers each', async () => {
    const screen = await (await screenOf('duty')).open();
    const Answer = z.object({ ok: z.literal(false), refused: z.object({ code: z.string() }) });
    for (const message of [
      undefined,
      null,
      [],
      { commandId: 'x', intent: dutyLog('x') },
      { commandId: newId(), intent: { type: 'Nope' } },
      { commandId: newId(), intent: { type: 'EnterDutyLog', text: '' } },
      { commandId: newId(), intent: { type: 'EnterDutyLog', text: 'x'.repeat(2001) } },
    ]) {
      const answer = Answer.parse(await screen.socket.timeout(3000).emitWithAck('intent', message));
      expect(answer.refused.code).toBe('bad_intent');
    }
    screen.socket.emit('intent', { commandId: newId(), intent: dutyLog('nobody waits for this answer') });
    await lives(screen);
  });

  it('refuses a text the database cannot hold, and takes every other one', async () => {
    const screen = await (await screenOf('duty')).open();
    for (const text of ['a\u0000b', '\ud800 half a pair', '\u202e reversed', '=1+1', "'; DROP TABLE events; --"]) {
      const answer = await screen.send(dutyLog(text));
      // Taken or refused, but settled, and the next one goes through.
      expect([text, typeof answer.ok]).toEqual([text, 'boolean']);
    }
    await lives(screen);
  });

  it('tells a too fast sender so, answers each of its intents, and others go on', async () => {
    const fast = await (await screenOf('leader')).open();
    const other = await (await screenOf('duty')).open();
    const answers = await Promise.all(Array.from({ length: 150 }, (_, n) => fast.send(dutyLog(`fast ${n}`))));
    const taken = answers.filter((answer) => answer.ok).length;
    const refused = answers.filter((answer) => !answer.ok && answer.refused.code === 'too_fast').length;
    expect(taken + refused).toBe(150);
    expect(taken).toBeGreaterThanOrEqual(50);
    expect(refused).toBeGreaterThan(50);
    for (let n = 0; n < 100; n++) fast.socket.emit('shown', { seq: 1 });
    await fast.until(() => fast.refusals.includes('too_fast'));
    await lives(other);
  });

  it('a poll from another page is turned away like a socket, named by its origin or by how near the page is', async () => {
    const poll = (headers: Record<string, string>) =>
      fetch(`${test.url}/live/?EIO=4&transport=polling`, { headers }).then(({ status }) => status);
    expect(await poll({ origin: 'https://evil.example' })).toBe(403);
    expect(await poll({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await poll({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await poll({})).toBe(200);
  });
});

describe('a crowd', () => {
  /** As the trusted proxy in front tells it. */
  const from = (address: string, token: string) =>
    new Promise<WebSocket>((resolve, reject) => {
      const raw = new WebSocket(`${test.url.replace('http', 'ws')}/live/?EIO=4&transport=websocket`, {
        headers: { 'x-forwarded-for': address },
      });
      raw.once('error', reject);
      raw.once('message', () => {
        raw.send(`40/live,${JSON.stringify({ token })}`);
        raw.once('message', () => resolve(raw));
      });
    });

  it('of lines of one person has an end, and others still come in', async () => {
    const token = await test.session('town');
    const lines: WebSocket[] = [];
    for (let n = 0; n < CROWD.socketsOfPerson; n++) lines.push(await from('10.9.0.1', token));
    const over = await from('10.9.0.2', token);
    if (over.readyState !== WebSocket.CLOSED) await once(over, 'close');
    const other = await (await screenOf('duty')).open();
    expect(other.replica.seq).not.toBeNull();
    lines[0]?.close();
    await expect.poll(() => test.app.gateway.sockets).toBe(CROWD.socketsOfPerson);
    const again = await from('10.9.0.1', token);
    expect(again.readyState).toBe(WebSocket.OPEN);
    for (const line of [...lines, again]) line.terminate();
  });

  it('of handshakes from one address is turned away before a session is looked up', async () => {
    const ask = async (address: string): Promise<number> => {
      const answer = await fetch(`${test.url}/live/?EIO=4&transport=polling`, {
        headers: { 'x-forwarded-for': address },
      });
      await answer.arrayBuffer();
      return answer.status;
    };
    const codes: number[] = [];
    for (let n = 0; n < CROWD.handshakesAtOnce + 200 && codes.at(-1) !== 403; n += 20)
      codes.push(...(await Promise.all(Array.from({ length: 20 }, () => ask('10.9.0.7')))).sort());
    expect(codes.at(-1)).toBe(403);
    expect(await ask('10.9.0.8')).toBe(200);
  });
});

describe('a reader that stops reading', () => {
  it('is cut off while others go on, and comes back complete by sequence', async () => {
    const frozen = await (await screenOf('commander', true)).open({ positions: 'on' });
    const other = await (await screenOf('duty')).open();
    const before = test.app.gateway.sockets;
    const wire = z
      .object({ transport: z.object({ ws: z.custom<WebSocket>((value) => value !== undefined) }) })
      .parse(frozen.socket.io.engine).transport.ws;
    wire.pause();
    let written = 0;
    // Until the pipe between the two is full, which the system's buffers decide.
    while (test.app.gateway.sockets === before && written < 20_000) {
      const batch = Array.from({ length: 250 }, () => world().submitSystem(newId(), dutyLog('满'.repeat(1900))));
      await Promise.all(batch);
      written += batch.length;
    }
    expect(test.app.gateway.sockets).toBe(before - 1);
    await other.reaches(world().runtime.seq);
    expect(other.faults).toEqual([]);
    wire.resume();
    await frozen.until(() => frozen.seq === world().runtime.seq, 20_000);
    expect(frozen.faults).toEqual([]);
    expect(frozen.replica.state).toEqual(other.replica.state);
  });
});
