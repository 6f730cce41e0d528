import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { AuditEventSchemas } from '../kernel/audit.ts';
import { EnvelopeSchema } from '../kernel/envelope.ts';
import { RefusalSchema } from '../kernel/refusal.ts';
import { CommandEventSchemas } from '../pillars/command/events.ts';
import { MonitoringEventSchemas } from '../pillars/monitoring/events.ts';
import { ReleaseEventSchemas } from '../pillars/release/events.ts';
import { RescueEventSchemas } from '../pillars/rescue/events.ts';
import * as down from './down.ts';
import { IntentEnvelopeSchema } from './intents.ts';
import { SessionInfoSchema } from './session.ts';
import * as up from './up.ts';
import { PROTOCOL_VERSION } from './version.ts';

/**
 * The hash of all shapes that this version stands for. A changed shape: raise PROTOCOL_VERSION (once between
 * two releases is enough) and write the new hash from the failure here.
 */
const PINNED = { version: '2', hash: '4fe27cf170ca31d8' };

function schemasOf(room: object): [string, z.ZodType][] {
  return Object.entries(room).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType);
}

it('a changed shape raises the protocol version', () => {
  const schemas: Record<string, z.ZodType> = {
    ...Object.fromEntries(schemasOf(up)),
    ...Object.fromEntries(schemasOf(down)),
    EnvelopeSchema,
    RefusalSchema,
    IntentEnvelopeSchema,
    SessionInfoSchema,
    ...MonitoringEventSchemas,
    ...ReleaseEventSchemas,
    ...RescueEventSchemas,
    ...CommandEventSchemas,
    ...AuditEventSchemas,
  };
  const shapes = Object.entries(schemas)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })]);
  const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
  expect({ version: PROTOCOL_VERSION, hash }).toEqual(PINNED);
});
