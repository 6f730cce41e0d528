import type { Intent } from '@sitong/shared/protocol/intents.ts';

/** Something a person of the scenario does now. Asked again every moment until the log shows it: the key is the deed. */
export interface Act {
  key: string;
  /** Username of a demo account, or `person:<id>`. */
  as: string;
  intent: Intent;
}
