import type { AuditEventType } from '@sitong/shared/kernel/audit.ts';
import { personName } from './names.ts';
import type { Tellers } from './told.ts';

/** What was done to the system itself; only the administrators' own log shows these lines. */
export const auditTellers: Tellers<AuditEventType> = {
  SignedIn: ({ body }) => ({ kind: 'audit', quiet: 'quiet', values: { username: body.username } }),
  SignedOut: ({ body }) => ({ kind: 'audit', quiet: 'quiet', values: { username: body.username } }),
  SignInsFailed: ({ body }) => ({
    kind: 'audit',
    values: {
      count: body.count,
      names: body.names.map(({ username }) => username).join(' '),
      unknown: body.unknownNames,
    },
  }),
  ActsDenied: ({ body, actor }, look) => ({
    kind: 'audit',
    values: {
      by: personName(look, actor.person),
      count: body.count,
      acts: body.acts.map(({ act }) => act).join(' '),
    },
  }),
  PersonalDataShown: ({ body, actor }, look) => ({
    kind: 'audit',
    ...(body.what === 'phone_of_caller' ? { variant: 'caller' } : {}),
    values: {
      by: personName(look, actor.person),
      of: body.person === undefined ? '' : personName(look, body.person),
      reason: body.reason,
    },
  }),
  DataExported: ({ body, actor }, look) => ({
    kind: 'audit',
    ...(body.what === 'audit' ? {} : { variant: body.what === 'downtime_pack' ? 'paper' : 'replay' }),
    values: { by: personName(look, actor.person), rows: body.rows, filter: body.filter },
  }),
  Administered: ({ body, actor }, look) => ({
    kind: 'audit',
    values: { by: personName(look, actor.person), text: body.text },
  }),
  DeviceChanged: ({ body, actor }, look) => ({
    kind: 'audit',
    variant: body.what,
    values: { by: personName(look, actor.person), username: body.username, device: body.device },
  }),
  BookmarkSet: ({ body, actor }, look) => ({
    kind: 'audit',
    values: { by: personName(look, actor.person), world: body.world, moment: body.moment, text: body.text },
  }),
  BookmarkRemoved: ({ body, actor }, look) => ({
    kind: 'audit',
    values: { by: personName(look, actor.person), world: body.world },
  }),
  Withheld: () => ({ kind: 'audit', quiet: 'quiet', values: {} }),
};
