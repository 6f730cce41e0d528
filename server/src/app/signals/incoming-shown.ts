import { RingSchema } from '@sitong/shared/kernel/geo.ts';
import { HazardSchema } from '@sitong/shared/kernel/hazard.ts';
import { LevelSchema } from '@sitong/shared/kernel/level.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import { z } from 'zod';
import type { CapNote } from '../../ingest/cap/issues.ts';
import type { CapAlert } from '../../ingest/cap/model.ts';
import type { SignatureOutcome } from '../../ingest/cap/signature.ts';
import type { WarningReading } from '../../ingest/cap/warning-reading.ts';
import { ringsOf, type WarningPlace } from './warning-place.ts';

const NoteSchema = z.object({ code: z.string(), message: z.string(), path: z.string() });

/** What a received warning means to us, as it is stored and listed. */
export const ShownWarningSchema = z.object({
  /** As sent; in a drill an Exercise message counts as real there. */
  status: z.string(),
  msgType: z.string(),
  headline: z.string(),
  description: z.string(),
  instruction: z.string(),
  senderName: z.string(),
  severity: z.string(),
  level: LevelSchema.nullable(),
  event: z.string(),
  hazard: HazardSchema.nullable(),
  expiresAt: z.string(),
  where: z.enum(['here', 'outside', 'unsaid']),
  division: z.string(),
  divisions: z.array(z.string()),
  areaText: z.string(),
  rings: z.array(RingSchema),
  signature: z.enum(['unsigned', 'intact', 'trusted', 'invalid']),
  notes: z.array(NoteSchema),
});
export type ShownWarning = z.infer<typeof ShownWarningSchema>;

export function shownOf(
  sent: CapAlert,
  reading: WarningReading,
  place: WarningPlace,
  signature: SignatureOutcome['outcome'],
  notes: readonly CapNote[],
): ShownWarning {
  const { info } = reading;
  const areaText = [...new Set(reading.areas.map(({ areaDesc }) => areaDesc))].join('；');
  const outside = {
    code: 'outside_county',
    path: '/alert/info/area',
    message: 'the area lies outside the county: listed, not shown as in force here',
  };
  const all = [...notes, ...reading.notes, ...(place.where === 'outside' ? [outside] : [])];
  return {
    status: sent.status,
    msgType: sent.msgType,
    headline: (info?.headline ?? info?.event ?? sent.note ?? '').slice(0, 4000),
    description: info?.description ?? '',
    instruction: info?.instruction ?? '',
    senderName: info?.senderName ?? sent.sender,
    severity: info?.severity ?? '',
    level: reading.level,
    event: reading.eventWord ?? info?.event ?? '',
    hazard: reading.hazard,
    expiresAt: toTimestamp(reading.expiry.expiresAtMs),
    where: place.where,
    division: place.division,
    divisions: place.divisions,
    areaText,
    rings: ringsOf(reading.areas),
    signature,
    notes: all.slice(0, 100).map(({ code, message, path }) => ({ code, message, path })),
  };
}

/** The intent that brings a warning into the live state, within the bounds of its event. */
export function receiveIntent(incomingId: string, alert: CapAlert, shown: ShownWarning): MonitoringIntent {
  return {
    type: 'ReceiveIncomingWarning',
    division: shown.division,
    warning: {
      incomingId,
      identifier: alert.identifier.slice(0, 120),
      sender: alert.sender.slice(0, 120),
      senderName: shown.senderName.slice(0, 120),
      sent: alert.sent,
      capStatus: shown.status.slice(0, 16),
      msgType: alert.msgType,
      ...(shown.hazard === null ? {} : { hazard: shown.hazard }),
      ...(shown.level === null ? {} : { level: shown.level }),
      headline: shown.headline.slice(0, 200),
      description: shown.description.slice(0, 4000),
      instruction: shown.instruction.slice(0, 4000),
      severity: shown.severity.slice(0, 16),
      area: { divisions: shown.divisions, rings: shown.rings },
      areaText: shown.areaText.slice(0, 1000),
      expiresAt: shown.expiresAt,
      signature: shown.signature,
      references: alert.references
        .slice(0, 50)
        .map(({ sender, identifier }) => `${sender},${identifier}`.slice(0, 200)),
      notes: shown.notes.slice(0, 30).map(({ message }) => message.slice(0, 300)),
    },
  };
}
