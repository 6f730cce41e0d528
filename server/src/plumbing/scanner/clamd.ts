import { connect, type Socket } from 'node:net';

/**
 * ClamAV's daemon over its own protocol (clamd(8), commands with the prefix z: ended by NUL). Every call is a connection of
 * its own and bounded in time; nothing is thrown for a daemon that is away, slow or confused: that is an answer.
 */
export type ClamdAddress = { kind: 'unix'; path: string } | { kind: 'tcp'; host: string; port: number };

/** What the daemon says of some bytes. `refused`: it took them in and would not look, with its own words. */
export type ClamdVerdict =
  | { kind: 'clean' }
  | { kind: 'infected'; signature: string }
  | { kind: 'too_large' }
  | { kind: 'refused'; why: string }
  | { kind: 'away'; why: string };

/** `signaturesAtMs`: when the loaded official signatures were made; undefined = none of them is loaded. */
export type ClamdVersion =
  | { kind: 'up'; engine: string; signaturesAtMs: number | undefined }
  | { kind: 'away'; why: string };

const CONNECT_MS = 2_000;
/** Pieces of a stream; clamd reads each before the next. */
const CHUNK_BYTES = 64 * 1024;
/** An answer is one short line; more is not clamd. */
const MOST_ANSWER = 4_096;

/** `/run/clamav/clamd.ctl` or `host:port`; undefined when it is neither. */
export function clamdAddress(text: string): ClamdAddress | undefined {
  if (text.startsWith('/')) return { kind: 'unix', path: text };
  const [, host, port] = /^([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** INSTREAM: sends the bytes, waits for the verdict, `withinMs` for all of it. */
export async function scanBytes(address: ClamdAddress, bytes: Uint8Array, withinMs: number): Promise<ClamdVerdict> {
  const asked = await ask(address, withinMs, (socket) => {
    socket.write('zINSTREAM\0');
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length, 0);
      socket.write(length);
      socket.write(chunk);
    }
    socket.write(Buffer.alloc(4));
  });
  return asked.kind === 'away' ? asked : verdictOf(asked.line);
}

/** VERSION: which engine, and how old its signatures are. */
export async function clamdVersion(address: ClamdAddress, withinMs = CONNECT_MS): Promise<ClamdVersion> {
  const asked = await ask(address, withinMs, (socket) => socket.write('zVERSION\0'));
  if (asked.kind === 'away') return asked;
  // ClamAV 1.4.6/27825/Sat Nov 21 10:26:53 2026, or ClamAV 1.4.6 without official signatures.
  const [engine = '', , made] = asked.line.split('/');
  if (!engine.startsWith('ClamAV')) return { kind: 'away', why: `what answers there is no clamd: ${engine}` };
  const madeMs = made === undefined ? Number.NaN : Date.parse(`${made} UTC`);
  return { kind: 'up', engine, signaturesAtMs: Number.isNaN(madeMs) ? undefined : madeMs };
}

/** The verdict in a line such as `stream: Eicar-Test-Signature FOUND`. */
export function verdictOf(line: string): ClamdVerdict {
  if (line === 'stream: OK') return { kind: 'clean' };
  const [, signature] = /^stream: (.{1,200}) FOUND$/.exec(line) ?? [];
  if (signature !== undefined) return { kind: 'infected', signature };
  if (line.startsWith('INSTREAM size limit exceeded')) return { kind: 'too_large' };
  if (line.endsWith('ERROR')) return { kind: 'refused', why: line };
  return { kind: 'away', why: line === '' ? 'it closed the line without an answer' : `not understood: ${line}` };
}

type Asked = { kind: 'said'; line: string } | { kind: 'away'; why: string };

function ask(address: ClamdAddress, withinMs: number, send: (socket: Socket) => void): Promise<Asked> {
  return new Promise((resolve) => {
    const socket = address.kind === 'unix' ? connect(address.path) : connect(address.port, address.host);
    let [line, open, fault] = ['', false, ''];
    const end = (asked: Asked): void => {
      clearTimeout(late);
      clearTimeout(deaf);
      socket.destroy();
      resolve(asked);
    };
    const late = setTimeout(() => end({ kind: 'away', why: `no answer within ${withinMs} ms` }), withinMs);
    const deaf = setTimeout(() => {
      if (!open) end({ kind: 'away', why: `no connection within ${CONNECT_MS} ms` });
    }, CONNECT_MS);
    socket.setEncoding('utf8');
    socket.once('connect', () => {
      open = true;
      send(socket);
    });
    socket.on('data', (text: string) => {
      line += text;
      const to = line.indexOf('\0');
      if (to >= 0) end({ kind: 'said', line: line.slice(0, to).trim() });
      else if (line.length > MOST_ANSWER) end({ kind: 'away', why: 'what answers there is no clamd' });
    });
    // A stream that is too long is answered, then cut: what was said before counts more than the broken pipe.
    socket.on('error', (error) => {
      fault = error.message;
    });
    socket.once('close', () =>
      end(fault === '' || line !== '' ? { kind: 'said', line: line.trim() } : { kind: 'away', why: fault }),
    );
  });
}
