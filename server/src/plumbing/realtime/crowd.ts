import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';
import { TokenBucket } from './token-bucket.ts';

/** Bounds of one node; behind one address of a phone network or a bureau may be hundreds of people. */
export const CROWD = {
  /** Live sockets of everybody together. */
  sockets: 5_000,
  socketsOfAddress: 1_000,
  /** Screens of one account: a person has a console, two more windows and a phone. */
  socketsOfPerson: 40,
  /** Handshakes of one address: a whole room that reloads, then one every 20 ms. */
  handshakesPerSecond: 50,
  handshakesAtOnce: 500,
  /** Messages of one account over all of its sockets. */
  messagesPerSecond: 60,
  messagesAtOnce: 180,
} as const;
export type CrowdLimits = Record<keyof typeof CROWD, number>;

const MOST_REMEMBERED = 20_000;

export type CrowdRefusal = 'too_many_sockets' | 'too_many_of_address' | 'too_many_of_person' | 'too_many_handshakes';

/**
 * How many lines there are, of whom and from where. What comes from this machine itself (a test, a load, a proxy that hides
 * who asks) is held by the whole bound alone: one such address would stand for everybody.
 */
export class Crowd {
  readonly #limits: CrowdLimits;
  readonly #now: () => number;
  readonly #trust: (address: string, hop: number) => boolean;
  readonly #ofAddress = new Map<string, number>();
  readonly #ofPerson = new Map<string, number>();
  readonly #handshakes = new Map<string, TokenBucket>();
  readonly #messages = new Map<string, TokenBucket>();
  #all = 0;

  /** `trusted`: whose word about the address of who is asking counts, as SITONG_TRUSTED_PROXY. */
  constructor(trusted: string, now: () => number, limits: CrowdLimits = CROWD) {
    this.#limits = limits;
    this.#now = now;
    this.#trust = proxyAddr.compile(trusted.split(',').map((part) => part.trim()));
  }

  get size(): number {
    return this.#all;
  }

  /** Where a request comes from; undefined: from this machine. */
  addressOf(request: IncomingMessage): string | undefined {
    const address = proxyAddr(request, this.#trust).replace(/^::ffff:/, '');
    return isIP(address) === 0 || address === '::1' || address.startsWith('127.') ? undefined : address;
  }

  /** Before a session is looked up: a flood of handshakes costs the database nothing. */
  handshake(address: string | undefined): CrowdRefusal | undefined {
    if (this.#all >= this.#limits.sockets) return 'too_many_sockets';
    if (address === undefined) return undefined;
    if ((this.#ofAddress.get(address) ?? 0) >= this.#limits.socketsOfAddress) return 'too_many_of_address';
    const { handshakesPerSecond, handshakesAtOnce } = this.#limits;
    const bucket = this.#bucket(this.#handshakes, address, handshakesPerSecond, handshakesAtOnce);
    return bucket.take(this.#now()) ? undefined : 'too_many_handshakes';
  }

  /** A line of this person begins; the way to end it, or why it may not begin. */
  enter(address: string | undefined, person: string): (() => void) | CrowdRefusal {
    if (this.#all >= this.#limits.sockets) return 'too_many_sockets';
    if (address !== undefined && (this.#ofPerson.get(person) ?? 0) >= this.#limits.socketsOfPerson)
      return 'too_many_of_person';
    this.#all += 1;
    add(this.#ofPerson, person, 1);
    if (address !== undefined) add(this.#ofAddress, address, 1);
    let life: 'open' | 'left' = 'open';
    return () => {
      if (life === 'left') return;
      life = 'left';
      this.#all -= 1;
      add(this.#ofPerson, person, -1);
      if (address !== undefined) add(this.#ofAddress, address, -1);
    };
  }

  /** Whether this account may say one thing more, whichever of its lines it says it on. */
  maySpeak(address: string | undefined, person: string): boolean {
    if (address === undefined) return true;
    const { messagesPerSecond, messagesAtOnce } = this.#limits;
    return this.#bucket(this.#messages, person, messagesPerSecond, messagesAtOnce).take(this.#now());
  }

  #bucket(of: Map<string, TokenBucket>, key: string, perSecond: number, atOnce: number): TokenBucket {
    const known = of.get(key);
    if (known !== undefined) return known;
    if (of.size >= MOST_REMEMBERED) of.clear();
    const bucket = new TokenBucket(perSecond, atOnce, this.#now());
    of.set(key, bucket);
    return bucket;
  }
}

function add(counts: Map<string, number>, key: string, n: 1 | -1): void {
  const left = (counts.get(key) ?? 0) + n;
  if (left <= 0) counts.delete(key);
  else counts.set(key, left);
}
