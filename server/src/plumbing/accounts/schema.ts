import { bigint, customType, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const accounts = pgTable('accounts', {
  username: text('username').primaryKey(),
  person: text('person').notNull(),
  passwordHash: text('password_hash').notNull(),
  roles: text('roles').array().notNull(),
  division: text('division'),
  teams: text('teams').array().notNull(),
  status: text('status', { enum: ['active', 'disabled'] })
    .notNull()
    .default('active'),
  failedAttempts: integer('failed_attempts').notNull().default(0),
  lockedUntil: moment('locked_until'),
  createdAt: moment('created_at').notNull().defaultNow(),
  passwordChangedAt: moment('password_changed_at').notNull().defaultNow(),
  secondFactor: text('second_factor', { enum: ['optional', 'required'] })
    .notNull()
    .default('optional'),
});

export const secondFactors = pgTable('second_factors', {
  username: text('username').primaryKey(),
  state: text('state', { enum: ['pending', 'active', 'codes'] }).notNull(),
  secret: bytes('secret'),
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  recovery: text('recovery').array().notNull().default([]),
  changedAt: moment('changed_at').notNull().defaultNow(),
});

export const securityKeys = pgTable('security_keys', {
  id: uuid('id').primaryKey(),
  username: text('username').notNull(),
  name: text('name').notNull(),
  rpId: text('rp_id').notNull(),
  credentialId: text('credential_id').notNull(),
  publicKey: bytes('public_key').notNull(),
  counter: bigint('counter', { mode: 'number' }).notNull(),
  transports: text('transports').array().notNull().default([]),
  state: text('state', { enum: ['active', 'refused'] })
    .notNull()
    .default('active'),
  createdAt: moment('created_at').notNull().defaultNow(),
  lastUsedAt: moment('last_used_at'),
});

export const keyChallenges = pgTable('key_challenges', {
  challenge: text('challenge').primaryKey(),
  username: text('username').notNull(),
  purpose: text('purpose').notNull(),
  origin: text('origin').notNull(),
  rpId: text('rp_id').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

export const wallDevices = pgTable('wall_devices', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  username: text('username').notNull(),
  tokenHash: bytes('token_hash').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  exchangedAt: moment('exchanged_at'),
  revokedAt: moment('revoked_at'),
});

export const sessions = pgTable('sessions', {
  id: uuid('id').primaryKey(),
  tokenHash: bytes('token_hash').notNull(),
  username: text('username').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  endedAt: moment('ended_at'),
  endedWhy: text('ended_why'),
  device: text('device').notNull().default(''),
  activeAt: moment('active_at').notNull().defaultNow(),
  /** The phone this session is bound to. */
  deviceId: uuid('device_id'),
});

export const devices = pgTable('devices', {
  id: uuid('id').primaryKey(),
  thumbprint: text('thumbprint').notNull(),
  username: text('username').notNull(),
  keyX: text('key_x').notNull(),
  keyY: text('key_y').notNull(),
  label: text('label').notNull(),
  enrolledAt: moment('enrolled_at').notNull(),
  seenAt: moment('seen_at').notNull(),
  waitingActs: integer('waiting_acts'),
  waitingPhotos: integer('waiting_photos'),
  waitingAt: moment('waiting_at'),
  revokedAt: moment('revoked_at'),
  revokedBy: text('revoked_by'),
  wipeOrderedAt: moment('wipe_ordered_at'),
  wipedAt: moment('wiped_at'),
  wipeNonce: text('wipe_nonce'),
});

export const deviceProofs = pgTable('device_proofs', {
  hash: bytes('hash').primaryKey(),
  session: uuid('session').notNull(),
  kind: text('kind', { enum: ['nonce', 'pass'] }).notNull(),
  expiresAt: moment('expires_at').notNull(),
});

export const apiTokens = pgTable('api_tokens', {
  id: uuid('id').primaryKey(),
  tokenHash: bytes('token_hash').notNull(),
  name: text('name').notNull(),
  scopes: text('scopes').array().notNull(),
  world: text('world').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  revokedAt: moment('revoked_at'),
});

export const deliveries = pgTable(
  'deliveries',
  {
    session: uuid('session').notNull(),
    username: text('username').notNull(),
    world: text('world').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.world, table.session, table.seq] })],
);

export const vault = pgTable('vault', {
  id: uuid('id').primaryKey(),
  world: text('world').notNull(),
  kind: text('kind').notNull(),
  data: jsonb('data').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  erasedAt: moment('erased_at'),
});
