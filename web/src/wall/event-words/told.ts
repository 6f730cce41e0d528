import type { Level } from '@sitong/shared/kernel/level.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { LogEvent } from '@sitong/shared/protocol/catalogue.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { TFunction } from 'i18next';
import type { CauseT } from '../../pillars/monitoring/selectors/cause-words.ts';
import type { LogMark } from '../../ui/log-list.tsx';

/** The areas of words the table of events takes names from. */
export const eventAreas = ['duty', 'monitoring', 'command', 'rescue', 'release', 'ui'] as const;
export type EventT = TFunction<typeof eventAreas>;

/** What the words may look things up in; open state knows the number and team behind an id. */
export interface Lookup {
  readonly county: CountyIndex;
  readonly state: WorldState;
  readonly t: EventT;
  readonly causeT: CauseT;
  /** Names of what is no longer open, from the events that made it. */
  readonly past: ReadonlyMap<string, string>;
}

/** What kind of line it is in the log. */
export type EventKind =
  | 'alarm'
  | 'source'
  | 'incident'
  | 'figure'
  | 'task'
  | 'response'
  | 'duty'
  | 'drill'
  | 'order'
  | 'team'
  | 'site'
  | 'warning'
  | 'call'
  | 'report'
  | 'audit';

export type Values = Readonly<Record<string, string | number>>;

/** One event told: the values its sentence is filled with, and how it stands in a log. */
export interface Told {
  readonly kind: EventKind;
  readonly values: Values;
  readonly level?: Level;
  readonly mark?: LogMark;
  /** Bookkeeping of the log itself: kept in the full log, left out where people read. */
  readonly quiet?: 'quiet';
  /** A sentence of its own among those of one event type: `event.<type>_<variant>`. */
  readonly variant?: string;
}

export type EventType = LogEvent['type'];
export type EventNamed<K extends EventType> = Extract<LogEvent, { type: K }>;

/** How each event type is told; a type left out does not compile. */
export type Teller<K extends EventType> = (event: EventNamed<K>, look: Lookup) => Told;
export type Tellers<K extends EventType> = { readonly [T in K]: Teller<T> };
