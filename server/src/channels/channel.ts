/** Ways out of the house. `door` and `screen` are worked by people and have no adapter. */
export type ChannelId = 'sms' | 'voice' | 'broadcast' | 'app' | 'cap_feed';

/** One person to reach. The number is handed to the gateway only; nothing of it is kept in a result. */
export interface Recipient {
  person: string;
  phone: string;
  /** Which try this is, from 1. */
  n: number;
}

export type Batch =
  /** Named people: orders and calls. `key` makes a repeat of the same batch harmless at the gateway. */
  | { kind: 'people'; key: string; text: string; recipients: readonly Recipient[] }
  /** Everybody in an area, by head count: warnings. */
  | { kind: 'area'; key: string; text: string; people: number; units: readonly string[]; named: number };

/** What became known of one person; `afterS` world seconds later. Each fact for itself: none implies another. */
export interface PersonResult {
  person: string;
  outcome: 'reached' | 'no_answer' | 'failed';
  facts: readonly { fact: 'delivered' | 'answered'; afterS: number }[];
}

/** Every result says whether a real gateway or a simulator made it. */
export type SendResult = { simulated: boolean } & (
  | { kind: 'people'; results: readonly PersonResult[] }
  | { kind: 'area'; sent: number; failed: number; confirmed: number }
);

/** One way out. `send` throws when the way itself is broken: the job is then tried again later. */
export interface Channel {
  readonly id: ChannelId;
  readonly simulated: boolean;
  send(batch: Batch): Promise<SendResult>;
}
