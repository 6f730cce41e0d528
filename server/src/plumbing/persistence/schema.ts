import {
  bigint,
  customType,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * Tables of migration 0001 for typed queries. The SQL files are the truth; a test holds this file against them.
 * The event log itself writes through its SQL function, not through these.
 */
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const seq = (name: string) => bigint(name, { mode: 'number' });

export const worlds = pgTable('worlds', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['live', 'drill'] }).notNull(),
  title: text('title').notNull(),
  clock: json('clock').notNull(),
  status: text('status', { enum: ['open', 'closed'] })
    .notNull()
    .default('open'),
  headSeq: seq('head_seq').notNull().default(0),
  headHash: bytes('head_hash').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const events = pgTable(
  'events',
  {
    world: text('world').notNull(),
    seq: seq('seq').notNull(),
    stream: text('stream').notNull(),
    version: integer('version').notNull(),
    type: text('type').notNull(),
    schema: integer('schema').notNull(),
    commandId: uuid('command_id').notNull(),
    causedBy: seq('caused_by'),
    actor: text('actor').notNull(),
    at: instant('at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    observedAt: instant('observed_at'),
    division: text('division').notNull(),
    audience: text('audience').array().notNull(),
    body: text('body').notNull(),
    incidentId: uuid('incident_id'),
    hash: bytes('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.world, t.seq] }),
    unique().on(t.world, t.stream, t.version),
    index('events_incident').on(t.world, t.incidentId, t.seq),
  ],
);

export const commands = pgTable(
  'commands',
  {
    world: text('world').notNull(),
    commandId: uuid('command_id').notNull(),
    fromSeq: seq('from_seq').notNull(),
    toSeq: seq('to_seq').notNull(),
    result: text('result').notNull(),
  },
  (t) => [primaryKey({ columns: [t.world, t.commandId] })],
);

export const snapshots = pgTable(
  'snapshots',
  {
    world: text('world').notNull(),
    seq: seq('seq').notNull(),
    schema: integer('schema').notNull(),
    hash: bytes('hash').notNull(),
    state: text('state').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.world, t.schema, t.seq] })],
);

export const checkpoints = pgTable(
  'checkpoints',
  {
    reader: text('reader').notNull(),
    world: text('world').notNull(),
    seq: seq('seq').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reader, t.world] })],
);
