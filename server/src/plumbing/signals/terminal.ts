import type { FixStanding } from '../../ingest/contract.ts';
import { bareTerminal } from '../../ingest/jt808/header.ts';

/** One device as this world knows it. The one object of a terminal, changed in place by its book. */
export class Terminal {
  readonly world: string;
  readonly terminalId: string;
  /** As on the wire. */
  number: string;
  source: string;
  team: string | undefined;
  /** Of the device itself, a plate for one; screens show the team's name when there is a team. */
  label = '';
  boundBy: string | undefined;
  boundAtMs: number | undefined;
  firstSeenMs: number;
  /** World time it was last heard; 0: registered, never heard. */
  lastSeenMs = 0;
  /** World time of the newest fix by the device; 0: none yet. */
  observedMs = 0;
  lon = 0;
  lat = 0;
  /** NaN: the device does not say. */
  speedKmh = Number.NaN;
  courseDeg = Number.NaN;
  batteryPct = Number.NaN;
  fix: FixStanding = 'unknown';
  authCode: string | undefined;
  /** In the position table; −1: the table is full. */
  index = -1;
  standing: 'stored' | 'changed' = 'stored';
  /** Whether the other nodes know the present values. */
  told: 'told' | 'waiting' = 'told';

  constructor(world: string, id: string, source: string, firstSeenMs: number) {
    this.world = world;
    this.terminalId = id;
    this.number = id;
    this.source = source;
    this.firstSeenMs = firstSeenMs;
  }

  get bound(): boolean {
    return this.team !== undefined;
  }
}

/** JT/T 808 pads numbers with zeros, 12 or 20 digits: one device is one terminal whatever it pads with. */
export function terminalIdOf(number: string): string {
  return /^\d+$/.test(number) ? bareTerminal(number) : number;
}
