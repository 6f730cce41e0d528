import type { PlainReasonCode } from '@sitong/shared/kernel/ingest-reasons.ts';
import { z } from 'zod';
import { type Note, observedTimeFault, type ParseResult, type PositionFix, type Refusal } from '../contract.ts';
import { isDeviceName, optionalNumbers } from '../field-text.ts';

/** OwnTracks JSON (booklet "JSON"): speed in km/h, times in epoch seconds, over MQTT or HTTP. */

const TypedSchema = z.looseObject({ _type: z.string() });
const LocationSchema = z.looseObject({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  tst: z.number(),
  topic: z.string().optional(),
  tid: z.string().optional(),
});

const LIMITS = { vel: [0, 2_000], cog: [0, 360], alt: [-500, 20_000], acc: [0, 1_000_000], batt: [0, 100] } as const;
const MAX_MESSAGES = 1_000;

/**
 * One payload or an array of them. The terminal is the topic (`owntracks/<user>/<device>` →
 * `user/device`): that of the transport, else the one inside, else the tracker id.
 * Other message types (`waypoint`, `lwt`, `transition`, …) are noted and cost nothing.
 */
export function parseOwntracks(body: unknown, transportTopic: string | null, nowMs: number): ParseResult<PositionFix> {
  const rows: readonly unknown[] = Array.isArray(body) ? body : [body];
  const accepted: PositionFix[] = [];
  const refused: Array<Refusal & { index: number }> = [];
  const notes: Note[] = [];
  for (const [index, row] of rows.slice(0, MAX_MESSAGES).entries()) {
    const path = Array.isArray(body) ? `${index}.` : '';
    const result = oneMessage(row, transportTopic, path, nowMs, notes);
    if (result.kind === 'fix') accepted.push(result.fix);
    else if (result.kind === 'refused') refused.push({ ...result.refusal, index });
  }
  if (rows.length > MAX_MESSAGES) {
    refused.push({
      code: 'too_many',
      facts: { most: MAX_MESSAGES },
      message: `at most ${MAX_MESSAGES} messages at once; send the rest again`,
      path: String(MAX_MESSAGES),
      index: MAX_MESSAGES,
    });
  }
  return { accepted, refused, notes };
}

type One = { kind: 'fix'; fix: PositionFix } | { kind: 'refused'; refusal: Refusal } | { kind: 'ignored' };

function oneMessage(row: unknown, transportTopic: string | null, path: string, nowMs: number, notes: Note[]): One {
  const typed = TypedSchema.safeParse(row);
  if (!typed.success) return refused('type_missing', 'not an OwnTracks message: _type is missing', `${path}_type`);
  if (typed.data._type !== 'location') {
    notes.push({
      code: 'type_ignored',
      message: `only location messages are taken, not ${JSON.stringify(typed.data._type.slice(0, 40))}`,
      path: `${path}_type`,
    });
    return { kind: 'ignored' };
  }
  const parsed = LocationSchema.safeParse(row);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refused('position_invalid', issue?.message ?? 'no position', `${path}${issue?.path.join('.') ?? ''}`);
  }
  const { lat, lon, tst, topic, tid } = parsed.data;
  const terminal = nameFromTopic(transportTopic) ?? nameFromTopic(topic ?? null) ?? tid ?? '';
  if (!isDeviceName(terminal))
    return refused('terminal_missing', 'neither topic nor tid names the device', `${path}tid`);
  const observedAtMs = tst * 1000;
  const fault = observedTimeFault(observedAtMs, nowMs);
  if (fault !== null)
    return refused(fault, 'tst must be epoch seconds, from 2000 to at most 5 minutes ahead', `${path}tst`);
  const { vel, cog, alt, acc, batt } = optionalNumbers(parsed.data, LIMITS, path, notes);
  const fix: PositionFix = {
    terminal,
    lon,
    lat,
    observedAtMs,
    ...(vel === undefined ? {} : { speedKmh: vel }),
    ...(cog === undefined ? {} : { courseDeg: cog % 360 }),
    ...(alt === undefined ? {} : { altitudeM: alt }),
    ...(acc === undefined ? {} : { accuracyM: acc }),
    ...(batt === undefined ? {} : { batteryPct: batt }),
    fix: 'unknown',
    source: 'owntracks',
  };
  return { kind: 'fix', fix };
}

function nameFromTopic(topic: string | null): string | null {
  if (topic === null || topic === '') return null;
  return topic.replace(/^\/?owntracks\//, '');
}

function refused(code: PlainReasonCode, message: string, path: string): One {
  return { kind: 'refused', refusal: { code, message, path } };
}
