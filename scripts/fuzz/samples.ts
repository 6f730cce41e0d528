import { readFileSync } from 'node:fs';
import { FrameReader } from '@sitong/server/ingest/jt808/frame-reader.ts';
import { Location } from '@sitong/server/ingest/jt808/location.ts';
import { readBatch } from '@sitong/server/ingest/jt808/location-batch.ts';
import { decodeRegistration } from '@sitong/server/ingest/jt808/registration.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { z } from 'zod';
import type { ParseContext } from '../../web/src/wall/command-line/command.ts';

/** Inputs that are no files. */

export const LINE_CONTEXT: ParseContext = {
  names: [
    { kind: 'division', id: '610525101233', name: '善化村', pinyin: 'shanhuacun', initials: 'shc' },
    { kind: 'team', id: 'team-fengyuan-1', name: '冯原1队', pinyin: 'fengyuan1dui', initials: 'fy1d' },
    { kind: 'person', id: 'p-1', name: '赵志强', pinyin: 'zhaozhiqiang', initials: 'zzq' },
    { kind: 'incident', id: 'i-142', name: 'I-0142 山洪 善化村', pinyin: 'i0142shanhong', initials: 'i0142sh' },
  ],
  incidents: [{ id: 'i-142', number: 142, title: '山洪 善化村' }],
  alarms: [{ id: 'a-2041', number: 2041 }],
  selected: { alarm: 'a-2041' },
  nowMs: Date.parse('2026-07-18T20:47:32+08:00'),
};

export const COMMAND_LINES = [
  '新建 山洪 善化村 3人被困',
  'xj sh shc 被困3人',
  'new flash shanhua trapped:3',
  '派 冯原1队 I-0142 转移 21:15前',
  '确认 A-2041',
  '去 值班',
];

const ID = '0190a0a0-7000-7000-8000-000000000001';
const place = { point: seatOf(SHANHUA), division: SHANHUA, name: '沟口', by: 'map' };

export const INTENTS = [
  { type: 'EnterDutyLog', text: '大峪河水位 2.41 m' },
  {
    type: 'ReportIncident',
    incidentId: ID,
    hazard: 'flash_flood',
    title: '山洪',
    grade: 3,
    place,
    source: { kind: 'phone', caller: { name: '何一', phone: '13900000000' } },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [{ figure: 'trapped', value: 3 }],
  },
  {
    type: 'DispatchTeam',
    orderId: ID,
    incidentId: ID,
    team: 'team-1',
    exclusive: true,
    voice: false,
    content: {
      task: '转移',
      skills: [],
      destination: { name: '沟口', point: seatOf(SHANHUA), division: SHANHUA },
      hazards: '',
      protection: '',
      feedbackMin: 30,
    },
  },
].map((intent) => JSON.stringify({ commandId: ID, intent, pressedAt: '2026-07-18T20:00:00+08:00' }));

export const WIRE_MESSAGES = [
  '0/live,{"token":"x"}',
  '2/live,["hello",{"world":"live","since":12,"protocol":"a","positions":"on"}]',
  '2/live,["shown",{"seq":12}]',
  '2/live,["attention",{"positions":"off"}]',
  '2/live,["position",{"lon":109.9,"lat":35.2,"observedAt":"2026-07-18T20:00:00+08:00"}]',
  '2/live,7["intent",{"commandId":"x","intent":{"type":"EnterDutyLog","text":"a"}}]',
  '51-/live,["positions",{"_placeholder":true,"num":0}]',
];

const FramesSchema = z.object({ frames: z.array(z.object({ wireHex: z.string() })) });

export function jt808Frames(): Buffer[] {
  const file = new URL('../../server/src/ingest/jt808/fixtures/frames.json', import.meta.url);
  const { frames } = FramesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return frames.slice(0, 200).map(({ wireHex }) => Buffer.from(wireHex, 'hex'));
}

/** Every reader of the room over every frame that stands, whatever it claims to be. */
export function readFrames(bytes: Buffer): number {
  const reader = new FrameReader();
  const location = new Location();
  let frames = 0;
  reader.push(bytes);
  while (reader.next()) {
    frames += 1;
    if (reader.fault !== null) continue;
    const { bytes: frame, start, end } = reader;
    location.read(frame, start + 12, end);
    readBatch(frame, start + 12, end, (from, to) => location.read(frame, from, to));
    for (const version of ['2013', '2019'] as const) decodeRegistration(frame, start + 12, end, version);
  }
  return frames;
}

/** One real earthquake file is megabytes: its first ones tell as much. */
export function shortQuakes(bytes: Buffer): Buffer {
  const all = z.looseObject({ features: z.array(z.unknown()) }).parse(JSON.parse(bytes.toString('utf8')));
  return Buffer.from(JSON.stringify({ ...all, features: all.features.slice(0, 3) }));
}

export function standing(): {
  lonLat: Float64Array;
  courseDeg: Float32Array;
  speedKmh: Float32Array;
  atMs: Float64Array;
} {
  return {
    lonLat: new Float64Array(200),
    courseDeg: new Float32Array(100),
    speedKmh: new Float32Array(100),
    atMs: new Float64Array(100),
  };
}

/** The smallest pictures with a piece that must go: APP1 in the JPEG, tEXt in the PNG. */
export const PIXEL_JPEG = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffe1001045786966000049492a0008000000ffdb004300' +
    '08'.repeat(64) +
    'ffc0000b080001000101011100ffc40014000100000000000000000000000000000000ffda0008010100003f0000ffd9',
  'hex',
);
export const PIXEL_PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000774455874610062000000005a0fd9710000000a49444154789c6360000000020001e221bc330000000049454e44ae426082',
  'hex',
);
