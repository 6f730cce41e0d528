import { once } from 'node:events';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { startChild } from './child.ts';
import { atMost, betterThanRival, exactly, floors } from './goal.ts';
import { type BenchReport, machine } from './report.ts';

const ResultSchema = z.object({ cpuUs: z.number(), sent: z.number(), frameBytes: z.number() });

interface Way {
  way: 'lane' | 'ws' | 'json' | 'emit';
  readers: number;
  units: number;
  ticks: number;
  everyMs: number;
}

interface Cost {
  usPerPosition: number;
  bytesPerPosition: number;
  received: number;
  expected: number;
}

/** WebSocket header of a frame from 126 bytes to 64 KB, and the one byte Engine.IO never sends for binary. */
const FRAME_HEADER = 4;

/** Readers in this process take what comes and look at nothing but its size. */
async function cost({ way, readers, units, ticks, everyMs }: Way): Promise<Cost> {
  const child = startChild('position-server.ts', [way, String(units)]);
  const port = Number((await child.line()).split(' ')[1]);
  let messages = 0;
  let bytes = 0;
  const closers: (() => void)[] = [];
  await Promise.all(
    Array.from({ length: readers }, async () => {
      if (way === 'ws') {
        const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
        socket.on('message', (data: Buffer) => {
          messages += 1;
          bytes += data.byteLength + FRAME_HEADER;
        });
        closers.push(() => socket.terminate());
        await once(socket, 'open');
        return;
      }
      const socket = io(`http://127.0.0.1:${port}/live`, {
        path: '/live',
        transports: ['websocket'],
        forceNew: true,
        ...(way === 'lane' ? { parser: wireParser } : {}),
      });
      closers.push(() => socket.disconnect());
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
      // Counted where it arrives, before anything is decoded for a screen.
      socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
        if (data === undefined || data === null) return;
        const size = typeof data === 'string' ? Buffer.byteLength(data) + 1 : sizeOf(data);
        if (size < 30) return; // pings
        messages += 1;
        bytes += size + (size < 126 ? 2 : FRAME_HEADER);
      });
    }),
  );
  child.say(`run ${Math.ceil(ticks / 4)} ${everyMs}`); // warm
  await child.line();
  const [messagesBefore, bytesBefore] = [messages, bytes];
  child.say(`run ${ticks} ${everyMs}`);
  const result = ResultSchema.parse(JSON.parse(await child.line()));
  const expected = readers * ticks * (way === 'emit' ? units : 1);
  const deadline = performance.now() + 3000;
  while (messages - messagesBefore < expected && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 10));
  for (const close of closers) close();
  await child.end();
  return {
    usPerPosition: result.cpuUs / result.sent,
    bytesPerPosition: (bytes - bytesBefore) / result.sent,
    received: messages - messagesBefore,
    expected,
  };
}

function sizeOf(data: unknown): number {
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return data.byteLength;
  return 0;
}

/** Server processor time and bytes for one position delivered to one reader. */
export async function benchPositions(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const rounds: Record<Way['way'], Cost[]> = { lane: [], ws: [], json: [], emit: [] };
  for (let round = 0; round < (quick ? 2 : 3); round++) {
    rounds.ws.push(await cost({ way: 'ws', readers: 100, units: 1000, ticks: 30, everyMs: 40 }));
    rounds.lane.push(await cost({ way: 'lane', readers: 100, units: 1000, ticks: 30, everyMs: 40 }));
    rounds.json.push(await cost({ way: 'json', readers: 50, units: 1000, ticks: 5, everyMs: 200 }));
    rounds.emit.push(await cost({ way: 'emit', readers: 50, units: 200, ticks: 8, everyMs: 150 }));
  }
  // The quietest round of each: what else ran on the machine only ever adds.
  const best = (way: Way['way']): Cost =>
    rounds[way].reduce((least, one) => (one.usPerPosition < least.usPerPosition ? one : least));
  const { lane, ws, json, emit } = { lane: best('lane'), ws: best('ws'), json: best('json'), emit: best('emit') };
  const lost = Object.values(rounds)
    .flat()
    .reduce((sum, one) => sum + one.expected - one.received, 0);
  return {
    bench: 'positions',
    at: new Date().toISOString(),
    machine: before,
    rows: [
      {
        figure: 'server CPU per delivered position',
        value: lane.usPerPosition,
        unit: 'µs',
        floor: ws.usPerPosition,
        rival: emit.usPerPosition,
        goal: [betterThanRival(100), floors(1.5)],
      },
      { figure: 'the same as one JSON array a tick', value: json.usPerPosition, unit: 'µs' },
      {
        figure: 'bytes per position on the wire',
        value: lane.bytesPerPosition,
        unit: 'B',
        floor: ws.bytesPerPosition,
        rival: emit.bytesPerPosition,
        goal: [atMost(14)],
      },
      { figure: 'messages missing at the readers', value: lost, unit: '', goal: [exactly(0)] },
    ],
    notes: [
      '100 readers × 1,000 units a frame (ours, bare ws); 50 readers for JSON; 50 readers × 200 units for one emit an update',
      'encoding, fan-out and socket writes; the least of the rounds of each way, ways in turn',
      `load average at the start ${before.load1}, at the end ${machine().load1}`,
    ],
  };
}
