import { Worker } from 'node:worker_threads';
import type { GroundLayer } from '@sitong/shared/kernel/master/map-ground.ts';
import type { MasterStore } from '../../plumbing/master/master-store.ts';
import { type FromWorker, FromWorkerSchema } from './tile-messages.ts';

export interface Drawn {
  revision: string;
  layers: GroundLayer[];
}

/** Tiles kept so that fifty screens that open at once ask the worker for each only once. */
const MOST_KEPT = 400;

interface Waiting {
  resolve: (message: FromWorker) => void;
  reject: (error: Error) => void;
}

/** Vector tiles of the county's own data, cut by a worker thread that starts when a map first asks. */
export class DrawnTiles {
  readonly #master: MasterStore;
  readonly #onError: (error: unknown, what: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;
  #made: { version: number; drawn: Promise<Drawn> } | undefined;
  readonly #kept = new Map<string, Promise<Uint8Array>>();

  constructor(master: MasterStore, onError: (error: unknown, what: string) => void) {
    this.#master = master;
    this.#onError = onError;
  }

  /** What can be drawn of the county as it is now; the same answer until its data changes. */
  current(): Promise<Drawn> {
    const { version, county, roads, water } = this.#master;
    if (this.#made?.version === version) return this.#made.drawn;
    this.#kept.clear();
    const drawn = this.#ask({ kind: 'cut', data: { divisions: county.data.divisions, roads, water } }).then(
      (message) => {
        if (message.kind !== 'cut') throw new Error(`the tile worker answered ${message.kind} when given a county`);
        return { revision: message.revision, layers: message.layers };
      },
    );
    const made = { version, drawn };
    this.#made = made;
    drawn.catch((error: unknown) => {
      if (this.#made === made) this.#made = undefined;
      this.#onError(error, 'the county could not be cut into tiles; the next map asks again');
    });
    return drawn;
  }

  /** A gzipped tile of the county as it is now. */
  async tile(z: number, x: number, y: number): Promise<Uint8Array> {
    await this.current();
    const key = `${z}/${x}/${y}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const tile = this.#ask({ kind: 'tile', z, x, y }).then((message) => {
      if (message.kind !== 'tile') throw new Error(`the tile worker answered ${message.kind} when asked for a tile`);
      return message.bytes;
    });
    this.#kept.set(key, tile);
    tile.catch(() => this.#kept.delete(key));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return tile;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#drop(new Error('the server is stopping'));
  }

  #ask(message: object): Promise<FromWorker> {
    const worker = this.#start();
    this.#asked += 1;
    const ask = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ask, { resolve, reject });
      worker.postMessage({ ...message, ask });
    });
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./tile-worker.ts', import.meta.url), { name: 'tiles' });
    worker.unref();
    worker.on('message', (given: unknown) => this.#hear(given));
    const gone = (error: Error): void => {
      if (this.#worker === worker) this.#drop(error);
    };
    worker.on('error', (error) => gone(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => gone(new Error('the tile worker ended')));
    this.#worker = worker;
    return worker;
  }

  #hear(given: unknown): void {
    const message = FromWorkerSchema.parse(given);
    const waiting = this.#waiting.get(message.ask);
    this.#waiting.delete(message.ask);
    if (message.kind === 'failed') waiting?.reject(new Error(message.message));
    else waiting?.resolve(message);
  }

  /** Whoever waits is told; the next one that asks starts a new worker. */
  #drop(error: Error): void {
    this.#worker = undefined;
    this.#made = undefined;
    this.#kept.clear();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
