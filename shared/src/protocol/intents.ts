import { z } from 'zod';
import { AuditIntentSchema } from '../kernel/audit.ts';
import { IdSchema } from '../kernel/ids.ts';
import { TimestampSchema } from '../kernel/time.ts';
import { CommandIntentSchema } from '../pillars/command/intents.ts';
import { MonitoringIntentSchema } from '../pillars/monitoring/intents.ts';
import { ReleaseIntentSchema } from '../pillars/release/intents.ts';
import { RescueIntentSchema } from '../pillars/rescue/intents.ts';
import type { Home } from './catalogue.ts';

export const IntentSchema = z.union([
  MonitoringIntentSchema,
  ReleaseIntentSchema,
  RescueIntentSchema,
  CommandIntentSchema,
  AuditIntentSchema,
]);
export type Intent = z.infer<typeof IntentSchema>;
export type IntentType = Intent['type'];

function typesOf(options: readonly { shape: { type: { value: string } } }[]): string[] {
  return options.map((option) => option.shape.type.value);
}

const PILLAR_OF: ReadonlyMap<string, Home> = new Map<string, Home>([
  ...typesOf(MonitoringIntentSchema.options).map((type) => [type, 'monitoring'] as const),
  ...typesOf(ReleaseIntentSchema.options).map((type) => [type, 'release'] as const),
  ...typesOf(RescueIntentSchema.options).map((type) => [type, 'rescue'] as const),
  ...typesOf(CommandIntentSchema.options).map((type) => [type, 'command'] as const),
  ['RecordAudit', 'audit'],
]);

export const INTENT_TYPES: readonly string[] = [...PILLAR_OF.keys()];

export function intentPillar(type: string): Home | undefined {
  return PILLAR_OF.get(type);
}

/** What a person sends: the command id makes a retry harmless. */
export const IntentEnvelopeSchema = z.object({
  commandId: IdSchema,
  intent: IntentSchema,
  /** Clock of the device when the person pressed, kept beside the server's time. */
  pressedAt: TimestampSchema.optional(),
  seat: z.string().max(64).optional(),
});
export type IntentEnvelope = z.infer<typeof IntentEnvelopeSchema>;
