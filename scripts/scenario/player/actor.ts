import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { TaskAct } from '../habits/tasks.ts';
import type { ServerLink } from './server-link.ts';

export interface Refused {
  key: string;
  code: string;
}

/** The outcome of one deed as far as it is known. */
type Deed = { kind: 'sent' } | { kind: 'done' } | { kind: 'refused'; code: string; tries: number; againMs: number };

const AGAIN_AFTER_S = 15;
const MOST_TRIES = 6;

/** Sends acts, each deed once; a refused one is tried again under a new command id, since a refusal is kept. */
export class Actor {
  readonly #link: ServerLink;
  readonly #world: string;
  readonly #photo: Buffer;
  readonly #deeds = new Map<string, Deed>();

  constructor(link: ServerLink, world: string, photo: Buffer) {
    this.#link = link;
    this.#world = world;
    this.#photo = photo;
  }

  /** `done` also when it was done before. Throws when the server cannot be reached. */
  async perform(act: TaskAct, nowMs: number): Promise<'done' | 'refused' | 'waits'> {
    const before = this.#deeds.get(act.key);
    if (before?.kind === 'done') return 'done';
    if (before?.kind === 'sent') return 'waits';
    if (before?.kind === 'refused' && (nowMs < before.againMs || before.tries >= MOST_TRIES)) return 'waits';
    const tries = before?.kind === 'refused' ? before.tries : 0;
    this.#deeds.set(act.key, { kind: 'sent' });
    try {
      if (act.photo !== undefined) await this.#link.photo(act.photo, this.#photo);
      const answer = await this.#link.act(act.as, derivedId('scenario', this.#world, act.key, tries), act.intent);
      if (answer.ok) {
        this.#deeds.set(act.key, { kind: 'done' });
        return 'done';
      }
      const { code } = answer.refused;
      this.#deeds.set(act.key, { kind: 'refused', code, tries: tries + 1, againMs: nowMs + AGAIN_AFTER_S * SECOND_MS });
      return 'refused';
    } catch (error) {
      // Not known whether it was done: the same command id asks again.
      if (before === undefined) this.#deeds.delete(act.key);
      else this.#deeds.set(act.key, before);
      throw error;
    }
  }

  /** Deeds that were refused and never done. */
  refused(): Refused[] {
    return [...this.#deeds].flatMap(([key, deed]) => (deed.kind === 'refused' ? [{ key, code: deed.code }] : []));
  }
}
