import { newId } from '@sitong/shared/kernel/ids.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const IssuedSchema = z.object({ id: z.string(), token: z.string() });

let admin = '';
beforeAll(async () => {
  admin = await test.session('admin');
});
function send(method: string, path: string, body?: unknown, bearer?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return test.fetch(path, bearer, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}
const issue = async () =>
  IssuedSchema.parse(await (await send('POST', '/api/wall-devices', { name: '指挥大厅' }, admin)).json());
const exchange = (token: string) => send('POST', '/api/session/wall', { token });
const sessionOf = (response: Response) => /sitong=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';

describe('a wall’s own token', () => {
  it('opens one read-only session, once, also when two screens use it at the same moment', async () => {
    const { token } = await issue();
    const answers = await Promise.all([exchange(token), exchange(token), exchange(token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
    expect((await exchange(token)).status).toBe(401);
    const session = sessionOf(answers.find(({ status }) => status === 200) ?? answers[0]);
    expect(await (await test.fetch('/api/session', session)).json()).toMatchObject({ roles: ['wall'] });
    expect((await test.fetch('/api/incidents', session)).status).toBe(200);
    const act = { commandId: newId(), intent: { type: 'EnterDutyLog', text: 'x' } };
    expect(await (await send('POST', '/api/intents', act, session)).json()).toMatchObject({
      refused: { code: 'role_required' },
    });
    expect((await test.fetch('/api/accounts', session)).status).toBe(403);
  });

  it('opens nothing once revoked, before it was used or after', async () => {
    const unused = await issue();
    expect((await send('DELETE', `/api/wall-devices/${unused.id}`, undefined, admin)).status).toBe(204);
    expect((await exchange(unused.token)).status).toBe(401);
    const used = await issue();
    const session = sessionOf(await exchange(used.token));
    await send('DELETE', `/api/wall-devices/${used.id}`, undefined, admin);
    await expect.poll(async () => (await test.fetch('/api/session', session)).status).toBe(401);
  });

  it('is given by an administrator alone, shown once, and stands nowhere in the database', async () => {
    expect((await send('POST', '/api/wall-devices', { name: 'x' }, await test.session('duty'))).status).toBe(403);
    const { token } = await issue();
    const { rows } = await test.database.pool.query(
      `SELECT (SELECT string_agg(to_jsonb(d)::text, ' ') FROM wall_devices d) AS devices,
              (SELECT string_agg(body, ' ') FROM events) AS log`,
    );
    expect(JSON.stringify(rows)).not.toContain(token.slice(3));
    expect(JSON.stringify(await test.get('/api/wall-devices', admin))).not.toContain(token.slice(3));
  });
});
