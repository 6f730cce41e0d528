/** What came with a request beside the cookie. */
export interface Shown {
  pass?: string | undefined;
  /** `about`: what is being asked, as `GET /api/session`; it is part of what was signed. */
  proof?: { nonce: string; signature: string; about: string } | undefined;
  waiting?: { acts: number; photos: number } | undefined;
}

export type Proven =
  /** No phone: the cookie is enough. */
  | { kind: 'unbound' }
  | { kind: 'shown' }
  /** Shown by a signature; the pass goes with what follows, the nonce is for next time. */
  | { kind: 'fresh'; pass: string; nonce: string }
  | { kind: 'needed'; nonce: string };

/** Several tabs of one phone, and the last pass of each while the next is on its way. */
const MOST = 16;

/** The passes of one session that this node has met; those of another node are looked up once. */
export class Passes {
  readonly #until = new Map<string, number>();

  keep(pass: string, until: Date): void {
    this.#until.set(pass, until.getTime());
    for (const old of this.#until.keys()) {
      if (this.#until.size <= MOST) break;
      this.#until.delete(old);
    }
  }

  async holds(pass: string, nowMs: number, lookUp: () => Promise<Date | undefined>): Promise<boolean> {
    const known = this.#until.get(pass);
    if (known !== undefined) return known > nowMs;
    const until = await lookUp();
    if (until !== undefined) this.keep(pass, until);
    return until !== undefined;
  }
}
