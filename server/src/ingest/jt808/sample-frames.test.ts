import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FrameReader } from './frame-reader.ts';
import { Header } from './header.ts';
import { extraIds, Location } from './location.ts';
import { readBatch } from './location-batch.ts';
import { msgName } from './message-ids.ts';

const ExtrasSchema = z.object({
  mileage_km: z.number().optional(),
  fuel_l: z.number().optional(),
  recorderSpeed_kmh: z.number().optional(),
  rssi: z.number().optional(),
  satellites: z.number().optional(),
  otherIds: z.array(z.string()).default([]),
  extrasMalformed: z.literal(true).optional(),
});

const LocationSchema = z.object({
  alarmFlag: z.number(),
  status: z.number(),
  acc: z.boolean(),
  fix: z.boolean(),
  lat: z.number(),
  lon: z.number(),
  altitude_m: z.number(),
  speed_kmh: z.number(),
  course: z.number(),
  time: z.string(),
  extras: ExtrasSchema,
});
const ErrorSchema = z.object({ error: z.string() });
type ExpectedLocation = z.infer<typeof LocationSchema>;

const FramesSchema = z.object({
  frames: z.array(
    z.object({
      name: z.string(),
      wireHex: z.string(),
      expected: z.object({
        accept: z.boolean(),
        checksumOk: z.boolean(),
        msgId: z.string(),
        version: z.enum(['2013', '2019']),
        protocolVersion: z.number().optional(),
        terminal: z.string(),
        terminalNotBcd: z.boolean().optional(),
        encrypted: z.boolean().optional(),
        serial: z.number(),
        subpackage: z.object({ total: z.number(), index: z.number() }).optional(),
        bodyLenDeclared: z.number(),
        bodyLenActual: z.number(),
        lengthOk: z.boolean(),
        location: z.union([LocationSchema, ErrorSchema]).optional(),
        batch: z
          .object({
            count: z.number(),
            type: z.number(),
            decoded: z.number(),
            items: z.array(z.union([LocationSchema, ErrorSchema])),
          })
          .optional(),
      }),
    }),
  ),
});

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));
const { frames } = FramesSchema.parse(fixture('frames.json'));

function read(wireHex: string): { reader: FrameReader; header: Header; fault: string | null } {
  const reader = new FrameReader();
  reader.push(Buffer.from(wireHex, 'hex'));
  expect(reader.next()).toBe(true);
  const header = new Header();
  const headerFault = header.read(reader.bytes, reader.start, reader.end);
  return { reader, header, fault: reader.fault ?? headerFault };
}

const KNOWN_EXTRAS = [0x01, 0x02, 0x03, 0x30, 0x31];
const orNaN = (value: number | undefined) => value ?? Number.NaN;

function expectLocation(bytes: Buffer, start: number, end: number, expected: ExpectedLocation): void {
  const location = new Location();
  const fault = location.read(bytes, start, end);
  expect(fault).toBe(Math.abs(expected.lat) > 90 ? 'lat_out_of_range' : null);
  const { extras } = expected;
  expect({
    alarm: location.alarmWord,
    status: location.statusWord,
    ignition: location.ignition,
    fix: location.fix,
    lat: location.lat,
    lon: location.lon,
    altitude: location.altitudeM & 0xffff,
    speed: location.speedKmh,
    course: location.courseDeg,
    at: location.observedAtMs,
    mileage: location.mileageKm,
    fuel: location.fuelL,
    recorder: location.recorderSpeedKmh,
    signal: location.signal,
    satellites: location.satellites,
    extras: location.extras,
  }).toEqual({
    alarm: expected.alarmFlag,
    status: expected.status,
    ignition: expected.acc ? 'on' : 'off',
    fix: expected.fix ? 'valid' : 'invalid',
    lat: expected.lat,
    lon: expected.lon,
    altitude: expected.altitude_m,
    speed: expected.speed_kmh,
    course: expected.course,
    at: Date.parse(expected.time),
    mileage: orNaN(extras.mileage_km),
    fuel: orNaN(extras.fuel_l),
    recorder: orNaN(extras.recorderSpeed_kmh),
    signal: orNaN(extras.rssi),
    satellites: orNaN(extras.satellites),
    extras: extras.extrasMalformed ? 'malformed' : 'whole',
  });
  const others = extraIds(bytes, start, end).filter((id) => !KNOWN_EXTRAS.includes(id));
  expect(others.map((id) => `0x${id.toString(16).toUpperCase().padStart(2, '0')}`)).toEqual(extras.otherIds);
}

describe('the 78 sample frames', () => {
  it('are all there', () => {
    expect(frames).toHaveLength(78);
  });

  it.each(frames)('$name: header as expected, accepted only when it should be', ({ wireHex, expected }) => {
    const { reader, header, fault } = read(wireHex);
    expect(fault === null).toBe(expected.accept);
    expect(reader.fault === null).toBe(expected.checksumOk);
    expect(msgName(header.msgId).toLowerCase()).toBe(expected.msgId.toLowerCase());
    expect(header.version).toBe(expected.version);
    expect(header.protocolVersion).toBe(expected.protocolVersion ?? 0);
    expect(header.terminal).toBe(expected.terminalNotBcd ? '' : expected.terminal);
    expect(header.encrypted).toBe(expected.encrypted ?? false);
    expect(header.serial).toBe(expected.serial);
    expect([header.packetTotal, header.packetIndex]).toEqual([
      expected.subpackage?.total ?? 0,
      expected.subpackage?.index ?? 0,
    ]);
    expect(header.bodyLengthDeclared).toBe(expected.bodyLenDeclared);
    expect(header.bodyEnd - header.bodyStart).toBe(expected.bodyLenActual);
  });

  it.each(frames.filter((frame) => frame.expected.location))('$name: location values', ({ wireHex, expected }) => {
    const { reader, header } = read(wireHex);
    if (expected.location === undefined || 'error' in expected.location) {
      expect(new Location().read(reader.bytes, header.bodyStart, header.bodyEnd)).toBe('location_truncated');
      return;
    }
    expectLocation(reader.bytes, header.bodyStart, header.bodyEnd, expected.location);
  });

  it.each(frames.filter((frame) => frame.expected.batch))('$name: batch items', ({ wireHex, expected }) => {
    const { reader, header } = read(wireHex);
    const items = expected.batch?.items ?? [];
    const result = readBatch(reader.bytes, header.bodyStart, header.bodyEnd, (start, end, index) => {
      const item = items[index];
      if (item === undefined || 'error' in item) throw new Error(`item ${index} should have been refused`);
      expectLocation(reader.bytes, start, end, item);
    });
    expect(result.whole).toBe(expected.batch?.decoded);
    expect(result.declared).toBe(expected.batch?.count);
    expect(result.type).toBe(expected.batch?.type === 1 ? 'blind_area' : 'normal');
    expect(result.fault).toBe(items.some((item) => 'error' in item) ? 'batch_truncated' : null);
  });
});

const StreamsSchema = z.object({
  cases: z.array(z.object({ name: z.string(), chunks: z.array(z.string()), expectedFrames: z.number() })),
});

describe('the sample streams', () => {
  it.each(StreamsSchema.parse(fixture('streams.json')).cases)('$name', ({ chunks, expectedFrames }) => {
    const reader = new FrameReader();
    let good = 0;
    for (const chunk of chunks) {
      reader.push(Buffer.from(chunk, 'hex'));
      while (reader.next()) {
        expect(reader.fault).toBeNull();
        good++;
      }
    }
    expect(good).toBe(expectedFrames);
  });
});
