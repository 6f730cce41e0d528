import type { Socket } from 'socket.io';
import { backlogOf } from '../realtime/slow-consumer.ts';

/** A reader with more than this unsent is left out until it has caught up; it then gets the latest, once. */
const BEHIND_BYTES = 64 * 1024;

/** Readers of one scope: those who get every tick, and those who fell behind and wait to be empty. */
export class InStep {
  readonly #inStep = new Set<Socket>();
  readonly #behind = new Set<Socket>();

  get empty(): boolean {
    return this.#inStep.size + this.#behind.size === 0;
  }
  get ready(): Iterable<Socket> {
    return this.#inStep;
  }

  add(socket: Socket): void {
    this.#inStep.add(socket);
  }

  delete(socket: Socket): void {
    this.#inStep.delete(socket);
    this.#behind.delete(socket);
  }

  *all(): Generator<Socket> {
    yield* this.#inStep;
    yield* this.#behind;
  }

  /** Takes slow readers out; gives `whole` to each that has caught up. */
  sortOut(whole: (socket: Socket) => void): void {
    for (const socket of this.#inStep) {
      if (backlogOf(socket) <= BEHIND_BYTES) continue;
      this.#inStep.delete(socket);
      this.#behind.add(socket);
    }
    for (const socket of this.#behind) {
      if (backlogOf(socket) > 0) continue;
      this.#behind.delete(socket);
      whole(socket);
      this.#inStep.add(socket);
    }
  }
}
