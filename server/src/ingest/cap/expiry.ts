import { DEFAULT_PRACTICE, type Practice } from '@sitong/shared/kernel/practice.ts';
import { HOUR_MS } from '@sitong/shared/kernel/time.ts';
import { readEventType } from './event-reading.ts';
import { EVENT_TYPES } from './event-types.ts';
import type { CapAlert, CapInfo } from './model.ts';
import { instantMs } from './times.ts';

/** Hours a warning without `expires` counts as in force, by event word (P). */
export interface ExpiryTable {
  readonly defaultHours: number;
  readonly hours: ReadonlyMap<string, number>;
}

const tables = new WeakMap<Practice, ExpiryTable>();

/** The table of a practice; made once for each. */
export function expiryOf(practice: Practice): ExpiryTable {
  let table = tables.get(practice);
  if (table === undefined) {
    const { capValidH } = practice;
    const hours = new Map(EVENT_TYPES.map(({ word, valid }) => [word, capValidH[valid]]));
    table = { defaultHours: capValidH.other, hours };
    tables.set(practice, table);
  }
  return table;
}

export const DEFAULT_EXPIRY: ExpiryTable = expiryOf(DEFAULT_PRACTICE);

export interface Expiry {
  readonly expiresAtMs: number;
  /** `derived`: the message named no end; ours was added to the time it takes effect. */
  readonly from: 'message' | 'derived';
}

function ms(time: string | undefined): number | null {
  return time === undefined ? null : instantMs(time);
}

function ofInfo(info: CapInfo, sentMs: number, table: ExpiryTable): Expiry {
  const given = ms(info.expires);
  if (given !== null) return { expiresAtMs: given, from: 'message' };
  const word = readEventType(info)?.word;
  const hours = (word === undefined ? undefined : table.hours.get(word)) ?? table.defaultHours;
  const begins = Math.max(sentMs, ms(info.effective) ?? sentMs, ms(info.onset) ?? sentMs);
  return { expiresAtMs: begins + hours * HOUR_MS, from: 'derived' };
}

/** When the last info of a message ends. */
export function readExpiry(alert: CapAlert, table: ExpiryTable = DEFAULT_EXPIRY): Expiry {
  const sentMs = instantMs(alert.sent) ?? 0;
  const all = alert.infos.map((info) => ofInfo(info, sentMs, table));
  const last = all.reduce<Expiry | null>((a, b) => (a === null || b.expiresAtMs > a.expiresAtMs ? b : a), null);
  return last ?? { expiresAtMs: sentMs + table.defaultHours * HOUR_MS, from: 'derived' };
}
