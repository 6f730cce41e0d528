import type { SecondAsked } from '@sitong/shared/protocol/second-asked.ts';
import type { KeyShown } from './keys/key-answers.ts';
import type { KeyPurpose } from './keys/key-challenges.ts';
import type { KeyPlace } from './keys/key-place.ts';
import type { KeyRefusal, SecurityKeys } from './keys/security-keys.ts';
import type { CodeShown, SecondFactors } from './second-factors.ts';

/** What a person gives beside the password, for what, and from where. */
export interface SecondGiven {
  purpose: KeyPurpose;
  /** Undefined: from where no key can answer. */
  place: KeyPlace | undefined;
  code?: string | undefined;
  key?: KeyShown | undefined;
}

export type SecondShown = CodeShown | 'key';
export type SecondTaken =
  | { kind: 'taken'; second: SecondShown }
  | { kind: 'refused'; code: 'bad_second_factor' }
  | { kind: 'refused'; code: KeyRefusal; why: string; name?: string };

export const nothingShown = ({ code, key }: SecondGiven): boolean =>
  key === undefined && (code === undefined || code.trim() === '');

/** The step after the password, whichever factors an account has: the app's code, a recovery code, a key. */
export class SecondStep {
  readonly #codes: Pick<SecondFactors, 'stateOf' | 'take'>;
  readonly #keys: Pick<SecurityKeys, 'list' | 'ask' | 'take'>;

  constructor(codes: Pick<SecondFactors, 'stateOf' | 'take'>, keys: Pick<SecurityKeys, 'list' | 'ask' | 'take'>) {
    this.#codes = codes;
    this.#keys = keys;
  }

  /** Whether an account has a second factor. A key that is refused still counts: the password alone opens nothing. */
  async has(username: string): Promise<boolean> {
    if ((await this.#codes.stateOf(username)).state === 'active') return true;
    return (await this.#keys.list(username)).length > 0;
  }

  /** What may be shown, with a fresh challenge for keys. Only for somebody whose password was right. */
  async ask(username: string, { purpose, place }: SecondGiven): Promise<SecondAsked> {
    const { state, recoveryLeft } = await this.#codes.stateOf(username);
    const key = await this.#keys.ask(username, purpose, place);
    return { app: state === 'active' ? 'active' : 'none', recoveryLeft, key };
  }

  async take(username: string, { purpose, code = '', key }: SecondGiven): Promise<SecondTaken> {
    if (key !== undefined) {
      const taken = await this.#keys.take(username, purpose, key);
      return taken.kind === 'key' ? { kind: 'taken', second: 'key' } : taken;
    }
    const second = await this.#codes.take(username, code);
    return second === 'wrong' ? { kind: 'refused', code: 'bad_second_factor' } : { kind: 'taken', second };
  }
}
