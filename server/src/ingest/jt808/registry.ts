import type { RegisterResult } from './message-ids.ts';
import type { Registration } from './registration.ts';

/** What we know of a terminal. `bound`: to a team or vehicle, so that its position moves a unit. */
export type TerminalIdentity =
  | { readonly world: string; readonly terminalId: string; readonly bound: boolean }
  | 'unknown';

export type RegistrationAnswer =
  | { readonly result: 'registered'; readonly authCode: string }
  | { readonly result: Exclude<RegisterResult, 'registered'> };

/**
 * Given to the gateway. `lookup` is asked for every message and answers from memory; the others
 * may ask a database. Terminals are named by the digits of the header, leading zeros kept
 * (12 digits under 2013, 20 under 2019): compare by `bareTerminal`.
 */
export interface TerminalRegistry {
  lookup(terminal: string): TerminalIdentity;
  issueAuthCode(terminal: string, registration: Registration): Promise<RegistrationAnswer>;
  checkAuthCode(terminal: string, authCode: string): Promise<boolean>;
}
