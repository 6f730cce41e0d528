import { createClient } from 'redis';

export interface RedisPairOptions {
  url: string;
  onError: (error: unknown, what: string) => void;
  /** The subscriber hears all its channels (again): tell the others that we are here. */
  onHearing: () => void;
}

/** One message to Redis and its answer; a frozen Redis answers nothing, and nothing may pile up behind it. */
const MOST_IN_FLIGHT = 256;
const MOST_IN_FLIGHT_BYTES = 4_000_000;
const COMMAND_MS = 2000;
const CONNECT_MS = 2000;
const LONGEST_PAUSE_MS = 2000;
/** An outage is told once in this time, not with every try. */
const TELL_EVERY_MS = 30_000;

type Client = ReturnType<typeof connectTo>;

function connectTo(url: string, name: string) {
  return createClient({
    url,
    name,
    // What is not sent now is worth nothing later: a signal is replaced by its successor.
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_IN_FLIGHT * 2,
    commandOptions: { timeout: COMMAND_MS },
    socket: {
      connectTimeout: CONNECT_MS,
      keepAlive: true,
      keepAliveInitialDelay: 5000,
      reconnectStrategy: (retries) => Math.min(LONGEST_PAUSE_MS, 100 * 2 ** Math.min(retries, 5)),
    },
  });
}

/**
 * Two connections to one Redis: one speaks, one listens. Speaking never waits and never queues: what cannot go out
 * at once is dropped and counted. The client connects again by itself; `renew` is for a line that only looks open.
 */
export class RedisPair {
  readonly #options: RedisPairOptions;
  readonly #listeners = new Map<string, (message: Buffer) => void>();
  #speaker: Client;
  #hearer: Client;
  #heard = new Set<string>();
  #inFlight = 0;
  #inFlightBytes = 0;
  #toldMs = Number.NEGATIVE_INFINITY;
  #life: 'open' | 'closed' = 'open';
  /** Since the start, for /metrics. */
  readonly count = { sent: 0, sentBytes: 0, dropped: 0 };

  constructor(options: RedisPairOptions) {
    this.#options = options;
    this.#speaker = this.#connect('sitong-speak');
    this.#hearer = this.#connect('sitong-hear');
  }

  /** Fire and forget; `dropped` when the line is down or too much waits already. */
  publish(channel: string, message: Buffer): 'sent' | 'dropped' {
    const busy = this.#inFlight >= MOST_IN_FLIGHT || this.#inFlightBytes + message.byteLength > MOST_IN_FLIGHT_BYTES;
    if (this.#life === 'closed' || busy || !this.#speaker.isReady) {
      this.count.dropped += 1;
      return 'dropped';
    }
    this.#inFlight += 1;
    this.#inFlightBytes += message.byteLength;
    this.count.sent += 1;
    this.count.sentBytes += message.byteLength;
    this.#speaker
      .publish(channel, message)
      .catch((error: unknown) => this.#tell(error))
      .finally(() => {
        this.#inFlight -= 1;
        this.#inFlightBytes -= message.byteLength;
      });
    return 'sent';
  }

  subscribe(channel: string, listener: (message: Buffer) => void): () => void {
    this.#listeners.set(channel, listener);
    this.#hear();
    return () => {
      this.#listeners.delete(channel);
      if (!this.#heard.delete(channel) || !this.#hearer.isReady) return;
      this.#hearer.unsubscribe(channel).catch((error: unknown) => this.#tell(error));
    };
  }

  /** Two new connections: for a line over which nothing comes although it looks open. */
  renew(): void {
    if (this.#life === 'closed') return;
    this.#speaker.destroy();
    this.#hearer.destroy();
    this.#heard = new Set();
    this.#speaker = this.#connect('sitong-speak');
    this.#hearer = this.#connect('sitong-hear');
  }

  close(): void {
    this.#life = 'closed';
    this.#speaker.destroy();
    this.#hearer.destroy();
  }

  #connect(name: string): Client {
    const client = connectTo(this.#options.url, name);
    // Without a listener the process would end with the first broken connection.
    client.on('error', (error: unknown) => this.#tell(error));
    if (name === 'sitong-hear') client.on('ready', () => this.#hear());
    client.connect().catch((error: unknown) => this.#tell(error));
    return client;
  }

  #hear(): void {
    const hearer = this.#hearer;
    if (this.#life === 'closed' || !hearer.isReady) return;
    const asked: Promise<unknown>[] = [];
    for (const channel of this.#listeners.keys()) {
      if (this.#heard.has(channel)) continue;
      this.#heard.add(channel);
      const hear = (message: Buffer): void => this.#listeners.get(channel)?.(message);
      asked.push(
        hearer.subscribe(channel, hear, true).catch((error: unknown) => {
          this.#heard.delete(channel);
          this.#tell(error);
        }),
      );
    }
    void Promise.all(asked).then(() => this.#options.onHearing());
  }

  #tell(error: unknown): void {
    if (this.#life === 'closed') return;
    const now = performance.now();
    if (now - this.#toldMs < TELL_EVERY_MS) return;
    this.#toldMs = now;
    this.#options.onError(error, 'the line to Redis; events go on without it, it is tried again by itself');
  }
}
