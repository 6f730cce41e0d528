import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { LiveSession } from '../realtime/live-world.ts';
import type { Binding } from './device-proofs.ts';
import { Passes, type Proven, type Shown } from './passes.ts';
import type { Access, OpenSession } from './session-store.ts';

/** What is asked of a session, answered by the book that holds it. */
export interface Judge {
  mayAct(session: KnownSession): Promise<'yes' | 'idle'>;
  proven(session: KnownSession, shown: Shown): Promise<Proven>;
}

/** A session this node has met, until it ends. */
export class KnownSession implements LiveSession {
  status: 'valid' | 'ended' = 'valid';
  readonly #listeners = new Set<() => void>();
  readonly id: string;
  readonly info: SessionInfo;
  readonly access: Access;
  token: string;
  /** Running time of this node (`elapsed`) at the last touch it knows of, and at the last one it stored. */
  activeMs: number;
  storedMs: number;
  binding: Binding | undefined;
  readonly passes = new Passes();
  readonly #judge: Judge;

  constructor({ id, access, binding }: OpenSession, info: SessionInfo, token: string, judge: Judge, activeMs: number) {
    this.id = id;
    this.info = info;
    this.access = access;
    this.token = token;
    this.activeMs = activeMs;
    this.storedMs = activeMs;
    this.binding = binding;
    this.#judge = judge;
  }

  proven(shown: Shown): Promise<Proven> {
    return this.#judge.proven(this, shown);
  }

  mayAct(): Promise<'yes' | 'idle'> {
    return this.#judge.mayAct(this);
  }

  onEnd(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  end(): void {
    if (this.status === 'ended') return;
    this.status = 'ended';
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
