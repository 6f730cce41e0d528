import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const AccountsSchema = z.object({
  accounts: z.array(
    z.object({ username: z.string(), status: z.string(), roles: z.array(z.string()), openSessions: z.number() }),
  ),
});
const MadeSchema = z.object({ username: z.string(), password: z.string() });
const LogSchema = z.object({
  events: z.array(z.object({ type: z.string(), actor: z.object({ person: z.string() }), body: z.unknown() })),
});

const admin = await test.session('admin');

function send(method: string, path: string, body?: unknown, bearer = admin): Promise<Response> {
  if (body === undefined) return test.fetch(path, bearer, { method });
  return test.fetch(path, bearer, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function signIn(username: string, password: string): Promise<number> {
  return (await send('POST', '/api/session', { username, password })).status;
}

async function written(): Promise<string[]> {
  const { events } = LogSchema.parse(await test.get('/api/log', admin));
  return events.flatMap(({ type, actor, body }) =>
    type === 'Administered' ? [`${actor.person}: ${z.object({ text: z.string() }).parse(body).text}`] : [],
  );
}

const NEW = { username: 'li.na', person: 'p-leader', roles: ['duty_officer'] };

describe('accounts', () => {
  it('are made with a password shown once, logged with who made them, and no secret in the log', async () => {
    const response = await send('POST', '/api/accounts', NEW);
    expect(response.status).toBe(201);
    const { password } = MadeSchema.parse(await response.json());
    expect(await signIn('li.na', password)).toBe(200);
    expect((await send('POST', '/api/accounts', NEW)).status).toBe(409);
    const log = await written();
    expect(log.join('\n')).toContain('admin: 账号 li.na');
    expect(log.join('\n')).not.toContain(password);
    const listed = JSON.stringify(await test.get('/api/accounts', admin));
    expect(listed).not.toContain(password);
    expect(listed.toLowerCase()).not.toContain('hash');
  });

  it('get a new password, and then the old one opens nothing', async () => {
    const made = MadeSchema.parse(await (await send('POST', '/api/accounts', { ...NEW, username: 'wang' })).json());
    const reset = MadeSchema.parse(await (await send('POST', '/api/accounts/wang/password')).json());
    expect(await signIn('wang', made.password)).toBe(401);
    expect(await signIn('wang', reset.password)).toBe(200);
  });

  it('are switched off at once: open sessions end', async () => {
    const session = await test.session('town');
    expect((await send('PUT', '/api/accounts/town/status', { status: 'disabled' })).status).toBe(204);
    await expect.poll(async () => (await test.fetch('/api/session', session)).status).toBe(401);
    const { accounts } = AccountsSchema.parse(await test.get('/api/accounts', admin));
    expect(accounts.find(({ username }) => username === 'town')).toMatchObject({ status: 'disabled', openSessions: 0 });
  });

  it('never lose their last administrator', async () => {
    for (const [method, path, body] of [
      ['PUT', '/api/accounts/admin/status', { status: 'disabled' }],
      ['PUT', '/api/accounts/admin/power', { roles: ['auditor'] }],
    ] as const) {
      const response = await send(method, path, body);
      expect(response.status).toBe(409);
      expect(ErrorSchema.parse(await response.json()).error.code).toBe('last_admin');
    }
  });

  it('are run by administrators only', async () => {
    const duty = await test.session('duty');
    expect((await send('GET', '/api/accounts', undefined, duty)).status).toBe(403);
    expect((await send('POST', '/api/accounts', { ...NEW, username: 'x1' }, duty)).status).toBe(403);
    const readOnly = await test.token(['read']);
    expect((await send('POST', '/api/accounts', { ...NEW, username: 'x2' }, readOnly)).status).toBe(403);
    const setup = await test.token(['admin']);
    expect((await send('POST', '/api/accounts', { ...NEW, username: 'x3' }, setup)).status).toBe(201);
  });

  it('refuse a place the county does not have', async () => {
    const response = await send('POST', '/api/accounts', { ...NEW, username: 'far', division: '110101001000' });
    expect(ErrorSchema.parse(await response.json()).error).toMatchObject({
      code: 'unknown_division',
      path: 'division',
    });
  });
});

describe('tokens', () => {
  it('are shown once and open nothing once revoked', async () => {
    const body = { name: '雨量站接入', scopes: ['read'] };
    const { token } = z.object({ token: z.string() }).parse(await (await send('POST', '/api/tokens', body)).json());
    expect((await test.fetch('/api/terminals', token)).status).toBe(200);
    const listed = z
      .object({ tokens: z.array(z.object({ id: z.string(), name: z.string() })) })
      .parse(await test.get('/api/tokens', admin));
    expect(JSON.stringify(listed)).not.toContain(token);
    const one = listed.tokens.find(({ name }) => name === '雨量站接入');
    expect((await send('DELETE', `/api/tokens/${one?.id}`)).status).toBe(204);
    expect((await test.fetch('/api/terminals', token)).status).toBe(401);
  });
});

describe('the log', () => {
  it('is recomputed on demand, and a changed row is named', async () => {
    const VerdictSchema = z.object({ verdict: z.object({ kind: z.string(), seq: z.number().optional() }) });
    expect(VerdictSchema.parse(await test.get('/api/admin/verify-log', admin)).verdict.kind).toBe('ok');
    await test.database.pool.query(`ALTER TABLE events DISABLE TRIGGER USER`);
    await test.database.pool.query(
      `UPDATE events SET body = '{"text":"nothing happened"}' WHERE world = 'live' AND seq = 2`,
    );
    expect(VerdictSchema.parse(await test.get('/api/admin/verify-log', admin)).verdict).toEqual({
      kind: 'bad',
      seq: 2,
    });
    expect((await send('GET', '/api/admin/verify-log', undefined, await test.session('duty'))).status).toBe(403);
  });
});
