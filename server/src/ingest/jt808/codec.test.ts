import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALARM_NAMES, alarmNames, alarmWord } from './alarms.ts';
import { FrameReader, MAX_WIRE_BYTES } from './frame-reader.ts';
import { encodeFrame, encodeSubPackets, FrameWriter } from './frame-writer.ts';
import { toGcj02 } from './gcj02.ts';
import { bareTerminal, Header } from './header.ts';
import { encodeLocation, Location } from './location.ts';
import { encodeLocationBatch, readBatch } from './location-batch.ts';
import { MSG } from './message-ids.ts';
import { Reassembly } from './reassembly.ts';
import { decodeAuthentication, decodeRegistration, encodeAuthentication, encodeRegistration } from './registration.ts';
import { decodePlatformMessage, writePlatformReply, writeRegisterReply } from './replies.ts';

interface Seen {
  readonly fault: string | null;
  readonly raw: string;
  readonly frame: string;
}

function readAll(chunks: readonly Buffer[], reader = new FrameReader()): Seen[] {
  const seen: Seen[] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    while (reader.next()) {
      seen.push({
        fault: reader.fault,
        raw: reader.raw.toString('hex', reader.rawStart, reader.rawEnd),
        frame: reader.fault === null ? reader.bytes.toString('hex', reader.start, reader.end) : '',
      });
    }
  }
  return seen;
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, i) => Buffer.from(bytes.subarray(from, places[i] ?? bytes.length)));
}

/** Bytes rich in marks and escapes. */
const wireByte = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0x7e, 0x7d, 0x01, 0x02) },
  { weight: 7, arbitrary: fc.nat(255) },
);
const wireBytes = (maxLength: number) =>
  fc.array(wireByte, { maxLength, size: 'max' }).map((bytes) => Buffer.from(bytes));
const version = fc.constantFrom('2013' as const, '2019' as const);
const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((list) => list.join(''));
const address = version.chain((v) => digits(v === '2013' ? 12 : 20).map((terminal) => ({ version: v, terminal })));
const frame = fc
  .tuple(address, fc.nat(0xffff), fc.nat(0xffff), wireBytes(1023))
  .map(([to, msgId, serial, body]) => ({ ...to, msgId, serial, body }));

describe('JT/T 808 frames', () => {
  it('read back what was written, escapes and both headers included', () => {
    fc.assert(
      fc.property(frame, (sent) => {
        const reader = new FrameReader();
        reader.push(encodeFrame(sent));
        expect(reader.next()).toBe(true);
        expect(reader.fault).toBeNull();
        const header = new Header();
        expect(header.read(reader.bytes, reader.start, reader.end)).toBeNull();
        expect([header.msgId, header.serial, header.terminal, header.version]).toEqual([
          sent.msgId,
          sent.serial,
          sent.terminal,
          sent.version,
        ]);
        expect(reader.bytes.subarray(header.bodyStart, header.bodyEnd)).toEqual(sent.body);
        expect(reader.next()).toBe(false);
      }),
    );
  });

  it('are the same messages however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(frame.map(encodeFrame), wireBytes(80), fc.constant(Buffer.alloc(MAX_WIRE_BYTES + 50, 0x33))),
          { maxLength: 8 },
        ),
        fc.array(fc.nat(), { maxLength: 40 }),
        (pieces, cuts) => {
          const stream = Buffer.concat(pieces);
          expect(readAll(split(stream, cuts))).toEqual(readAll([Buffer.from(stream)]));
        },
      ),
    );
  });

  it('byte by byte is the hardest cut', () => {
    const stream = Buffer.concat([
      encodeFrame({ msgId: 2, terminal: '7e', version: '2013', serial: 0x7e7d, body: Buffer.from([0x7e, 0x7d]) }),
    ]);
    expect(readAll([...stream].map((byte) => Buffer.of(byte)))).toEqual(readAll([stream]));
  });

  it('never throw and never hold more than one frame, whatever arrives', () => {
    fc.assert(
      fc.property(fc.array(wireBytes(3000), { maxLength: 6 }), (chunks) => {
        const reader = new FrameReader();
        const header = new Header();
        const location = new Location();
        for (const chunk of chunks) {
          const before = Buffer.from(chunk);
          reader.push(chunk);
          while (reader.next()) {
            header.read(reader.bytes, reader.start, reader.end);
            location.read(reader.bytes, reader.start, reader.end);
            readBatch(reader.bytes, reader.start, reader.end, () => undefined);
            decodeRegistration(reader.bytes, reader.start, reader.end, header.version);
            decodeAuthentication(reader.bytes, reader.start, reader.end, header.version);
            expect(reader.rawEnd - reader.rawStart).toBeLessThanOrEqual(MAX_WIRE_BYTES);
          }
          expect(chunk).toEqual(before);
        }
      }),
    );
  });

  it('count endless garbage without keeping it, and find the next frame', () => {
    const reader = new FrameReader();
    for (let i = 0; i < 200; i++) {
      reader.push(Buffer.alloc(65_536, 0x55));
      expect(reader.next()).toBe(false);
    }
    expect(reader.pendingBytes).toBe(200 * 65_536);
    const good = encodeFrame({ msgId: 2, terminal: '13912345678', version: '2013', serial: 1, body: Buffer.alloc(0) });
    expect(readAll([good], reader).map((seen) => seen.fault)).toEqual(['frame_too_long', null]);
    expect(reader.pendingBytes).toBe(0);
  });

  it('refuse a frame with any one byte changed', () => {
    fc.assert(
      fc.property(frame, fc.nat(), fc.integer({ min: 1, max: 255 }), (sent, place, flip) => {
        const wire = encodeFrame(sent);
        const at = 1 + (place % (wire.length - 2));
        wire[at] = (wire[at] ?? 0) ^ flip;
        const header = new Header();
        const reader = new FrameReader();
        reader.push(wire);
        while (reader.next()) {
          const intact = reader.fault === null && header.read(reader.bytes, reader.start, reader.end) === null;
          expect(intact).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('frames that share one mark are both read', () => {
    const one = encodeFrame({ msgId: 2, terminal: '1', version: '2013', serial: 1, body: Buffer.alloc(0) });
    const two = encodeFrame({ msgId: 2, terminal: '1', version: '2019', serial: 2, body: Buffer.alloc(0) });
    expect(readAll([Buffer.concat([one, two.subarray(1)])]).map((seen) => seen.fault)).toEqual([null, null]);
  });

  it('a body over 1023 bytes is refused by the writer, not cut', () => {
    expect(() =>
      encodeFrame({ msgId: 1, terminal: '1', version: '2013', serial: 0, body: Buffer.alloc(1024) }),
    ).toThrow(RangeError);
  });
});

const MS_2000 = Date.UTC(2000, 0, 1);
const MS_2099 = Date.UTC(2099, 11, 31);
const locationToSend = fc.record({
  lon: fc.integer({ min: -180_000_000, max: 180_000_000 }).map((micro) => micro / 1e6),
  lat: fc.integer({ min: -90_000_000, max: 90_000_000 }).map((micro) => micro / 1e6),
  observedAtMs: fc.integer({ min: MS_2000 / 1000, max: MS_2099 / 1000 }).map((s) => s * 1000),
  fix: fc.constantFrom('valid' as const, 'invalid' as const),
  ignition: fc.constantFrom('on' as const, 'off' as const),
  speedKmh: fc.nat(0xffff).map((tenths) => tenths / 10),
  courseDeg: fc.nat(359),
  altitudeM: fc.integer({ min: -400, max: 9000 }),
  alarmWord: fc.nat(0xffffffff),
  mileageKm: fc.nat(0xffffffff).map((tenths) => tenths / 10),
  satellites: fc.nat(255),
  signal: fc.nat(255),
});

describe('0x0200 and 0x0704', () => {
  it('a location reads back as it was sent', () => {
    fc.assert(
      fc.property(locationToSend, (sent) => {
        const body = encodeLocation(sent);
        const location = new Location();
        expect(location.read(body, 0, body.length)).toBeNull();
        const {
          lon,
          lat,
          observedAtMs,
          fix,
          ignition,
          speedKmh,
          courseDeg,
          altitudeM,
          alarmWord: alarms,
          mileageKm,
          satellites,
          signal,
        } = location;
        // -0 and 0 are one place.
        expect({
          lon: lon + 0,
          lat: lat + 0,
          observedAtMs,
          fix,
          ignition,
          speedKmh,
          courseDeg,
          altitudeM,
          alarmWord: alarms,
          mileageKm,
          satellites,
          signal,
        }).toEqual({
          ...sent,
          lon: sent.lon + 0,
          lat: sent.lat + 0,
        });
      }),
    );
  });

  it('a batch reads back in order, and a cut one keeps its whole items', () => {
    fc.assert(
      fc.property(fc.array(locationToSend, { minLength: 1, maxLength: 20 }), fc.nat(), (sent, cut) => {
        const bodies = sent.map(encodeLocation);
        const body = encodeLocationBatch('blind_area', bodies);
        const got: string[] = [];
        const whole = readBatch(body, 0, body.length, (start, end) => got.push(body.toString('hex', start, end)));
        expect(whole).toEqual({ type: 'blind_area', declared: sent.length, whole: sent.length, fault: null });
        expect(got).toEqual(bodies.map((one) => one.toString('hex')));
        const short = cut % body.length;
        expect(readBatch(body, 0, short, () => undefined).fault).toBe('batch_truncated');
      }),
    );
  });

  it('bytes after the declared count are reported', () => {
    const body = Buffer.concat([encodeLocationBatch('normal', [Buffer.alloc(28)]), Buffer.of(1)]);
    expect(readBatch(body, 0, body.length, () => undefined).fault).toBe('batch_count_wrong');
  });

  it.each([
    ['no time at all', '000000000000'],
    ['30 February', '260230101010'],
    ['29 February 2026', '260229101010'],
    ['hour 24', '260712240000'],
    ['a nibble above 9', '26071a101010'],
    ['all ones', 'ffffffffffff'],
  ])('%s is no time', (_, bcdTime) => {
    const body = encodeLocation({ lon: 109.9, lat: 35.2, observedAtMs: MS_2000, fix: 'valid' });
    Buffer.from(bcdTime, 'hex').copy(body, 22);
    expect(new Location().read(body, 0, body.length)).toBe('time_invalid');
  });

  it('coordinates marked as shifted (GCJ-02) are straightened', () => {
    const [lon, lat] = toGcj02(109.932533, 35.190245);
    const body = encodeLocation({ lon, lat, observedAtMs: MS_2000, fix: 'valid' });
    const location = new Location();
    location.read(body, 0, body.length);
    expect(Math.abs(location.lon - 109.932533)).toBeGreaterThan(0.001);
    body.writeUInt32BE(body.readUInt32BE(4) | (1 << 5), 4);
    expect(location.read(body, 0, body.length)).toBeNull();
    expect(location.lon).toBeCloseTo(109.932533, 4);
    expect(location.lat).toBeCloseTo(35.190245, 4);
  });

  it('names each alarm bit', () => {
    expect(alarmNames(0)).toEqual([]);
    expect(alarmNames(0x8000_0001)).toEqual(['emergency', 'illegal_door']);
    for (const name of ALARM_NAMES) expect(alarmNames(alarmWord([name]))).toEqual([name]);
  });
});

describe('registration, authentication, replies', () => {
  it.each(['2011', '2013', '2019'] as const)('a %s registration reads back, Chinese plate included', (layout) => {
    const sent = {
      layout,
      province: 61,
      city: 525,
      maker: 'MK1',
      model: 'T-808',
      terminalId: 'ID12',
      plateColor: 2,
      plate: '陕E12345',
    };
    const body = encodeRegistration(sent);
    expect(decodeRegistration(body, 0, body.length, layout === '2019' ? '2019' : '2013')).toEqual(sent);
  });

  it('a registration cut short is refused', () => {
    expect(decodeRegistration(Buffer.alloc(24), 0, 24, '2013')).toBeNull();
    expect(decodeRegistration(Buffer.alloc(75), 0, 75, '2019')).toBeNull();
  });

  it('authentication reads back in both layouts', () => {
    const plain = encodeAuthentication({ code: 'abc123' }, '2013');
    expect(decodeAuthentication(plain, 0, plain.length, '2013')).toEqual({ code: 'abc123' });
    const sent = { code: 'abc123', imei: '860000000000001', softwareVersion: 'V1.2' };
    const full = encodeAuthentication(sent, '2019');
    expect(decodeAuthentication(full, 0, full.length, '2019')).toEqual(sent);
    expect(decodeAuthentication(Buffer.from([9, 65]), 0, 2, '2019')).toBeNull();
  });

  it('replies read back', () => {
    const to = { terminal: '013912345678', version: '2013' } as const;
    const writer = new FrameWriter();
    writePlatformReply(writer, to, 1, 0x7e7d, MSG.location, 'wrong');
    writeRegisterReply(writer, { ...to, version: '2019' }, 2, 7, 'registered', 'c0de');
    writeRegisterReply(writer, to, 3, 8, 'no_such_terminal', '');
    const reader = new FrameReader();
    reader.push(writer.take());
    const header = new Header();
    const got = [];
    while (reader.next()) {
      expect(header.read(reader.bytes, reader.start, reader.end)).toBeNull();
      got.push(decodePlatformMessage(header.msgId, reader.bytes, header.bodyStart, header.bodyEnd));
    }
    expect(got).toEqual([
      { kind: 'reply', serial: 0x7e7d, msgId: MSG.location, result: 'wrong' },
      { kind: 'registered', serial: 7, authCode: 'c0de' },
      { kind: 'register_refused', serial: 8, result: 'no_such_terminal' },
    ]);
  });

  it('one number has one bare form under both headers', () => {
    expect(bareTerminal('013912345678')).toBe('13912345678');
    expect(bareTerminal('00000000013912345678')).toBe('13912345678');
    expect(bareTerminal('000000000000')).toBe('0');
  });
});

describe('sub-packets', () => {
  const limits = { messages: 2, bytesEach: 4096, maxAgeMs: 60_000 };

  function feed(reassembly: Reassembly, wires: readonly Buffer[], nowMs = 0) {
    const header = new Header();
    const reader = new FrameReader();
    return wires.map((wire) => {
      reader.push(Buffer.from(wire));
      expect(reader.next()).toBe(true);
      expect(header.read(reader.bytes, reader.start, reader.end)).toBeNull();
      return reassembly.add(header, reader.bytes, nowMs);
    });
  }

  const long = (size: number, serial = 65_535) =>
    encodeSubPackets(
      { msgId: MSG.locationBatch, terminal: '1', version: '2013', serial, body: Buffer.alloc(size, 7) },
      1000,
    );

  it('come together in any order, across the serial wrap, repeats harmless', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const parts = long(3500);
        const reassembly = new Reassembly(limits);
        const wires = order.flatMap((i) => [parts[i] ?? Buffer.alloc(0)]);
        const [first] = wires;
        const results = feed(reassembly, first ? [first, ...wires] : wires);
        const whole = results.at(-1);
        expect(whole).toMatchObject({ body: Buffer.alloc(3500, 7) });
        expect(results.slice(0, -1)).toEqual([null, null, null, null]);
        expect(reassembly.size).toBe(0);
      }),
    );
  });

  it('are bounded in messages, bytes and age', () => {
    const reassembly = new Reassembly(limits);
    const start = (serial: number) => long(2000, serial).slice(0, 1);
    expect(feed(reassembly, [...start(1), ...start(10)])).toEqual([null, null]);
    expect(feed(reassembly, start(20))).toEqual(['subpackets_too_many']);
    expect(feed(reassembly, start(20), 60_001)).toEqual([null]);
    expect(reassembly.size).toBe(1);
    expect(feed(new Reassembly(limits), long(5000)).at(-1)).toBe('subpackets_too_large');
    const claim = encodeFrame({
      msgId: 1,
      terminal: '1',
      version: '2013',
      serial: 1,
      body: Buffer.alloc(0),
      packet: { total: 65_535, index: 1 },
    });
    expect(feed(new Reassembly(limits), [claim])).toEqual(['subpackets_too_large']);
  });
});
