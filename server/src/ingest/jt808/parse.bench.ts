/**
 * Positions per second, one core: `node server/src/ingest/jt808/parse.bench.ts [--tcp]`.
 *
 * floor  – every byte of the stream read once (XOR), nothing understood
 * ours   – frames, header, location, columns
 * naive  – bytes unescaped into arrays, digits through strings, one object per position
 * --tcp  – the whole gateway over loopback with answers, client in a process of its own
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { FixColumns } from './fix-columns.ts';
import { FrameReader } from './frame-reader.ts';
import { encodeFrame } from './frame-writer.ts';
import { Header } from './header.ts';
import { encodeLocation, Location } from './location.ts';
import { MSG } from './message-ids.ts';
import { contentHash } from './recent-messages.ts';
import { createJt808Gateway } from './transport.ts';

const POSITIONS = 20_000;
const TERMINALS = 200;
const CHUNK = 64 * 1024;
const START = Date.UTC(2026, 6, 12);

function frameOf(i: number, observedAtMs: number): Buffer {
  const terminal = `0139${String(i % TERMINALS).padStart(8, '0')}`;
  const body = encodeLocation({
    lon: 109.9 + (i % 977) * 1e-4,
    lat: 35.1 + (i % 613) * 1e-4,
    observedAtMs,
    fix: 'valid',
    speedKmh: i % 90,
    courseDeg: i % 360,
    altitudeM: 700,
    mileageKm: i % 10_000,
    satellites: 12,
    signal: 25,
  });
  return encodeFrame({ terminal, version: '2013', msgId: MSG.location, serial: i & 0xffff, body });
}

function chunks(): Buffer[] {
  const stream = Buffer.concat(Array.from({ length: POSITIONS }, (_, i) => frameOf(i, START + i * 1000)));
  return Array.from({ length: Math.ceil(stream.length / CHUNK) }, (_, i) =>
    stream.subarray(i * CHUNK, (i + 1) * CHUNK),
  );
}

function floor(input: Buffer[]): number {
  let sum = 0;
  for (const chunk of input) for (let i = 0; i < chunk.length; i++) sum ^= chunk[i] ?? 0;
  return sum;
}

function ours(): (input: Buffer[]) => number {
  const reader = new FrameReader();
  const header = new Header();
  const location = new Location();
  const columns = new FixColumns(8192);
  return (input) => {
    let positions = 0;
    for (const chunk of input) {
      reader.push(chunk);
      while (reader.next()) {
        if (reader.fault !== null || header.read(reader.bytes, reader.start, reader.end) !== null) continue;
        if (location.read(reader.bytes, header.bodyStart, header.bodyEnd) !== null) continue;
        contentHash(reader.bytes, header.bodyStart, header.bodyEnd);
        if (columns.room === 0) columns.clear();
        columns.push(header.terminal, 'unknown', location);
        positions++;
      }
    }
    return positions;
  };
}

function naive(input: Buffer[]): number {
  const fixes: object[] = [];
  let rest: Buffer = Buffer.alloc(0);
  for (const chunk of input) {
    rest = Buffer.concat([rest, chunk]);
    let start = rest.indexOf(0x7e);
    for (
      let end = rest.indexOf(0x7e, start + 1);
      end > 0;
      start = rest.indexOf(0x7e, end + 1), end = rest.indexOf(0x7e, start + 1)
    ) {
      const bytes: number[] = [];
      for (let i = start + 1; i < end; i++) {
        const byte = rest[i] ?? 0;
        bytes.push(byte === 0x7d ? (rest[++i] === 1 ? 0x7d : 0x7e) : byte);
      }
      if (bytes.reduce((xor, byte) => xor ^ byte, 0) !== 0) continue;
      const frame = Buffer.from(bytes);
      const body = frame.subarray(12, -1);
      const time = body.toString('hex', 22, 28).match(/../g) ?? [];
      fixes.push({
        terminal: frame.toString('hex', 4, 10),
        lat: body.readUInt32BE(8) / 1e6,
        lon: body.readUInt32BE(12) / 1e6,
        speedKmh: body.readUInt16BE(18) / 10,
        courseDeg: body.readUInt16BE(20),
        observedAtMs: Date.parse(`20${time.slice(0, 3).join('-')}T${time.slice(3).join(':')}+08:00`),
      });
      if (start < 0) break;
    }
    rest = rest.subarray(Math.max(0, start));
  }
  return fixes.length;
}

function measure(name: string, rounds: number, run: (input: Buffer[]) => number): void {
  const input = chunks();
  for (let i = 0; i < Math.min(rounds, 5); i++) run(input);
  const started = process.cpuUsage();
  for (let i = 0; i < rounds; i++) run(input);
  const { user, system } = process.cpuUsage(started);
  const microseconds = (user + system) / (rounds * POSITIONS);
  console.log(
    JSON.stringify({
      name,
      cpuUsPerPosition: Number(microseconds.toFixed(4)),
      perSecond: Math.round(1e6 / microseconds),
    }),
  );
}

/** Sends `total` positions over `links` sockets, never more than a window unanswered each, then exits. */
async function client(port: number, total: number, links: number): Promise<void> {
  const window = 200;
  const each = Math.ceil(total / links);
  await Promise.all(
    Array.from({ length: links }, async (_, link) => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      const frames = Array.from({ length: each }, (_, i) => frameOf(link + i * TERMINALS, START + i * 1000));
      let sent = 0;
      let answered = 0;
      const reader = new FrameReader();
      const send = () => {
        const next = frames.slice(sent, Math.min(each, answered + window));
        sent += next.length;
        if (next.length > 0) socket.write(Buffer.concat(next));
      };
      const finished = once(socket, 'close');
      socket.on('data', (chunk: Buffer) => {
        reader.push(chunk);
        while (reader.next()) answered++;
        if (answered === each) socket.end();
        else if (sent - answered < window / 2) send();
      });
      send();
      await finished;
    }),
  );
}

async function overTcp(): Promise<void> {
  const total = 400_000;
  let stored = 0;
  const gateway = await createJt808Gateway({
    port: 0,
    host: '127.0.0.1',
    onFix: (columns) => {
      stored += columns.length;
    },
    registry: {
      lookup: () => 'unknown',
      issueAuthCode: async () => ({ result: 'no_such_terminal' }),
      checkAuthCode: async () => false,
    },
    health: { seen: () => undefined, refused: (_, refusal) => console.error(refusal) },
    now: () => START + 86_400_000,
    requireAuth: false,
  });
  const child = fork(import.meta.filename, ['--client', String(gateway.port), String(total), '50']);
  await once(child, 'message');
  const started = performance.now();
  const cpu = process.cpuUsage();
  child.send('go');
  await once(child, 'exit');
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { duplicates, refused } = gateway.stats();
  await gateway.close();
  console.log(
    JSON.stringify({
      name: 'gateway over TCP, answered',
      sent: total,
      stored,
      duplicates,
      refused,
      seconds: Number(seconds.toFixed(2)),
      perSecond: Math.round(stored / seconds),
      serverCpuUsPerPosition: Number(((user + system) / stored).toFixed(2)),
    }),
  );
}

const [mode, port, total, links] = process.argv.slice(2);
if (mode === '--client') {
  process.once(
    'message',
    () => void client(Number(port), Number(total), Number(links)).then(() => process.disconnect()),
  );
  process.send?.('ready');
} else {
  measure('floor: bytes read once', 100, floor);
  measure('ours: frames to columns', 100, ours());
  measure('naive: arrays, strings, objects', 10, naive);
  if (mode === '--tcp') await overTcp();
}
