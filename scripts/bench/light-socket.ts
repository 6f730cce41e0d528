import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import { io, type Socket } from 'socket.io-client';

/**
 * A reader that only looks at what a bench counts: parsing every event again in each of fifty readers would
 * measure the bench, since clients and server share the machine.
 */
export interface LightSocket {
  socket: Socket;
  /** Log covered so far. */
  seq: number;
  close(): void;
}

export interface LightOptions {
  url: string;
  cookie: string;
  positions?: 'on' | 'off';
  reconnects?: boolean;
  onCommand?: (commandId: string) => void;
  /** Told of every step forward. */
  onSeq?: () => void;
}

/** A socket that has said hello and holds the present state. */
export async function openLight(options: LightOptions): Promise<LightSocket> {
  const { url, cookie, positions = 'off', reconnects = false, onCommand, onSeq } = options;
  const socket = io(`${url}/live`, {
    path: '/live',
    transports: ['websocket'],
    parser: wireParser,
    extraHeaders: { cookie },
    forceNew: true,
    reconnection: reconnects,
    reconnectionDelay: 200,
    reconnectionDelayMax: 1000,
  });
  const light: LightSocket = { socket, seq: 0, close: () => socket.disconnect() };
  const reach = (seq: number): void => {
    light.seq = seq;
    onSeq?.();
  };
  socket.on('snapshot', (raw: unknown, answer?: () => void) => {
    answer?.();
    if (numberAt(raw, 'part') + 1 === numberAt(raw, 'of') && textAt(raw, 'mode') === 'whole')
      reach(numberAt(raw, 'seq'));
  });
  for (const name of ['tail', 'events']) {
    socket.on(name, (raw: unknown) => {
      if (onCommand !== undefined) for (const event of listAt(raw, 'events')) onCommand(textAt(event, 'commandId'));
      reach(numberAt(raw, 'to'));
    });
  }
  socket.on('connect', () =>
    socket.emit('hello', {
      world: 'live',
      since: light.seq === 0 ? null : light.seq,
      protocol: PROTOCOL_VERSION,
      positions,
    }),
  );
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('head', () => resolve());
  });
  return light;
}

function fieldOf(raw: unknown, name: string): unknown {
  return typeof raw === 'object' && raw !== null ? Object.getOwnPropertyDescriptor(raw, name)?.value : undefined;
}
function numberAt(raw: unknown, name: string): number {
  return Number(fieldOf(raw, name));
}
function textAt(raw: unknown, name: string): string {
  return String(fieldOf(raw, name));
}
function listAt(raw: unknown, name: string): readonly unknown[] {
  const list = fieldOf(raw, name);
  return Array.isArray(list) ? list : [];
}
