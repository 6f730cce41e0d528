import { UnitsSchema } from '@sitong/shared/protocol/down.ts';
import { type StandingPositions, takeFrame } from '@sitong/shared/protocol/position-frame.ts';
import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import { io, type Socket } from 'socket.io-client';

interface Waiter {
  name: string;
  fits: (message: unknown) => boolean;
  resolve: (message: unknown) => void;
}

const MOST_UNITS = 4096;

/** A screen's end of the live lane, with a memory of everything it was told. */
export class LiveClient {
  readonly socket: Socket;
  readonly #inbox: { name: string; message: unknown }[] = [];
  #waiting: Waiter[] = [];
  /** Units by index, of the present epoch. */
  readonly units = new Map<number, { terminal: string; team?: string | undefined; label: string }>();
  epoch = 0;
  /** Frames of another epoch than that of the units, which a reader leaves out. */
  strangeFrames = 0;
  readonly standing: StandingPositions = {
    lonLat: new Float64Array(2 * MOST_UNITS),
    courseDeg: new Float32Array(MOST_UNITS),
    speedKmh: new Float32Array(MOST_UNITS),
    atMs: new Float64Array(MOST_UNITS),
  };

  /** `shown`: what goes with the token at the handshake. */
  constructor(url: string, token: string, shown: object = {}) {
    this.socket = io(`${url}/live`, {
      path: '/live',
      transports: ['websocket'],
      parser: wireParser,
      auth: { token, ...shown },
      forceNew: true,
      reconnection: false,
    });
    this.socket.onAny((name: string, message: unknown, answer?: unknown) => {
      if (name === 'units') this.#units(message);
      if (name === 'positions') this.#frame(message);
      if (name === 'snapshot' && typeof answer === 'function') answer('ok');
      this.#told(name, message);
    });
  }

  async hello(world: string, positions: 'on' | 'off'): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
    this.socket.emit('hello', { world, since: null, protocol: PROTOCOL_VERSION, positions });
    await this.next('head');
  }

  /** The next message of this name that fits and was not taken yet. */
  next(name: string, fits: (message: unknown) => boolean = () => true): Promise<unknown> {
    const at = this.#inbox.findIndex((one) => one.name === name && fits(one.message));
    const [found] = at < 0 ? [] : this.#inbox.splice(at, 1);
    if (found !== undefined) return Promise.resolve(found.message);
    return new Promise((resolve) => this.#waiting.push({ name, fits, resolve }));
  }

  /** Resolves when the standing picture fits; looked at whenever something is told. */
  async until(fits: () => boolean): Promise<void> {
    while (!fits()) {
      await new Promise<void>((resolve) =>
        this.#waiting.push({ name: '*', fits: () => true, resolve: () => resolve() }),
      );
    }
  }

  /** Where the screen shows a terminal; undefined: it does not. */
  shown(terminal: string): { lon: number; lat: number; atMs: number; speedKmh: number; courseDeg: number } | undefined {
    for (const [index, unit] of this.units) {
      if (unit.terminal !== terminal) continue;
      const { lonLat, atMs, speedKmh, courseDeg } = this.standing;
      if ((atMs[index] ?? 0) === 0) return undefined;
      return {
        lon: lonLat[2 * index] ?? 0,
        lat: lonLat[2 * index + 1] ?? 0,
        atMs: atMs[index] ?? 0,
        speedKmh: speedKmh[index] ?? 0,
        courseDeg: courseDeg[index] ?? 0,
      };
    }
    return undefined;
  }

  close(): void {
    this.socket.close();
  }

  #told(name: string, message: unknown): void {
    const taker = this.#waiting.find((waiter) => waiter.name === name && waiter.fits(message));
    const onlookers = this.#waiting.filter((waiter) => waiter.name === '*');
    this.#waiting = this.#waiting.filter((waiter) => waiter !== taker && waiter.name !== '*');
    for (const onlooker of onlookers) onlooker.resolve(message);
    if (taker !== undefined) taker.resolve(message);
    else if (name !== 'positions') this.#inbox.push({ name, message });
  }

  #units(message: unknown): void {
    const { epoch, mode, units } = UnitsSchema.parse(message);
    if (mode === 'whole') this.units.clear();
    if (epoch !== this.epoch) this.standing.atMs.fill(0);
    this.epoch = epoch;
    for (const { index, terminal, team, label } of units) this.units.set(index, { terminal, team, label });
  }

  #frame(message: unknown): void {
    if (!(message instanceof Uint8Array)) throw new Error('a position frame must come as bytes');
    const taken = takeFrame(new Uint8Array(message).buffer, this.epoch, this.standing);
    if (taken === 'other_epoch') this.strangeFrames += 1;
    else if (taken !== 'taken') throw new Error(`a position frame could not be taken: ${taken}`);
  }
}
