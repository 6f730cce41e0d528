import type { AdministeredAbout } from '@sitong/shared/kernel/audit.ts';
import { DivisionCodeSchema } from '@sitong/shared/kernel/division.ts';
import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { MasterIdSchema } from '@sitong/shared/kernel/master/people.ts';
import { RoleSchema, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { newPassword } from '../../plumbing/accounts/secrets.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Services } from '../services.ts';
import { type Administrator, requireAdministrator } from './administrator.ts';

/** Who may look, who may give power, who may close a door (domain §10: separate administrators). */
const SEE = ['admin', 'security', 'auditor'];
const GRANT = ['admin'];
const CLOSE = ['admin', 'security'];

const UsernameSchema = z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/, 'a name has 2 to 32 small letters, digits, . _ -');
const UsernameParamSchema = z.object({ username: UsernameSchema });
const PowerSchema = z.object({ roles: z.array(RoleSchema).min(1).max(8), division: DivisionCodeSchema.optional() });

/** Accounts and API tokens. Every change goes into the log before it is made; secrets are shown once. */
export function accountRoutes({
  accounts,
  apiTokens,
  seconds,
  keys,
  audit,
  master,
  worlds,
  pool,
  now,
}: Services): FastifyPluginAsyncZod {
  const written = (by: Administrator, about: AdministeredAbout, subject: string, text: string): Promise<void> =>
    audit.record(by.person, { type: 'Administered', body: { about, subject: subject.slice(0, 120), text } });
  const known = async (username: string) => {
    const account = (await accounts.list()).find((one) => one.username === username);
    if (account === undefined) throw new HttpError(404, 'no_account', `there is no account ${username}`, 'username');
    return account;
  };
  /** Nobody locks the last administrator out. */
  const keepsAnAdmin = async (without: string): Promise<void> => {
    const others = (await accounts.list()).filter(
      ({ username, status, roles }) => username !== without && status === 'active' && roles.includes('admin'),
    );
    if (others.length === 0)
      throw new HttpError(409, 'last_admin', 'this is the last administrator; make another one first', 'username');
  };
  const checkDivision = (division: string | undefined): void => {
    if (division !== undefined && !master.county.divisions.has(division) && division !== master.county.county)
      throw new HttpError(422, 'unknown_division', `the county has no division ${division}`, 'division');
  };

  return async (app) => {
    app.get(
      '/api/accounts',
      { schema: { tags: ['accounts'], summary: 'Accounts, with their open sessions' } },
      async (request) => {
        requireAdministrator(request, SEE);
        const { rows } = await pool.query<{ username: string; n: string; last: Date }>(
          `SELECT username, count(*) AS n, max(created_at) AS last FROM sessions
         WHERE ended_at IS NULL AND expires_at > $1 GROUP BY username`,
          [new Date(now())],
        );
        const open = new Map(rows.map((row) => [row.username, row]));
        const [apps, keysOf] = await Promise.all([seconds.active(), keys.counts()]);
        return {
          accounts: (await accounts.list()).map(({ lockedUntil, createdAt, secondFactor, ...account }) => {
            const person = master.county.persons.get(account.person);
            const sessions = open.get(account.username);
            return {
              ...account,
              name: person?.name ?? null,
              title: person?.title ?? null,
              lockedUntil: lockedUntil === null ? null : toTimestamp(lockedUntil.getTime()),
              createdAt: toTimestamp(createdAt.getTime()),
              openSessions: Number(sessions?.n ?? 0),
              secondFactor: {
                demand: secondFactor,
                app: apps.has(account.username) ? 'active' : 'none',
                keys: keysOf.get(account.username) ?? 0,
                /** Of both together. */
                state: apps.has(account.username) || keysOf.has(account.username) ? 'active' : 'none',
              },
              lastSignIn: sessions === undefined ? null : toTimestamp(sessions.last.getTime()),
            };
          }),
        };
      },
    );
    app.post(
      '/api/accounts',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Make an account; its password is in the answer and nowhere else',
          body: PowerSchema.extend({ username: UsernameSchema, person: MasterIdSchema }),
          response: { 201: z.object({ username: z.string(), password: z.string() }) },
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, GRANT);
        const { username, person, roles, division } = request.body;
        checkDivision(division);
        if ((await accounts.list()).some((one) => one.username === username))
          throw new HttpError(409, 'name_taken', `there is an account ${username} already`, 'username');
        await written(
          by,
          'account',
          username,
          `账号 ${username}（${person}）新建：${roles.join(' ')} ${division ?? ''}`.trim(),
        );
        const password = newPassword();
        const made = { username, person, password, roles, ...(division === undefined ? {} : { division }) };
        if (!(await accounts.create(made)))
          throw new HttpError(409, 'name_taken', `there is an account ${username} already`, 'username');
        reply.code(201);
        return { username, password };
      },
    );
    app.post(
      '/api/accounts/:username/password',
      {
        schema: {
          tags: ['accounts'],
          summary: 'A new password; the open sessions end',
          params: UsernameParamSchema,
          response: { 200: z.object({ username: z.string(), password: z.string() }) },
        },
      },
      async (request) => {
        const by = requireAdministrator(request, CLOSE);
        const { username } = await known(request.params.username);
        await written(by, 'account', username, `账号 ${username} 重置密码`);
        const password = newPassword();
        await accounts.setPassword(username, password);
        return { username, password };
      },
    );
    app.put(
      '/api/accounts/:username/power',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Roles and place of an account; the open sessions end',
          params: UsernameParamSchema,
          body: PowerSchema,
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, GRANT);
        const { username } = await known(request.params.username);
        const { roles, division } = request.body;
        checkDivision(division);
        if (!roles.includes('admin')) await keepsAnAdmin(username);
        await written(
          by,
          'account',
          username,
          `账号 ${username} 权限改为：${roles.join(' ')} ${division ?? ''}`.trim(),
        );
        await accounts.setPower(username, roles, division);
        return reply.code(204).send();
      },
    );
    app.put(
      '/api/accounts/:username/status',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Switch an account off or on',
          params: UsernameParamSchema,
          body: z.object({ status: z.enum(['active', 'disabled']) }),
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, CLOSE);
        const { username } = await known(request.params.username);
        const { status } = request.body;
        if (status === 'disabled') await keepsAnAdmin(username);
        await written(by, 'account', username, `账号 ${username} ${status === 'disabled' ? '停用' : '启用'}`);
        await accounts.setStatus(username, status);
        return reply.code(204).send();
      },
    );
    app.delete(
      '/api/accounts/:username/sessions',
      { schema: { tags: ['accounts'], summary: 'End every session of an account', params: UsernameParamSchema } },
      async (request, reply) => {
        const by = requireAdministrator(request, CLOSE);
        const { username } = await known(request.params.username);
        await written(by, 'account', username, `账号 ${username} 全部会话下线`);
        await accounts.sessions.endAllOf(username, 'ended_by_admin');
        return reply.code(204).send();
      },
    );
    app.put(
      '/api/accounts/:username/second-factor',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Require a second factor of an account, or leave it free; requiring ends the open sessions',
          params: UsernameParamSchema,
          body: z.object({ demand: z.enum(['optional', 'required']) }),
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, CLOSE);
        const { username } = await known(request.params.username);
        const { demand } = request.body;
        await written(
          by,
          'second_factor',
          username,
          `账号 ${username} 二次验证${demand === 'required' ? '必须' : '可选'}`,
        );
        await accounts.requireSecondFactor(username, demand);
        return reply.code(204).send();
      },
    );
    app.delete(
      '/api/accounts/:username/second-factor',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Take away the second factors of an account, app and keys, that were lost; the open sessions end',
          params: UsernameParamSchema,
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, CLOSE);
        const { username } = await known(request.params.username);
        await written(by, 'second_factor', username, `账号 ${username} 二次验证重置`);
        await keys.removeAll(username);
        await accounts.sessions.endAllOf(username, 'second_factor_reset');
        return reply.code(204).send();
      },
    );
    app.get(
      '/api/tokens',
      { schema: { tags: ['tokens'], summary: 'API tokens, without their secrets' } },
      async (request) => {
        requireAdministrator(request, SEE);
        return {
          tokens: (await apiTokens.list()).reverse().map(({ createdAt, revokedAt, ...token }) => ({
            ...token,
            createdAt: toTimestamp(createdAt.getTime()),
            revokedAt: revokedAt === null ? null : toTimestamp(revokedAt.getTime()),
          })),
        };
      },
    );
    app.post(
      '/api/tokens',
      {
        schema: {
          tags: ['tokens'],
          summary: 'Make an API token; it is in the answer and nowhere else',
          body: z.object({
            name: z.string().trim().min(1).max(80),
            scopes: z.array(TokenScopeSchema).min(1),
            world: WorldIdSchema.default(LIVE),
          }),
          response: { 201: z.object({ token: z.string() }) },
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, GRANT);
        const { name, scopes, world } = request.body;
        if (worlds.get(world) === undefined)
          throw new HttpError(422, 'world_unknown', `no open world ${world}`, 'world');
        await written(by, 'token', name, `接口令牌 ${name} 新建：${scopes.join(' ')} ${world}`);
        const token = await apiTokens.create(name, [...new Set(scopes)], world, by.username);
        reply.code(201);
        return { token };
      },
    );
    app.delete(
      '/api/tokens/:id',
      { schema: { tags: ['tokens'], summary: 'Revoke a token at once', params: z.object({ id: z.uuid() }) } },
      async (request, reply) => {
        const by = requireAdministrator(request, CLOSE);
        const token = (await apiTokens.list()).find(({ id }) => id === request.params.id);
        if (token === undefined) throw new HttpError(404, 'no_token', 'there is no such token', 'id');
        await written(by, 'token', token.name, `接口令牌 ${token.name} 作废`);
        await apiTokens.revoke(token.id);
        return reply.code(204).send();
      },
    );
  };
}
