/** A gateway and terminals on loopback for the tests of this room. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'vitest';
import type { PositionFix, Refusal } from '../contract.ts';
import { authCodeFor, isAuthCodeOf } from './auth-codes.ts';
import { FrameReader } from './frame-reader.ts';
import { encodeFrame, type TerminalAddress } from './frame-writer.ts';
import type { Jt808GatewayOptions, Jt808Limits } from './gateway-options.ts';
import { Header } from './header.ts';
import { encodeLocation, type LocationToSend } from './location.ts';
import { MSG } from './message-ids.ts';
import type { TerminalIdentity } from './registry.ts';
import { decodePlatformMessage, type PlatformMessage } from './replies.ts';
import { createJt808Gateway, type Jt808Gateway } from './transport.ts';

export const NOW = Date.UTC(2026, 6, 12, 0, 15, 0);
export const CAR: TerminalAddress = { terminal: '013912345678', version: '2013' };
export const BOAT: TerminalAddress = { terminal: '00000000013800000001', version: '2019' };
const IDENTITIES = new Map<string, TerminalIdentity>([
  [CAR.terminal, { world: 'live', terminalId: 'T-1', bound: true }],
]);
export const REGISTRATION = {
  layout: '2013',
  province: 61,
  city: 525,
  maker: 'MK',
  model: 'M',
  terminalId: 'T1',
  plateColor: 2,
  plate: '陕E12345',
} as const;

export const at = (secondsAgo: number, extra: Partial<LocationToSend> = {}) =>
  encodeLocation({
    lon: 109.932533,
    lat: 35.190245,
    observedAtMs: NOW - secondsAgo * 1000,
    fix: 'valid',
    speedKmh: 41.5,
    courseDeg: 84,
    altitudeM: 679,
    ...extra,
  });

export const message = (msgId: number, serial: number, body: Buffer, to = CAR) =>
  encodeFrame({ ...to, msgId, serial, body });
export const location = (serial: number, to = CAR, secondsAgo = 0) => message(MSG.location, serial, at(secondsAgo), to);

export interface World {
  readonly gateway: Jt808Gateway;
  readonly fixes: Array<PositionFix & { readonly identity: TerminalIdentity }>;
  readonly refusals: Refusal[];
  dial(): Promise<Terminal>;
}

export class Terminal {
  readonly socket: Socket;
  /** Not `once`: a reset is an error event first. */
  readonly closed: Promise<void>;
  private readonly inbox: PlatformMessage[] = [];
  private readonly wanted: Array<(message: PlatformMessage) => void> = [];

  constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    const reader = new FrameReader();
    const header = new Header();
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      while (reader.next()) {
        expect(reader.fault ?? header.read(reader.bytes, reader.start, reader.end)).toBeNull();
        const got = decodePlatformMessage(header.msgId, reader.bytes, header.bodyStart, header.bodyEnd);
        const want = this.wanted.shift();
        if (want) want(got);
        else this.inbox.push(got);
      }
    });
    socket.on('error', () => undefined);
  }

  next(): Promise<PlatformMessage> {
    const waiting = this.inbox.shift();
    return waiting ? Promise.resolve(waiting) : new Promise((resolve) => this.wanted.push(resolve));
  }

  async ask(...frames: Buffer[]): Promise<PlatformMessage> {
    this.socket.write(Buffer.concat(frames));
    return this.next();
  }
}

export const cleanUps: Array<() => Promise<unknown>> = [];
/** For `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const one of cleanUps.splice(0).reverse()) await one();
}

export async function open(
  options: Partial<Jt808GatewayOptions> = {},
  limits: Partial<Jt808Limits> = {},
): Promise<World> {
  const fixes: World['fixes'] = [];
  const refusals: Refusal[] = [];
  const gateway = await createJt808Gateway({
    port: 0,
    host: '127.0.0.1',
    onFix: (columns) => {
      for (let row = 0; row < columns.length; row++)
        fixes.push({ ...columns.fixAt(row), identity: columns.identity[row] ?? 'unknown' });
    },
    registry: {
      lookup: (terminal) => IDENTITIES.get(terminal) ?? 'unknown',
      issueAuthCode: async (terminal) => ({ result: 'registered', authCode: authCodeFor('secret', terminal) }),
      checkAuthCode: async (terminal, code) => isAuthCodeOf('secret', terminal, code),
    },
    health: { seen: () => undefined, refused: (_, refusal) => void refusals.push(refusal) },
    now: () => NOW,
    requireAuth: false,
    ...options,
    limits,
  });
  cleanUps.push(() => gateway.close());
  const dial = async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    await once(socket, 'connect');
    cleanUps.push(async () => socket.destroy());
    return new Terminal(socket);
  };
  return { gateway, fixes, refusals, dial };
}

export const ok = (serial: number, msgId: number = MSG.location) => ({ kind: 'reply', serial, msgId, result: 'ok' });
