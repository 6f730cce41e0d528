import type { AuditFact } from '@sitong/shared/kernel/audit.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';

/** Counted apart within a minute; what comes beyond is counted in the sum alone. */
const MOST_KEPT = 1000;
const MOST_ACTS = 100;
/** Written down per entry. */
const MOST_SHOWN = 20;

export interface FailedSignIn {
  /** Undefined when no account has the name that was typed: it may be a password typed in the wrong field. */
  username: string | undefined;
  code: string;
  address: string;
}

export interface DeniedAct {
  person: string;
  /** Intent type, or method and path of a route. */
  act: string;
  code: string;
  world: WorldId;
}

interface Tally<T> {
  of: T;
  count: number;
}

function counted<T>(into: Map<string, Tally<T>>, key: string, of: T, most: number): void {
  const known = into.get(key);
  if (known !== undefined) known.count += 1;
  else if (into.size < most) into.set(key, { of, count: 1 });
}

function most<T extends object>(tallies: Map<string, Tally<T>>): (T & { count: number })[] {
  return [...tallies.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_SHOWN)
    .map(({ of, count }) => ({ ...of, count }));
}

/** What is too frequent to be written down one by one, summed until `take`. Bounded whatever comes in. */
export class AuditSums {
  #sinceMs: number;
  #failed = 0;
  #unknown = 0;
  readonly #names = new Map<string, Tally<{ username: string; code: string }>>();
  readonly #addresses = new Map<string, Tally<{ address: string }>>();
  readonly #denied = new Map<
    string,
    { count: number; acts: Map<string, Tally<{ act: string; code: string; world: WorldId }>> }
  >();

  constructor(nowMs: number) {
    this.#sinceMs = nowMs;
  }

  failed({ username, code, address }: FailedSignIn): void {
    this.#failed += 1;
    if (username === undefined) this.#unknown += 1;
    else counted(this.#names, `${username} ${code}`, { username, code }, MOST_KEPT);
    counted(this.#addresses, address, { address: address.slice(0, 64) }, MOST_KEPT);
  }

  denied({ person, act, code, world }: DeniedAct): void {
    let of = this.#denied.get(person);
    if (of === undefined) {
      if (this.#denied.size >= MOST_KEPT) return;
      of = { count: 0, acts: new Map() };
      this.#denied.set(person, of);
    }
    of.count += 1;
    const shown = { act: act.slice(0, 120), code: code.slice(0, 64), world };
    counted(of.acts, `${act} ${code} ${world}`, shown, MOST_ACTS);
  }

  /** The entries of the time since the last call, with the person they are about as actor, and starts afresh. */
  take(nowMs: number): { person: string; fact: AuditFact }[] {
    const between = { since: toTimestamp(this.#sinceMs), until: toTimestamp(nowMs) };
    const entries: { person: string; fact: AuditFact }[] = [];
    if (this.#failed > 0) {
      const body = {
        ...between,
        count: this.#failed,
        names: most(this.#names),
        unknownNames: this.#unknown,
        addresses: most(this.#addresses),
      };
      entries.push({ person: 'system', fact: { type: 'SignInsFailed', body } });
    }
    for (const [person, { count, acts }] of this.#denied)
      entries.push({ person, fact: { type: 'ActsDenied', body: { ...between, count, acts: most(acts) } } });
    this.#sinceMs = nowMs;
    this.#failed = 0;
    this.#unknown = 0;
    this.#names.clear();
    this.#addresses.clear();
    this.#denied.clear();
    return entries;
  }
}
