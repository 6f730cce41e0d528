import { SECOND_MS } from '@sitong/shared/kernel/time.ts';

/** A moment may take so much world time; more, and the officers of the story act on what is long past. */
const MOST_WORLD_MS = 25 * SECOND_MS;
/** After so many easy moments in a row it is tried faster again. */
const EASY_IN_A_ROW = 40;

/**
 * Holds the clock of a played drill to what the machine carries: a busy machine makes the evening longer,
 * never different. A speed that a person sets is the speed wanted from then on.
 */
export class Pace {
  #wanted: number | undefined;
  #ours: number | undefined;
  #easy = 0;

  /**
   * @param tookMs real time of the moment just past
   * @returns the speed to set now; undefined: it is right
   */
  after(tookMs: number, speed: number): number | undefined {
    if (speed !== this.#ours) this.#wanted = speed;
    const worldMs = tookMs * speed;
    if (worldMs > MOST_WORLD_MS && speed > 1) {
      this.#easy = 0;
      return this.#set(Math.max(1, Math.floor(Math.min(speed / 2, MOST_WORLD_MS / tookMs))));
    }
    this.#easy = worldMs < MOST_WORLD_MS / 4 ? this.#easy + 1 : 0;
    if (this.#easy < EASY_IN_A_ROW || speed >= (this.#wanted ?? speed)) return undefined;
    this.#easy = 0;
    return this.#set(Math.min(this.#wanted ?? speed, speed * 2));
  }

  #set(speed: number): number {
    this.#ours = speed;
    return speed;
  }
}
