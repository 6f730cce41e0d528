import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClamdAddress, clamdAddress, clamdVersion, scanBytes, verdictOf } from './clamd.ts';

/** What a clamd that is broken, full or somebody else answers; the real one is in scripts/deploy/clamd.db.test.ts. */
const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function answering(behave: (socket: Socket) => void): Promise<ClamdAddress> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    behave(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return { kind: 'tcp', host: '127.0.0.1', port: address.port };
}

const saying = (...parts: string[]): Promise<ClamdAddress> =>
  answering((socket) => {
    socket.resume();
    for (const part of parts) socket.write(part);
  });

describe('where clamd is', () => {
  it.each([
    ['/run/clamav/clamd.ctl', { kind: 'unix', path: '/run/clamav/clamd.ctl' }],
    ['clamav:3310', { kind: 'tcp', host: 'clamav', port: 3310 }],
    ['10.0.0.7:3310', { kind: 'tcp', host: '10.0.0.7', port: 3310 }],
    ['[fd00::7]:3310', { kind: 'tcp', host: 'fd00::7', port: 3310 }],
  ])('%s', (text, address) => expect(clamdAddress(text)).toEqual(address));
  it.each(['clamav', 'clamav:0', 'clamav:99999', 'tcp://clamav:3310', '', 'clamd.ctl'])('"%s" is none', (text) =>
    expect(clamdAddress(text)).toBeUndefined(),
  );
});

describe('what clamd says', () => {
  it('is taken when it comes in pieces', async () => {
    const address = await saying('stream: Win.Test.EI', 'CAR_HDB-1 FOU', 'ND\0');
    expect(await scanBytes(address, Buffer.from('x'), 5_000)).toEqual({
      kind: 'infected',
      signature: 'Win.Test.EICAR_HDB-1',
    });
  });
  it('sends a length before each piece, and an empty one at the end', async () => {
    const bytes = Buffer.alloc(150_000, 7);
    let got = Buffer.alloc(0);
    const address = await answering((socket) =>
      socket.on('data', (data) => {
        got = Buffer.concat([got, data]);
        if (got.length >= 10 + bytes.length + 4 * 4) socket.write('stream: OK\0');
      }),
    );
    expect(await scanBytes(address, bytes, 5_000)).toEqual({ kind: 'clean' });
    expect(got.toString('latin1', 0, 10)).toBe('zINSTREAM\0');
    const pieces: number[] = [];
    for (let at = 10; at < got.length; at += 4 + (pieces.at(-1) ?? 0)) pieces.push(got.readUInt32BE(at));
    expect(pieces).toEqual([65_536, 65_536, 18_928, 0]);
  });
  it('that a stream is too long counts, though the line breaks under the rest of it', async () => {
    const address = await answering((socket) => {
      socket.once('data', () => socket.end('INSTREAM size limit exceeded. ERROR\0'));
    });
    expect(await scanBytes(address, Buffer.alloc(1_000), 5_000)).toEqual({ kind: 'too_large' });
  });
  it.each([
    ['silence', (socket: Socket) => void socket.resume(), 'no answer within 60 ms'],
    ['a closed line', (socket: Socket) => void socket.end(), 'without an answer'],
    ['a reset', (socket: Socket) => void socket.resetAndDestroy(), ''],
    ['a flood', (socket: Socket) => void socket.resume().write('a'.repeat(10_000)), 'no clamd'],
    ['another program', (socket: Socket) => void socket.resume().write('220 smtp ready\0'), 'not understood'],
  ])('%s is a scanner that is away, never an error and never clean', async (_title, behave, why) => {
    const address = await answering(behave);
    const said = await scanBytes(address, Buffer.from('x'), 60);
    expect(said).toMatchObject({ kind: 'away', why: expect.stringContaining(why) });
  });
  it('nobody there is a scanner that is away', async () => {
    expect(await scanBytes({ kind: 'unix', path: '/nowhere/clamd.ctl' }, Buffer.from('x'), 500)).toMatchObject({
      kind: 'away',
    });
  });
  it('tells its engine and when its signatures were made', async () => {
    const address = await saying('ClamAV 1.4.6/27825/Sat Nov 21 10:26:53 2026\0');
    expect(await clamdVersion(address)).toEqual({
      kind: 'up',
      engine: 'ClamAV 1.4.6',
      signaturesAtMs: Date.parse('2026-11-21T10:26:53Z'),
    });
    expect(await clamdVersion(await saying('ClamAV 1.4.6\0'))).toMatchObject({ signaturesAtMs: undefined });
  });
  it('any other line is never taken for clean', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        fc.pre(line !== 'stream: OK');
        expect(verdictOf(line).kind).not.toBe('clean');
      }),
    );
  });
});
