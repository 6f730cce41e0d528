import { connect } from 'node:net';
import { FrameReader } from '@sitong/server/ingest/jt808/frame-reader.ts';
import { encodeFrame } from '@sitong/server/ingest/jt808/frame-writer.ts';
import { encodeLocation } from '@sitong/server/ingest/jt808/location.ts';
import { MSG } from '@sitong/server/ingest/jt808/message-ids.ts';

const VEHICLES_PER_LINK = 40;
/** Reports under way before a link waits for answers. */
const WINDOW = 200;

export interface Fleet {
  port: number;
  links: number;
  positions: number;
  /** Reports offered a second by all links together; Infinity: as fast as they are answered. */
  perSecond: number;
  /** Makes the vehicles of one run others than those of the next. */
  run: number;
}

/** Vehicles that report over TCP until every report is answered; resolves with the seconds it took. */
export async function drive(fleet: Fleet): Promise<number> {
  const { links, positions } = fleet;
  const wires = Array.from({ length: links }, (_, link) => reports(fleet, link, Math.ceil(positions / links)));
  const startedMs = performance.now();
  await Promise.all(wires.map((own) => oneLink(fleet, own)));
  return (performance.now() - startedMs) / 1000;
}

function reports({ run }: Fleet, link: number, count: number): Buffer[] {
  const nowS = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, (_, i) => {
    const vehicle = i % VEHICLES_PER_LINK;
    const terminal = String(13_900_000_000 + run * 10_000 + link * 100 + vehicle).padStart(12, '0');
    const body = encodeLocation({
      lon: 109.8 + ((link * VEHICLES_PER_LINK + vehicle) % 300) / 1000,
      lat: 35.2 + i / 1e6,
      // A second between two reports of a vehicle, the newest one now.
      observedAtMs: (nowS - Math.floor((count - i) / VEHICLES_PER_LINK)) * 1000,
      fix: 'valid',
      speedKmh: 40,
      courseDeg: 90,
      altitudeM: 700,
    });
    return encodeFrame({ terminal, version: '2013', msgId: MSG.location, serial: i & 0xffff, body });
  });
}

async function oneLink({ port, links, perSecond }: Fleet, wires: readonly Buffer[]): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  const reader = new FrameReader();
  let answered = 0;
  let written = 0;
  const beganMs = performance.now();
  await new Promise<void>((resolve, reject) => {
    const more = (): void => {
      const offered = Math.ceil(((performance.now() - beganMs) / 1000) * (perSecond / links));
      const to = Math.min(wires.length, answered + WINDOW, offered);
      if (perSecond === Number.POSITIVE_INFINITY && to - written < WINDOW / 4 && to < wires.length) return;
      if (to > written) socket.write(Buffer.concat(wires.slice(written, to)));
      written = to;
    };
    const pacer = setInterval(more, 50);
    socket.on('connect', more);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      while (reader.next()) answered += 1;
      if (answered < wires.length) return more();
      clearInterval(pacer);
      resolve();
    });
  });
  socket.end();
}
