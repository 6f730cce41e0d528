import { z } from 'zod';
import type { AudienceTag } from './envelope.ts';
import type { EventUnion } from './events.ts';
import { IdSchema, WorldIdSchema } from './ids.ts';
import { assertNever } from './refusal.ts';
import type { Role } from './roles.ts';
import { TimestampSchema } from './time.ts';

/**
 * What people do to the system itself, in the one log of the live world beside what they do with it
 * (reliability §2.1): sign-ins, denied acts, unmasking, exports, acts of administration. Nothing is folded
 * from these events; they are listed from their tables. Secrets never go in, and neither does an unknown
 * name somebody typed at the sign-in: it may be a password.
 */

/** No place: outside everybody's subtree, so that only the audience decides who sees an entry. */
export const AUDIT_DIVISION = '000000000000';
export const AUDIT_TAG: AudienceTag = 'unit:audit';
/** Who reads the audit (domain §10: separate administrators). */
export const AUDIT_ROLES: readonly Role[] = ['admin', 'security', 'auditor'];

const Username = z.string().max(64);
const Person = z.string().max(64);
const Line = z.string().max(400);
const Count = z.number().int().positive();

/** What an act of administration was about. */
export const AdministeredAboutSchema = z.enum(['account', 'second_factor', 'token', 'wall_device', 'data', 'other']);
export type AdministeredAbout = z.infer<typeof AdministeredAboutSchema>;

export const AuditEventSchemas = {
  /** `second`: what was shown beside the password. */
  SignedIn: z.object({
    username: Username,
    second: z.enum(['none', 'totp', 'recovery', 'key', 'device']),
    device: z.string().max(200),
    address: z.string().max(64),
  }),
  SignedOut: z.object({ username: Username, why: z.string().max(40) }),
  /** Wrong passwords and the like of one minute, summed; the longest lists are cut to twenty. */
  SignInsFailed: z.object({
    since: TimestampSchema,
    until: TimestampSchema,
    count: Count,
    names: z.array(z.object({ username: Username, code: z.string().max(40), count: Count })).max(20),
    /** Tries with a name that no account has. */
    unknownNames: z.number().int().nonnegative(),
    addresses: z.array(z.object({ address: z.string().max(64), count: Count })).max(20),
  }),
  /** What one person was refused within one minute, summed. */
  ActsDenied: z.object({
    since: TimestampSchema,
    until: TimestampSchema,
    count: Count,
    acts: z
      .array(z.object({ act: z.string().max(120), code: z.string().max(64), world: WorldIdSchema, count: Count }))
      .max(20),
  }),
  /** A look at personal data that is masked otherwise. */
  PersonalDataShown: z.object({
    world: WorldIdSchema,
    what: z.enum(['phone_of_person', 'phone_of_caller']),
    person: Person.optional(),
    incidentId: IdSchema.optional(),
    reason: z.string().max(200),
  }),
  DataExported: z.object({
    what: z.enum(['audit', 'downtime_pack', 'replay_log', 'replay_ledger']),
    rows: z.number().int().nonnegative(),
    filter: Line,
  }),
  Administered: z.object({
    about: AdministeredAboutSchema,
    /** The account, token or table it was done to. */
    subject: z.string().max(120),
    text: z.string().max(2000),
  }),
  /**
   * A phone with a key of its own: enrolled, ended, ordered to clear itself, and its word that it did. `waiting`: what it
   * last said it still had to send; ordered, that is what may be lost; wiped, what was.
   */
  DeviceChanged: z.object({
    username: Username,
    device: z.string().max(80),
    what: z.enum(['enrolled', 'revoked', 'wipe_ordered', 'wiped']),
    waiting: z.object({ acts: z.number().int().nonnegative(), photos: z.number().int().nonnegative() }).optional(),
  }),
  /**
   * A note on a moment of a world's past. It lies here and not in that world: a closed one takes nothing any more,
   * and an entry of its own would move the end of what is looked back on.
   */
  BookmarkSet: z.object({
    bookmarkId: IdSchema,
    world: WorldIdSchema,
    /** World time of the moment. */
    moment: TimestampSchema,
    text: z.string().trim().min(1).max(200),
  }),
  BookmarkRemoved: z.object({ bookmarkId: IdSchema, world: WorldIdSchema }),
  /** Never stored: stands in for an audit entry where a program reads the log that may not see it. */
  Withheld: z.object({}),
} as const;

export type AuditEvent = EventUnion<typeof AuditEventSchemas>;
export type AuditEventType = AuditEvent['type'];
/** What may be written down. */
export type AuditFactType = Exclude<AuditEventType, 'Withheld'>;
export const AUDIT_FACTS = [
  'SignedIn',
  'SignedOut',
  'SignInsFailed',
  'ActsDenied',
  'PersonalDataShown',
  'DataExported',
  'Administered',
  'DeviceChanged',
  'BookmarkSet',
  'BookmarkRemoved',
] as const satisfies readonly AuditFactType[];

export const AuditFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('SignedIn'), body: AuditEventSchemas.SignedIn }),
  z.object({ type: z.literal('SignedOut'), body: AuditEventSchemas.SignedOut }),
  z.object({ type: z.literal('SignInsFailed'), body: AuditEventSchemas.SignInsFailed }),
  z.object({ type: z.literal('ActsDenied'), body: AuditEventSchemas.ActsDenied }),
  z.object({ type: z.literal('PersonalDataShown'), body: AuditEventSchemas.PersonalDataShown }),
  z.object({ type: z.literal('DataExported'), body: AuditEventSchemas.DataExported }),
  z.object({ type: z.literal('Administered'), body: AuditEventSchemas.Administered }),
  z.object({ type: z.literal('DeviceChanged'), body: AuditEventSchemas.DeviceChanged }),
  z.object({ type: z.literal('BookmarkSet'), body: AuditEventSchemas.BookmarkSet }),
  z.object({ type: z.literal('BookmarkRemoved'), body: AuditEventSchemas.BookmarkRemoved }),
]);
export type AuditFact = z.infer<typeof AuditFactSchema>;

/** Sent by the system alone: the server writes down what it saw. */
export const AuditIntentSchema = z.object({ type: z.literal('RecordAudit'), fact: AuditFactSchema });
export type AuditIntent = z.infer<typeof AuditIntentSchema>;

/** Accounts and persons an entry is about, beside the one who acted: what a search by person finds. */
export function auditSubjects(fact: AuditFact): string[] {
  switch (fact.type) {
    case 'SignedIn':
    case 'SignedOut':
    case 'DeviceChanged':
      return [fact.body.username];
    case 'SignInsFailed':
      return fact.body.names.map(({ username }) => username);
    case 'PersonalDataShown':
      return fact.body.person === undefined ? [] : [fact.body.person];
    case 'Administered':
      return [fact.body.subject];
    case 'BookmarkSet':
    case 'BookmarkRemoved':
      return [fact.body.world];
    case 'ActsDenied':
    case 'DataExported':
      return [];
    default:
      return assertNever(fact);
  }
}
