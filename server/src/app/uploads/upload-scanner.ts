import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { Config } from '../../config.ts';
import { type ClamdAddress, type ClamdVersion, clamdVersion, scanBytes } from '../../plumbing/scanner/clamd.ts';

/** `none`: SITONG_CLAMD is not set. */
export type ScannerState =
  | { kind: 'none' }
  | { kind: 'up'; engine: string; signaturesAtMs: number | undefined }
  | { kind: 'away'; why: string; sinceMs: number };

/** What is known of an upload. `unscanned`: nobody looked, and why. */
export type ScanVerdict =
  | { kind: 'clean' }
  | { kind: 'infected'; signature: string }
  | { kind: 'unscanned'; why: 'no_scanner' | 'away' | 'too_large'; detail: string };

const LOOK_EVERY_MS = 15 * SECOND_MS;
/** For one upload, waiting for its turn included. */
const SCAN_MS = 20 * SECOND_MS;
/** clamd has ten threads by default, and may serve others. */
const AT_ONCE = 4;

interface Options {
  config: Pick<Config, 'clamd'>;
  now: () => number;
  onError: (error: unknown, what: string) => void;
}

/**
 * The one door to the virus scanner. While it is away nobody waits for it: a look every 15 s finds it again and tells those
 * who kept something to be scanned.
 */
export class UploadScanner {
  readonly #address: ClamdAddress | undefined;
  readonly #now: () => number;
  readonly #onError: Options['onError'];
  readonly #back: (() => Promise<void>)[] = [];
  readonly #changed: (() => void)[] = [];
  readonly #turns: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #busy = 0;
  #state: ScannerState;
  readonly count = { clean: 0, infected: 0, unscanned: 0 };

  constructor({ config, now, onError }: Options) {
    this.#address = config.clamd ?? undefined;
    this.#now = now;
    this.#onError = onError;
    this.#state = this.#address === undefined ? { kind: 'none' } : this.#away('not asked yet');
  }

  get state(): ScannerState {
    return this.#state;
  }

  /** For the health row of every screen: said only while what should be scanned is not. */
  get uploads(): 'unscanned' | undefined {
    return this.#state.kind === 'away' ? 'unscanned' : undefined;
  }

  /** Called, and awaited, each time the scanner is found again. */
  onBack(listener: () => Promise<void>): void {
    this.#back.push(listener);
  }

  onChanged(listener: () => void): void {
    this.#changed.push(listener);
  }

  async open(): Promise<void> {
    if (this.#address === undefined) return;
    this.#timer = setInterval(() => {
      this.look().catch((error: unknown) => this.#onError(error, 'looking for the virus scanner'));
    }, LOOK_EVERY_MS);
    await this.look();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Asks the scanner how it is. Never throws for a scanner that is away. */
  async look(): Promise<void> {
    if (this.#address === undefined) return;
    const changed = this.#take(await clamdVersion(this.#address));
    if (changed !== 'up') return;
    for (const listener of this.#back) await listener();
  }

  /** Infected, clean or unscanned; never throws, never longer than `withinMs`. */
  async scan(bytes: Uint8Array, withinMs = SCAN_MS): Promise<ScanVerdict> {
    const verdict = await this.#scan(bytes, withinMs);
    this.count[verdict.kind] += 1;
    return verdict;
  }

  async #scan(bytes: Uint8Array, withinMs: number): Promise<ScanVerdict> {
    if (this.#address === undefined) return { kind: 'unscanned', why: 'no_scanner', detail: 'SITONG_CLAMD is not set' };
    const began = performance.now();
    await this.#turn();
    try {
      // Looked at after the wait: those behind one that found it away do not each find out for themselves.
      if (this.#state.kind === 'away') return { kind: 'unscanned', why: 'away', detail: this.#state.why };
      const left = Math.max(1, withinMs - (performance.now() - began));
      const said = await scanBytes(this.#address, bytes, left);
      switch (said.kind) {
        case 'clean':
        case 'infected':
          return said;
        case 'too_large':
          return { kind: 'unscanned', why: 'too_large', detail: 'larger than StreamMaxLength of clamd.conf' };
        case 'refused':
          return { kind: 'unscanned', why: 'away', detail: said.why };
        case 'away':
          this.#take(said);
          return { kind: 'unscanned', why: 'away', detail: said.why };
        default:
          return said satisfies never;
      }
    } finally {
      this.#busy -= 1;
      this.#turns.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#busy >= AT_ONCE) await new Promise<void>((resolve) => this.#turns.push(resolve));
    this.#busy += 1;
  }

  /** What it has become, if it is not what it was. */
  #take(version: ClamdVersion): ClamdVersion['kind'] | undefined {
    const before = this.#state.kind;
    if (version.kind === 'up') this.#state = version;
    else if (this.#state.kind !== 'away') this.#state = this.#away(version.why);
    else this.#state = { ...this.#state, why: version.why };
    if (version.kind === before) return undefined;
    if (version.kind === 'away') this.#onError(new Error(version.why), 'the virus scanner is away');
    for (const listener of this.#changed) listener();
    return version.kind;
  }

  #away(why: string): ScannerState {
    return { kind: 'away', why, sinceMs: this.#now() };
  }
}
