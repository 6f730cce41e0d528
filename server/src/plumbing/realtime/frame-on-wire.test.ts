import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { onWire } from './frame-on-wire.ts';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

describe('a message framed once for all readers', () => {
  it('is read by a WebSocket client as the same bytes, at every length of the header', async () => {
    const messages = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map((length) =>
      Uint8Array.from({ length }, (_, i) => (i * 7) & 255),
    );
    const server = createServer().on('upgrade', (request, socket) => {
      const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
      );
      for (const message of messages) for (const piece of onWire(message).wsPreEncodedFrame) socket.write(piece);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
    const taken: Buffer[] = [];
    await new Promise<void>((resolve, reject) => {
      client.on('error', reject);
      client.on('message', (data: Buffer, isBinary) => {
        expect(isBinary).toBe(true);
        taken.push(data);
        if (taken.length === messages.length) resolve();
      });
    });
    expect(taken.map((data) => Buffer.compare(data, messages[taken.indexOf(data)] ?? Buffer.of()))).toEqual(
      messages.map(() => 0),
    );
    client.terminate();
    server.close();
  });

  it('is framed once: every reader gets the same piece of memory', () => {
    const message = new Uint8Array(20);
    expect(onWire(message)).toBe(onWire(message));
    expect(onWire(new Uint8Array(20))).not.toBe(onWire(message));
  });
});
