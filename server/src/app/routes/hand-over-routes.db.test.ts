import { newId } from '@sitong/shared/kernel/ids.ts';
import { HandOverCheckSchema } from '@sitong/shared/pillars/command/events.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const PASSWORD = 'pa55-test-only';
const SECOND = 'Zweite-2026';

function post(path: string, body: unknown, cookie = ''): Promise<Response> {
  return fetch(`${test.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
}
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const who = async (cookie: string) => (await fetch(`${test.url}/api/session`, { headers: { cookie } })).status;
const signIn = async (username: string, password = PASSWORD) =>
  cookieOf(await post('/api/session', { username, password }));

const handOver = (over: object = {}) => ({
  shiftId: newId(),
  officers: ['p-duty2'],
  leader: 'p-leader',
  checks: HandOverCheckSchema.options.map((check) => ({ check, open: 1 })),
  outgoing: { username: 'duty', password: PASSWORD },
  incoming: { username: 'duty2', password: SECOND },
  ...over,
});
async function refusal(response: Response): Promise<{ status: number; code: string; path: string }> {
  const { code, path } = z
    .object({ code: z.string(), path: z.string() })
    .parse(ErrorSchema.parse(await response.json()).error);
  return { status: response.status, code, path };
}

let desk = '';
beforeAll(async () => {
  for (const username of ['duty', 'leader', 'town', 'team1']) await test.session(username);
  await test.app.services.accounts.create({
    username: 'duty2',
    person: 'p-duty2',
    password: SECOND,
    roles: ['duty_officer'],
    division: '610525000000',
  });
  desk = await signIn('duty');
  const intent = { type: 'StartShift', shiftId: newId(), officers: ['p-duty'], leader: 'p-leader' };
  expect(await (await post('/api/intents', { commandId: newId(), intent }, desk)).json()).toMatchObject({ ok: true });
});

describe('handing a shift over', () => {
  it('is refused when either of the two is not proven, and says which', async () => {
    const wrong = (side: string) =>
      handOver({ [side]: { username: side === 'outgoing' ? 'duty' : 'duty2', password: 'x' } });
    expect(await refusal(await post('/api/hand-over', wrong('outgoing'), desk))).toEqual({
      status: 401,
      code: 'bad_credentials',
      path: 'outgoing',
    });
    expect(await refusal(await post('/api/hand-over', wrong('incoming'), desk))).toMatchObject({ path: 'incoming' });
    const town = handOver({ incoming: { username: 'town', password: PASSWORD } });
    expect(await refusal(await post('/api/hand-over', town, desk))).toMatchObject({
      code: 'role_required',
      path: 'incoming',
    });
    const alone = handOver({ incoming: { username: 'duty', password: PASSWORD } });
    expect(await refusal(await post('/api/hand-over', alone, desk))).toMatchObject({
      status: 409,
      code: 'two_persons_sign',
    });
  });

  it('is no business of who sits at no county desk, nor of a stranger', async () => {
    expect((await post('/api/hand-over', handOver())).status).toBe(401);
    expect((await post('/api/hand-over', handOver(), await signIn('team1'))).status).toBe(403);
  });

  it('is written with both who signed, and from then on the console belongs to the one who came', async () => {
    const body = handOver();
    const answer = await post('/api/hand-over', body, desk);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ username: 'duty2', person: 'p-duty2' });
    const taken = cookieOf(answer);
    await expect.poll(() => who(desk)).toBe(401);
    expect(await who(taken)).toBe(200);
    const { rows } = await test.database.pool.query(
      `SELECT actor, body FROM events WHERE type = 'ShiftStarted' ORDER BY seq DESC LIMIT 1`,
    );
    const [row] = z.array(z.object({ actor: z.string(), body: z.string() })).parse(rows);
    expect(JSON.parse(row?.actor ?? '')).toEqual({ person: 'p-duty' });
    expect(JSON.parse(row?.body ?? '')).toMatchObject({
      shiftId: body.shiftId,
      handedOver: {
        outgoing: { person: 'p-duty', second: 'none' },
        incoming: { person: 'p-duty2', second: 'none' },
        checks: expect.arrayContaining([{ check: 'alarms', open: 1 }]),
      },
    });
    expect(JSON.stringify(row)).not.toMatch(new RegExp(`${PASSWORD}|${SECOND}`));
    desk = taken;
  });

  it('by a leader in the place of who cannot sign, with a reason; by nobody else', async () => {
    const back = { officers: ['p-duty'], incoming: { username: 'duty', password: PASSWORD } };
    const leader = { username: 'leader', password: PASSWORD };
    const noLeader = handOver({ ...back, outgoing: { username: 'duty2', password: SECOND }, inPlaceReason: '试一试' });
    expect(await refusal(await post('/api/hand-over', noLeader, desk))).toMatchObject({ code: 'role_required' });
    const done = await post(
      '/api/hand-over',
      handOver({ ...back, outgoing: leader, inPlaceReason: '值班员急病' }),
      desk,
    );
    expect(await done.json()).toMatchObject({ username: 'duty' });
  });
});
