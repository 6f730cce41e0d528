import { newId } from '@sitong/shared/kernel/ids.ts';
import { DevicesSchema, WipeOrderSchema } from '@sitong/shared/protocol/device.ts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LiveClient } from '../../testing/live-client.ts';
import { type PhoneKey, phoneKey } from '../../testing/phone.ts';
import { buildTestApp, TestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
/** A second node on the same database. */
const other = new TestApp(test.database, test.config, Date.now);
beforeAll(() => other.start());
afterAll(() => other.stop());
const PASSWORD = 'pa55-test-only';
const ErrorSchema = z.object({ error: z.object({ code: z.string(), facts: z.unknown().optional() }) });
const NonceSchema = z.object({ nonce: z.string() });

type Headers = Readonly<Record<string, string>>;
const ask = (method: string, path: string, headers: Headers, body?: unknown, at: TestApp = test): Promise<Response> =>
  fetch(`${at.url}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const refusal = async (response: Response) => {
  const { code, facts } = ErrorSchema.parse(await response.json()).error;
  return { status: response.status, code, facts };
};

async function signIn(username: string): Promise<string> {
  await test.session(username);
  const answer = await ask('POST', '/api/session', {}, { username, password: PASSWORD });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

interface Phone extends PhoneKey {
  cookie: string;
  /** The word for the next proof. */
  nonce: string;
}

async function enrol(username: string, own: PhoneKey = phoneKey()): Promise<Phone> {
  const cookie = await signIn(username);
  const { nonce } = NonceSchema.parse(await (await ask('GET', '/api/session/device', { cookie })).json());
  const body = {
    key: own.key,
    label: 'Android 15 · Chrome/140',
    nonce,
    signature: own.sign('enrol', nonce, own.thumbprint),
  };
  expect((await ask('POST', '/api/session/device', { cookie }, body)).status).toBe(200);
  const facts = NonceSchema.parse((await refusal(await ask('GET', '/api/session', { cookie }))).facts);
  return { ...own, cookie, nonce: facts.nonce };
}

const proofOf = (phone: Phone, about: string): string => `${phone.nonce}.${phone.sign('proof', phone.nonce, about)}`;

/** A pass, as the page gets one; keeps the next nonce. */
async function pass(phone: Phone, waiting = '0.0', at: TestApp = test): Promise<string> {
  const headers = {
    cookie: phone.cookie,
    'x-sitong-proof': proofOf(phone, 'GET /api/session'),
    'x-sitong-waiting': waiting,
  };
  const answer = await ask('GET', '/api/session', headers, undefined, at);
  expect(answer.status).toBe(200);
  phone.nonce = answer.headers.get('x-sitong-nonce') ?? '';
  return answer.headers.get('x-sitong-pass') ?? '';
}

const note = { commandId: newId(), intent: { type: 'EnterDutyLog', text: '在岗' } };
const devicesOf = async (username: string) => {
  const answer = await test.get(`/api/accounts/${username}/devices`, await test.session('admin'));
  return DevicesSchema.parse(answer).devices;
};
const revoke = async (username: string, id: string, wipe: 'no' | 'yes'): Promise<number> =>
  (
    await test.fetch(`/api/accounts/${username}/devices/${id}/revoke`, await test.session('admin'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ wipe }),
    })
  ).status;
const audited = async (username: string): Promise<unknown[]> => {
  const answer = await test.get(`/api/audit?type=DeviceChanged&who=${username}`, await test.session('admin'));
  const Entries = z.object({ entries: z.array(z.object({ fact: z.object({ body: z.unknown() }) })) });
  return Entries.parse(answer)
    .entries.map(({ fact }) => fact.body)
    .reverse();
};

/** What the handshake of the live lane comes to. */
function handshake(cookie: string, auth: object): Promise<{ code: string; data: unknown }> {
  const socket: Socket = io(`${test.url}/live`, {
    path: '/live',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie },
    auth,
  });
  return new Promise((done) => {
    socket.on('connect', () => {
      socket.disconnect();
      done({ code: 'connected', data: undefined });
    });
    socket.on('connect_error', (error: Error & { data?: unknown }) => {
      socket.disconnect();
      done({ code: error.message, data: error.data });
    });
  });
}

describe('a session bound to a phone', () => {
  it('its cookie alone reads nothing, acts on nothing and joins no live lane', async () => {
    const phone = await enrol('team1');
    const stolen = { cookie: phone.cookie };
    for (const [method, path, body] of [
      ['GET', '/api/session', undefined],
      ['GET', '/api/incidents', undefined],
      ['POST', '/api/intents', note],
      ['PUT', '/api/session/password', { password: PASSWORD, next: 'Other-2026' }],
      ['GET', '/api/devices', undefined],
    ] as const)
      expect([path, await refusal(await ask(method, path, stolen, body))]).toMatchObject([
        path,
        { status: 401, code: 'proof_needed' },
      ]);
    expect(await handshake(phone.cookie, {})).toMatchObject({
      code: 'proof_needed',
      data: { nonce: expect.any(String) },
    });
    const held = await pass(phone);
    expect((await ask('GET', '/api/incidents', { ...stolen, 'x-sitong-pass': held })).status).toBe(200);
    expect(await handshake(phone.cookie, { pass: held })).toMatchObject({ code: 'connected' });
  });

  it('takes a proof once, made for this request, by this key', async () => {
    const phone = await enrol('team1');
    const proof = proofOf(phone, 'GET /api/session');
    const headers = { cookie: phone.cookie, 'x-sitong-proof': proof };
    expect(await refusal(await ask('GET', '/api/incidents', headers))).toMatchObject({ code: 'proof_needed' });
    expect((await ask('GET', '/api/session', headers)).status).toBe(200);
    expect(await refusal(await ask('GET', '/api/session', headers))).toMatchObject({ code: 'proof_needed' });
    const thief = { ...phoneKey(), cookie: phone.cookie, nonce: '' };
    thief.nonce = NonceSchema.parse(
      (await refusal(await ask('GET', '/api/session', { cookie: phone.cookie }))).facts,
    ).nonce;
    const forged = { cookie: phone.cookie, 'x-sitong-proof': proofOf(thief, 'GET /api/session') };
    expect(await refusal(await ask('GET', '/api/session', forged))).toMatchObject({ code: 'proof_needed' });
  });

  it('keeps its phone: another key is not taken in its place, and a pass of one session opens no other', async () => {
    const phone = await enrol('team1');
    const other = await enrol('team2');
    const held = await pass(phone);
    const own = { cookie: phone.cookie, 'x-sitong-pass': held };
    expect(await refusal(await ask('GET', '/api/session', { ...own, cookie: other.cookie }))).toMatchObject({
      code: 'proof_needed',
    });
    const next = phoneKey();
    const { nonce } = NonceSchema.parse(await (await ask('GET', '/api/session/device', own)).json());
    const body = { key: next.key, label: 'x', nonce, signature: next.sign('enrol', nonce, next.thumbprint) };
    expect(await refusal(await ask('POST', '/api/session/device', own, body))).toMatchObject({ code: 'already_bound' });
  });

  it('enrols no key that its phone does not hold', async () => {
    const cookie = await signIn('team1');
    const [own, foreign] = [phoneKey(), phoneKey()];
    const { nonce } = NonceSchema.parse(await (await ask('GET', '/api/session/device', { cookie })).json());
    for (const signature of [own.sign('enrol', nonce, foreign.thumbprint), own.sign('proof', nonce, own.thumbprint)]) {
      const body = { key: foreign.key, label: 'x', nonce, signature };
      expect(await refusal(await ask('POST', '/api/session/device', { cookie }, body))).toMatchObject({
        code: 'bad_signature',
      });
    }
    expect((await ask('GET', '/api/session', { cookie })).status).toBe(200);
  });
});

describe('two nodes', () => {
  it('one binds a session that the other has met, and the cookie alone opens nothing at either', async () => {
    const cookie = await signIn('team2');
    const there = (): Promise<Response> => ask('GET', '/api/session', { cookie }, undefined, other);
    expect((await there()).status).toBe(200);
    const own = phoneKey();
    const { nonce } = NonceSchema.parse(await (await ask('GET', '/api/session/device', { cookie })).json());
    const body = { key: own.key, label: 'x', nonce, signature: own.sign('enrol', nonce, own.thumbprint) };
    // Bound here, on the word of the other: nothing that is signed belongs to one node.
    expect((await ask('POST', '/api/session/device', { cookie }, body)).status).toBe(200);
    await expect.poll(async () => (await there()).status, { timeout: 5000 }).toBe(401);
  });

  it('a word of one is taken by the other, once; a pass of one opens at both; what one ends is over at both', async () => {
    const phone = await enrol('team2');
    const used = { cookie: phone.cookie, 'x-sitong-proof': proofOf(phone, 'GET /api/session') };
    const held = await pass(phone, '0.0', other);
    expect(await refusal(await ask('GET', '/api/session', used))).toMatchObject({ code: 'proof_needed' });
    const shown = { cookie: phone.cookie, 'x-sitong-pass': held };
    for (const at of [test, other]) expect((await ask('GET', '/api/session', shown, undefined, at)).status).toBe(200);
    const [device] = await devicesOf('team2');
    expect(await revoke('team2', device?.id ?? '', 'no')).toBe(204);
    for (const at of [test, other])
      await expect
        .poll(async () => (await ask('GET', '/api/session', shown, undefined, at)).status, { timeout: 5000 })
        .toBe(401);
  });
});

describe('a phone that is ended from afar', () => {
  it('is out within 5 s, its socket too, and comes back when its person signs in there again', async () => {
    const phone = await enrol('team1');
    const held = await pass(phone, '3.1');
    const screen = new LiveClient(test.url, phone.cookie.slice('sitong='.length), { pass: held });
    await screen.hello('live', 'off');
    const [device] = await devicesOf('team1');
    expect(device).toMatchObject({ state: { kind: 'enrolled' }, openSessions: 1, waiting: { acts: 3, photos: 1 } });
    const bye = screen.next('bye');
    const before = performance.now();
    expect(await revoke('team1', device?.id ?? '', 'no')).toBe(204);
    expect(await bye).toMatchObject({ reason: 'session_ended' });
    expect(performance.now() - before).toBeLessThan(5000);
    const asked = await ask('GET', '/api/session', { cookie: phone.cookie, 'x-sitong-pass': held });
    expect(await refusal(asked)).toMatchObject({ status: 401, code: 'not_signed_in' });
    expect((await devicesOf('team1'))[0]?.state.kind).toBe('revoked');
    await enrol('team1', phone);
    expect((await devicesOf('team1'))[0]?.state.kind).toBe('enrolled');
    screen.close();
  });

  it('is told to clear itself whatever it asks first, and its word that it did is written down once', async () => {
    const phone = await enrol('village');
    await pass(phone, '12.4');
    const [device] = await devicesOf('village');
    expect(await revoke('village', device?.id ?? '', 'yes')).toBe(204);
    const order = { device: phone.thumbprint, by: 'admin' };
    const answers = [
      await refusal(await ask('GET', '/api/session', { cookie: phone.cookie })),
      await refusal(await ask('POST', '/api/intents', { cookie: phone.cookie }, note)),
      await refusal(await ask('POST', '/api/session', { cookie: phone.cookie }, { username: 'x', password: 'y' })),
      // The cookie has run out: the phone still says which one it is.
      await refusal(await ask('GET', '/api/session', { 'x-sitong-device': phone.thumbprint })),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 401, code: 'device_wiped', facts: order });
    expect(await handshake(phone.cookie, {})).toMatchObject({ code: 'device_wiped', data: order });
    expect(await handshake('', { device: phone.thumbprint })).toMatchObject({ code: 'device_wiped', data: order });

    const { nonce } = WipeOrderSchema.parse(answers[0]?.facts);
    const told = (signature: string): Promise<Response> =>
      ask(
        'POST',
        '/api/session/device/wiped',
        {},
        { device: phone.thumbprint, signature, lost: { acts: 12, photos: 4 } },
      );
    expect((await told(phoneKey().sign('wiped', nonce, phone.thumbprint))).status).toBe(404);
    const word = phone.sign('wiped', nonce, phone.thumbprint);
    expect((await told(word)).status).toBe(204);
    expect((await told(word)).status).toBe(404);
    expect((await devicesOf('village'))[0]?.state).toMatchObject({ kind: 'wiped', by: 'admin' });
    const label = 'Android 15 · Chrome/140';
    expect(await audited('village')).toEqual([
      { username: 'village', device: label, what: 'enrolled' },
      { username: 'village', device: label, what: 'wipe_ordered', waiting: { acts: 12, photos: 4 } },
      { username: 'village', device: label, what: 'wiped', waiting: { acts: 12, photos: 4 } },
    ]);
    const audit = await test.get('/api/audit?type=DeviceChanged&who=p-village-s', await test.session('admin'));
    expect(JSON.stringify(audit)).toContain('"what":"wiped"');
    expect((await refusal(await ask('GET', '/api/session', { cookie: phone.cookie }))).code).toBe('not_signed_in');
    expect(await revoke('village', device?.id ?? '', 'yes')).toBe(409);
  });

  it('clears everybody who used it, and cannot enrol again before it has', async () => {
    const shared = phoneKey();
    const [first, second] = [await enrol('team1', shared), await enrol('team2', shared)];
    const mine = (await devicesOf('team1')).find(({ openSessions, waiting }) => openSessions > 0 && waiting === null);
    expect(await revoke('team1', mine?.id ?? '', 'yes')).toBe(204);
    for (const { cookie } of [first, second])
      await expect
        .poll(async () => (await refusal(await ask('GET', '/api/session', { cookie }))).code)
        .toBe('device_wiped');
    const cookie = await signIn('team2');
    const { nonce } = NonceSchema.parse(await (await ask('GET', '/api/session/device', { cookie })).json());
    const body = { key: shared.key, label: 'x', nonce, signature: shared.sign('enrol', nonce, shared.thumbprint) };
    expect(await refusal(await ask('POST', '/api/session/device', { cookie }, body))).toMatchObject({
      code: 'wipe_pending',
    });
  });

  it('may be ended by its own person from another one, and by nobody else', async () => {
    const [phone, other, stranger] = [await enrol('leader'), await enrol('leader'), await enrol('commander')];
    const own = async (who: Phone): Promise<Headers> => ({ cookie: who.cookie, 'x-sitong-pass': await pass(who) });
    const listed = DevicesSchema.parse(await (await ask('GET', '/api/devices', await own(other))).json()).devices;
    expect(listed.filter(({ here }) => here)).toHaveLength(1);
    const lost = listed.find(({ here }) => !here)?.id ?? '';
    const body = { wipe: 'no' };
    expect((await ask('POST', `/api/devices/${lost}/revoke`, await own(stranger), body)).status).toBe(404);
    expect((await ask('POST', `/api/devices/${lost}/revoke`, await own(other), body)).status).toBe(204);
    await expect
      .poll(async () => (await refusal(await ask('GET', '/api/session', { cookie: phone.cookie }))).code)
      .toBe('not_signed_in');
  });
});
