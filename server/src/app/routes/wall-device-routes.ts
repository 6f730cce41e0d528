import { DivisionCodeSchema } from '@sitong/shared/kernel/division.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Services } from '../services.ts';
import { requireAdministrator } from './administrator.ts';
import { begin } from './session-routes.ts';

const DeviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  exchangedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

/** Walls that start by themselves: `/wall?token=…` is exchanged once for a read-only session. */
export function wallDeviceRoutes(services: Services): FastifyPluginAsyncZod {
  const { walls, audit, master } = services;
  const at = (date: Date | null): string | null => (date === null ? null : toTimestamp(date.getTime()));
  return async (app) => {
    app.get(
      '/api/wall-devices',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Screens with a token of their own, without it',
          response: { 200: z.object({ devices: z.array(DeviceSchema) }) },
        },
      },
      async (request) => {
        requireAdministrator(request, ['admin', 'security', 'auditor']);
        const devices = (await walls.list()).map((device) => ({
          ...device,
          createdAt: toTimestamp(device.createdAt.getTime()),
          exchangedAt: at(device.exchangedAt),
          revokedAt: at(device.revokedAt),
        }));
        return { devices };
      },
    );
    app.post(
      '/api/wall-devices',
      {
        schema: {
          tags: ['accounts'],
          summary: 'A token for one screen; it is in the answer and nowhere else',
          body: z.object({ name: z.string().trim().min(1).max(80), division: DivisionCodeSchema.optional() }),
          response: { 201: z.object({ id: z.string(), token: z.string() }) },
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, ['admin']);
        const { name, division = master.county.county } = request.body;
        if (!master.county.divisions.has(division) && division !== master.county.county)
          throw new HttpError(422, 'unknown_division', `the county has no division ${division}`, 'division');
        const body = { about: 'wall_device' as const, subject: name, text: `大屏设备 ${name} 令牌新建` };
        await audit.record(by.person, { type: 'Administered', body });
        reply.code(201);
        return walls.issue(name, division, by.username);
      },
    );
    app.delete(
      '/api/wall-devices/:id',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Revoke a screen: its session ends and its token opens nothing',
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, ['admin', 'security']);
        const device = (await walls.list()).find(({ id }) => id === request.params.id);
        if (device === undefined) throw new HttpError(404, 'no_device', 'there is no such screen', 'id');
        const body = { about: 'wall_device' as const, subject: device.name, text: `大屏设备 ${device.name} 作废` };
        await audit.record(by.person, { type: 'Administered', body });
        await walls.revoke(device.id);
        return reply.code(204).send();
      },
    );
    app.post(
      '/api/session/wall',
      {
        schema: {
          tags: ['session'],
          summary: 'Exchange the token of a screen, once, for its read-only session',
          body: z.object({ token: z.string().regex(/^wd_[A-Za-z0-9_-]{20,100}$/) }),
          response: { 200: SessionInfoSchema },
        },
        config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
      },
      async (request, reply) => {
        const exchanged = await walls.exchange(request.body.token, request.headers['user-agent'] ?? '');
        if (exchanged === undefined) {
          audit.failedSignIn({ username: undefined, code: 'bad_token', address: request.ip });
          throw new HttpError(401, 'bad_token', 'this token is unknown, revoked or used; make a new one in Admin');
        }
        return begin(services, request, reply, exchanged.opened);
      },
    );
  };
}
