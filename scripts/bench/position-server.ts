/**
 * Sends positions in one of four ways and says what it cost: `position-server.ts <way> <units>`.
 *
 * lane  – the server's own lane: encoded once a tick for all readers in step, one Socket.IO frame each
 * ws    – the same frame on bare `ws`
 * json  – one Socket.IO emit of a JSON array a tick
 * emit  – one Socket.IO emit an update, as is usual
 *
 * Told `run <ticks> <ms between>` it runs and answers `{cpuUs, sent, frameBytes}`: processor time of this
 * process alone, positions handed over, bytes of one frame. Ends when its input closes.
 */
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { TickingPositionLane } from '@sitong/server/plumbing/signals/position-lane.ts';
import { PositionTable } from '@sitong/server/plumbing/signals/position-table.ts';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

const [way = 'lane', unitsText = '1000'] = process.argv.slice(2);
const units = Number(unitsText);
const COUNTY = '610525000000';
const table = new PositionTable(1);
for (let i = 0; i < units; i++) table.own(`t-${i}`, 'jt808', { team: undefined, label: `陕E${i}`, division: COUNTY });
let step = 0;

/** Every unit moves a little. */
function move(): void {
  step += 1;
  for (let i = 0; i < units; i++)
    table.move(
      i,
      109.9 + ((i * 37 + step) % 1000) / 1e4,
      35.2 + i / 1e5,
      (i + step) % 360,
      40,
      1_790_000_000_000 + step * 250,
    );
}

const http = createServer();
let tick: () => number;
let frameBytes = 0;
if (way === 'ws') {
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  const mask = table.visibleTo({ division: COUNTY, tags: [] });
  tick = () => {
    const frame = table.frame(mask, table.stamp - units, Date.now());
    if (frame === undefined) return 0;
    frameBytes = frame.byteLength;
    for (const client of server.clients) client.send(frame, { binary: true });
    return server.clients.size * units;
  };
} else {
  const io = new Server(http, {
    path: '/live',
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    ...(way === 'lane' ? { parser: wireParser } : {}),
  });
  const live = io.of('/live');
  const lane = new TickingPositionLane(
    () => table,
    () => Date.now(),
  );
  lane.close(); // ticked by hand below
  live.on('connection', (socket) => {
    if (way === 'lane')
      lane.watch(socket, 'live', {
        id: socket.id,
        info: BY.duty,
        status: 'valid',
        access: 'full',
        proven: async () => ({ kind: 'unbound' }),
        mayAct: async () => 'yes',
        onEnd: () => () => undefined,
      });
  });
  const one = (i: number) => ({ terminal: `t-${i}`, ...table.at(i) });
  tick = () => {
    const readers = live.sockets.size;
    if (way === 'lane') {
      const before = lane.sent.bytes;
      lane.tick();
      frameBytes = (lane.sent.bytes - before) / readers;
    } else if (way === 'json')
      live.emit(
        'moved',
        Array.from({ length: units }, (_, i) => one(i)),
      );
    else for (let i = 0; i < units; i++) live.emit('moved', one(i));
    return readers * units;
  };
}
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`ready ${address.port}\n`);
});

async function run(ticks: number, everyMs: number): Promise<void> {
  let sent = 0;
  let cpuUs = 0;
  for (let n = 0; n < ticks; n++) {
    move();
    const before = process.cpuUsage();
    sent += tick();
    // What a tick set going is done by then: frames are written in the turns that follow.
    await pause(everyMs);
    const { user, system } = process.cpuUsage(before);
    cpuUs += user + system;
  }
  process.stdout.write(`${JSON.stringify({ cpuUs, sent, frameBytes })}\n`);
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [, ticks, everyMs] = line.split(' ');
    run(Number(ticks), Number(everyMs)).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
  })
  .on('close', () => process.exit(0));
