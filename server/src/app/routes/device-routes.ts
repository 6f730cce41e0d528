import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import {
  type Device,
  DeviceKeySchema,
  DevicesSchema,
  NONCE_HEADER,
  SignatureSchema,
  signedText,
  ThumbprintSchema,
} from '@sitong/shared/protocol/device.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { signatureFits, thumbprintOf } from '../../plumbing/accounts/device-signature.ts';
import type { DeviceRow } from '../../plumbing/accounts/devices.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { requireAdministrator } from './administrator.ts';

const SLOWED = { rateLimit: { max: 60, timeWindow: '1 minute' } };
const CountSchema = z.number().int().nonnegative().max(100_000);
const RevokeSchema = z.object({
  /** `yes`: it is also to clear itself, with what it has not sent. */
  wipe: z.enum(['no', 'yes']),
});
const UsernameSchema = z.string().min(1).max(64);

const at = (date: Date): string => toTimestamp(date.getTime());

function stateOf({ revokedAt, revokedBy, wipeOrderedAt, wipedAt }: DeviceRow): Device['state'] {
  const by = revokedBy ?? '';
  if (wipeOrderedAt !== null && wipedAt !== null)
    return { kind: 'wiped', at: at(wipedAt), by, orderedAt: at(wipeOrderedAt) };
  if (wipeOrderedAt !== null) return { kind: 'wipe_ordered', at: at(wipeOrderedAt), by };
  if (revokedAt !== null) return { kind: 'revoked', at: at(revokedAt), by };
  return { kind: 'enrolled' };
}

function waitingOf({ waitingActs, waitingPhotos, waitingAt }: DeviceRow): Device['waiting'] {
  if (waitingActs === null || waitingPhotos === null || waitingAt === null) return null;
  return { acts: waitingActs, photos: waitingPhotos, at: at(waitingAt) };
}

/** Phones with a key of their own: enrolling, seeing them, ending and clearing them from afar. */
export function deviceRoutes({ accounts, devices, proofs, sessions, audit, master }: Services): FastifyPluginAsyncZod {
  const listed = async (username: string, here: string | undefined): Promise<{ devices: Device[] }> => ({
    devices: (await devices.of(username)).map((row) => ({
      id: row.id,
      label: row.label,
      enrolledAt: at(row.enrolledAt),
      seenAt: at(row.seenAt),
      here: row.id === here,
      openSessions: row.openSessions,
      waiting: waitingOf(row),
      state: stateOf(row),
    })),
  });
  const written = (person: string, row: DeviceRow, what: 'revoked' | 'wipe_ordered' | 'wiped' | 'enrolled') => {
    const waiting = waitingOf(row);
    const still = waiting === null ? {} : { waiting: { acts: waiting.acts, photos: waiting.photos } };
    const body = { username: row.username, device: row.label, what, ...still };
    return audit.record(person, { type: 'DeviceChanged', body });
  };
  const end = async (username: string, id: string, wipe: 'no' | 'yes', person: string): Promise<void> => {
    const row = await devices.get(id);
    if (row?.username !== username) throw new HttpError(404, 'no_device', 'this account has no such device', 'id');
    if (row.wipedAt !== null)
      throw new HttpError(409, 'device_is_wiped', 'this device has cleared itself already', 'id');
    await written(person, row, wipe === 'yes' ? 'wipe_ordered' : 'revoked');
    const by = master.county.persons.get(person)?.name ?? person;
    const ended = wipe === 'yes' ? await devices.orderWipe(row, by) : await devices.revoke(row, by);
    // Here at once, on other nodes by the notice: who is told that it is done finds it done.
    for (const session of ended) sessions.ended(session);
  };
  const IdParams = z.object({ id: z.uuid() });

  return async (app) => {
    app.get(
      '/api/session/device',
      {
        schema: {
          tags: ['session'],
          summary: 'Whether this session is bound to a phone, and the word to sign for binding it',
          response: { 200: z.object({ device: z.enum(['bound', 'none']), nonce: z.string() }) },
        },
      },
      async (request) => {
        const { id, binding } = requireSession(request);
        const nonce = await proofs.nonce(id);
        return binding === undefined ? { device: 'none' as const, nonce } : { device: 'bound' as const, nonce };
      },
    );
    app.post(
      '/api/session/device',
      {
        schema: {
          tags: ['session'],
          summary:
            'Bind this session to a key that the phone cannot give away; from now on it acts with proofs of it alone',
          body: z.object({
            key: DeviceKeySchema,
            label: z.string().trim().min(1).max(80),
            nonce: z.string().max(100),
            /** Over `sitong`, `enrol`, the nonce and the thumbprint, each on a line. */
            signature: SignatureSchema,
          }),
          response: { 200: z.object({ device: ThumbprintSchema }) },
        },
        config: SLOWED,
      },
      async (request, reply) => {
        const { id, info } = requireSession(request);
        const { key, label, nonce, signature } = request.body;
        const thumbprint = thumbprintOf(key);
        const fits = signatureFits(key, signedText('enrol', nonce, thumbprint), signature);
        if (!fits || (await proofs.take(id, nonce)) === 'unknown')
          throw new HttpError(422, 'bad_signature', 'the nonce was not signed with this key, or not for this session');
        const body = { username: info.username, device: label, what: 'enrolled' as const };
        await audit.record(info.person, { type: 'DeviceChanged', body });
        const binding = await devices.enrol({ session: id, username: info.username, key, label });
        if (binding === 'bound') throw new HttpError(409, 'already_bound', 'this session has a device, or has ended');
        if (binding === 'wipe') throw new HttpError(409, 'wipe_pending', 'this phone is to clear itself first');
        sessions.bound(id, binding);
        void reply.header(NONCE_HEADER, await proofs.nonce(id));
        return { device: thumbprint };
      },
    );
    app.post(
      '/api/session/device/wiped',
      {
        schema: {
          tags: ['session'],
          summary: 'A phone says that it has cleared itself as it was ordered',
          body: z.object({
            device: ThumbprintSchema,
            /** Over `sitong`, `wiped`, the nonce of the order and the device, each on a line. */
            signature: SignatureSchema,
            lost: z.object({ acts: CountSchema, photos: CountSchema }),
          }),
        },
        config: SLOWED,
      },
      async (request, reply) => {
        const { device, signature, lost } = request.body;
        const rows = await devices.wiped(device, signature);
        if (rows === undefined)
          throw new HttpError(404, 'no_order', 'no order waits for this device, or not its signature');
        const owners = await accounts.named(rows.map(({ username }) => username));
        for (const { username, label } of rows) {
          const body = { username, device: label, what: 'wiped' as const, waiting: lost };
          const owner = owners.find((one) => one.username === username);
          await audit.record(owner?.person ?? username, { type: 'DeviceChanged', body });
        }
        return reply.code(204).send();
      },
    );
    app.get(
      '/api/devices',
      { schema: { tags: ['session'], summary: 'The own phones', response: { 200: DevicesSchema } } },
      async (request) => {
        const { info, binding } = requireSession(request);
        return listed(info.username, binding?.deviceId);
      },
    );
    app.post(
      '/api/devices/:id/revoke',
      {
        schema: {
          tags: ['session'],
          summary: 'End an own phone, and have it clear itself',
          params: IdParams,
          body: RevokeSchema,
        },
      },
      async (request, reply) => {
        const { info } = requireSession(request);
        await end(info.username, request.params.id, request.body.wipe, info.person);
        return reply.code(204).send();
      },
    );
    app.get(
      '/api/accounts/:username/devices',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Phones of an account',
          params: z.object({ username: UsernameSchema }),
          response: { 200: DevicesSchema },
        },
      },
      async (request) => {
        requireAdministrator(request, ['admin', 'security', 'auditor']);
        return listed(request.params.username, undefined);
      },
    );
    app.post(
      '/api/accounts/:username/devices/:id/revoke',
      {
        schema: {
          tags: ['accounts'],
          summary: 'End a phone: its sessions within 5 s; with `wipe` it clears itself at its next contact',
          params: IdParams.extend({ username: UsernameSchema }),
          body: RevokeSchema,
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, ['admin', 'security']);
        const { username, id } = request.params;
        await end(username, id, request.body.wipe, by.person);
        return reply.code(204).send();
      },
    );
  };
}
