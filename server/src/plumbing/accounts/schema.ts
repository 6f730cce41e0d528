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
