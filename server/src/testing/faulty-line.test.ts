import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type FaultyLine, faultyLine } from './faulty-line.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that says back what it hears, a line to it, and a client at the other end. */
async function talk(): Promise<{ line: FaultyLine; client: Socket; heard: () => string; server: () => string }> {
  let atServer = '';
  let atClient = '';
  const echo = createServer((socket) => {
    socket.on('data', (bytes) => {
      atServer += bytes.toString();
      socket.write(bytes);
    });
    socket.on('error', () => socket.destroy());
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const address = echo.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const line = await faultyLine(`http://127.0.0.1:${address.port}`, () => 0);
  const client = connect(Number(new URL(line.url).port), '127.0.0.1');
  client.on('data', (bytes) => {
    atClient += bytes.toString();
  });
  client.on('error', () => client.destroy());
  await once(client, 'connect');
  closers.push(
    async () => {
      echo.close();
    },
    () => line.close(),
    async () => client.destroy(),
  );
  return { line, client, heard: () => atClient, server: () => atServer };
}

describe('a faulty line', () => {
  it('passes everything on, in order, also late', async () => {
    const { line, client, heard } = await talk();
    client.write('one ');
    await expect.poll(heard).toBe('one ');
    line.become({ kind: 'slow', delayMs: 30 });
    client.write('two ');
    line.become({ kind: 'lossy', share: 1, stallMs: 30 });
    client.write('three');
    await expect.poll(heard).toBe('one two three');
  });

  it('falls silent without a word, and gives what waited when it is mended', async () => {
    const { line, client, heard, server } = await talk();
    line.become({ kind: 'silent' });
    client.write('kept');
    line.become({ kind: 'deaf' });
    await expect.poll(server).toBe('kept');
    expect(heard()).toBe('');
    expect(client.destroyed).toBe(false);
    line.become({ kind: 'through' });
    await expect.poll(heard).toBe('kept');
  });

  it('cuts in the middle of a piece', async () => {
    const { line, client, heard } = await talk();
    client.write('whole ');
    await expect.poll(heard).toBe('whole ');
    line.cutMidFrame('client');
    client.write('halved');
    await once(client, 'close');
    expect('whole halved'.startsWith(heard())).toBe(true);
    expect(heard().length).toBeLessThan('whole halved'.length);
    expect(line.open).toBe(0);
  });

  it('lets nobody through while it is cut', async () => {
    const { line, client } = await talk();
    line.become({ kind: 'cut' });
    await once(client, 'close');
    const again = connect(Number(new URL(line.url).port), '127.0.0.1');
    again.on('error', () => again.destroy());
    await once(again, 'close');
    expect(line.open).toBe(0);
  });
});
