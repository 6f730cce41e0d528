/** How loudly something is said. Assertive interrupts: red and orange only (ux.md §8). */
export type Loudness = 'polite' | 'assertive';

export interface Spoken {
  readonly polite: string;
  readonly assertive: string;
  /** Each rises with its own messages: the same words twice are read twice, and nothing is read for the other's sake. */
  readonly turns: Readonly<Record<Loudness, number>>;
}

export interface Announcer {
  say(text: string, loudness?: Loudness): void;
  spoken(): Spoken;
  subscribe(listener: () => void): () => void;
}

export interface AnnouncerOptions {
  now(): number;
  setTimer(run: () => void, delayMs: number): () => void;
  /** Writes "and n more" when urgent messages had to be gathered. */
  more(count: number): string;
}

/** At most one assertive message in 5 s: a flood read aloud would bury the first. */
const assertiveEveryMs = 5_000;

/** What screen readers are told. Urgent messages inside the 5 s are gathered: the newest, and how many more. */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  let spoken: Spoken = { polite: '', assertive: '', turns: { polite: 0, assertive: 0 } };
  let lastAssertiveAt = Number.NEGATIVE_INFINITY;
  let waiting: { newest: string; count: number } | undefined;
  const listeners = new Set<() => void>();

  const publish = (loudness: Loudness, text: string): void => {
    const turns = { ...spoken.turns, [loudness]: spoken.turns[loudness] + 1 };
    spoken = { ...spoken, [loudness]: text, turns };
    for (const listener of listeners) listener();
  };
  const speakUp = (text: string): void => {
    lastAssertiveAt = options.now();
    publish('assertive', text);
  };

  return {
    say(text, loudness = 'polite') {
      if (loudness === 'polite') {
        publish('polite', text);
        return;
      }
      if (waiting !== undefined) {
        waiting = { newest: text, count: waiting.count + 1 };
        return;
      }
      const wait = lastAssertiveAt + assertiveEveryMs - options.now();
      if (wait <= 0) {
        speakUp(text);
        return;
      }
      waiting = { newest: text, count: 1 };
      options.setTimer(() => {
        const gathered = waiting;
        waiting = undefined;
        if (gathered === undefined) return;
        speakUp(gathered.count > 1 ? `${gathered.newest} ${options.more(gathered.count - 1)}` : gathered.newest);
      }, wait);
    },
    spoken: () => spoken,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
