import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Accounts } from '../plumbing/accounts/accounts.ts';
import type { ApiTokens } from '../plumbing/accounts/api-tokens.ts';
import type { StoredDeliveryLedger } from '../plumbing/accounts/delivery-ledger.ts';
import type { DeviceProofs } from '../plumbing/accounts/device-proofs.ts';
import type { Devices } from '../plumbing/accounts/devices.ts';
import type { SecurityKeys } from '../plumbing/accounts/keys/security-keys.ts';
import type { Sealer } from '../plumbing/accounts/sealed.ts';
import type { SecondFactors } from '../plumbing/accounts/second-factors.ts';
import type { SessionBook } from '../plumbing/accounts/session-book.ts';
import type { WallDevices } from '../plumbing/accounts/wall-devices.ts';
import type { EventLog } from '../plumbing/eventlog/event-log.ts';
import type { MasterStore } from '../plumbing/master/master-store.ts';
import type { NodeLine } from '../plumbing/nodes/node-line.ts';
import type { Presence } from '../plumbing/nodes/presence.ts';
import type { SharedCounts } from '../plumbing/nodes/shared-counts.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { UploadScanner } from './uploads/upload-scanner.ts';
import type { Worlds } from './worlds.ts';

/** What routes are built from; made once in `app.ts`. */
export interface Services {
  config: Config;
  logger: Logger;
  pool: pg.Pool;
  db: NodePgDatabase;
  log: EventLog;
  master: MasterStore;
  accounts: Accounts;
  apiTokens: ApiTokens;
  seconds: SecondFactors;
  keys: SecurityKeys;
  walls: WallDevices;
  /** Phones with a key of their own, and what their sessions prove it with. */
  devices: Devices;
  proofs: DeviceProofs;
  audit: AuditLog;
  sessions: SessionBook;
  /** Who had seen what. */
  ledger: StoredDeliveryLedger;
  worlds: Worlds;
  /** To the other nodes; undefined: REDIS_URL is not set and this node is alone. */
  line: NodeLine | undefined;
  presence: Presence;
  /** Limits that count over all nodes. */
  counts: SharedCounts;
  /** Looks at what people bring. */
  scanner: UploadScanner;
  /** Seals what must be readable again: second factors, callers, the key of 天地图. */
  sealer: Sealer;
  now: () => number;
  cookie: string;
  tls: 'on' | 'off';
}
