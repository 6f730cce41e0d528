import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Figure } from '@sitong/shared/pillars/command/events.ts';
import type { TeamStatus } from '@sitong/shared/pillars/rescue/events.ts';
import type { NumberedScreen } from '../../paths.ts';
import type { Named } from './match.ts';
import type { Verb } from './vocabulary.ts';

/** What can be named on the line. */
export interface NameRow extends Named {
  readonly kind: 'division' | 'team' | 'person' | 'incident';
}

/** What the parser may look at: nothing here changes while it reads. */
export interface ParseContext {
  readonly names: readonly NameRow[];
  /** Open incidents and alarms by the number people say. */
  readonly incidents: readonly { readonly id: string; readonly number: number; readonly title: string }[];
  readonly alarms: readonly { readonly id: string; readonly number: number }[];
  /** What stands selected on screen: meant when the line names nothing. */
  readonly selected: { readonly alarm?: string | undefined; readonly incident?: string | undefined };
  readonly nowMs: number;
}

export interface FigureGiven {
  readonly figure: Figure;
  readonly value: number;
}

/** A line understood whole. */
export type Command =
  | {
      readonly verb: 'new';
      readonly hazard: Hazard;
      readonly division: string;
      readonly figures: readonly FigureGiven[];
      readonly text: string;
    }
  | {
      readonly verb: 'dispatch';
      readonly team: string;
      readonly incident: string;
      readonly task: string;
      readonly dueMs: number | undefined;
    }
  | { readonly verb: 'status'; readonly team: string; readonly status: TeamStatus; readonly reason: string }
  | { readonly verb: 'ack' | 'take'; readonly alarm: string; readonly note: string }
  | { readonly verb: 'shelve'; readonly alarm: string; readonly reason: string; readonly untilMs: number }
  | { readonly verb: 'log'; readonly text: string; readonly incident: string | undefined }
  | { readonly verb: 'find' | 'locate'; readonly thing: NameRow }
  | { readonly verb: 'warn' | 'report'; readonly incident: string | undefined }
  /** The wall takes this incident; undefined: it shows everything again. */
  | { readonly verb: 'wall'; readonly incident: string | undefined }
  | { readonly verb: 'next' | 'mute' | 'pane' | 'back' | 'help' | 'undo' }
  | { readonly verb: 'go'; readonly screen: NumberedScreen };

/** One part as understood; `token` is the piece of the line it was read from. */
export type Part =
  | { readonly role: 'verb'; readonly verb: Verb; readonly token: string }
  | { readonly role: 'team' | 'place' | 'thing'; readonly row: NameRow; readonly token: string }
  | { readonly role: 'incident'; readonly id: string; readonly token: string | undefined }
  | { readonly role: 'alarm'; readonly id: string; readonly token: string | undefined }
  | { readonly role: 'hazard'; readonly hazard: Hazard; readonly token: string }
  | { readonly role: 'figure'; readonly given: FigureGiven; readonly token: string }
  | { readonly role: 'status'; readonly status: TeamStatus; readonly token: string }
  | { readonly role: 'due'; readonly dueMs: number; readonly token: string }
  | { readonly role: 'screen'; readonly screen: NumberedScreen; readonly token: string }
  | { readonly role: 'task' | 'text'; readonly text: string; readonly token: string };

export type Role = Part['role'];

/** Another reading, as a whole line. */
export interface Other {
  readonly row: NameRow;
  readonly line: string;
}

export type Reading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'ready'; readonly command: Command }
  /** Understood so far; `missing` comes next. */
  | { readonly kind: 'incomplete'; readonly missing: Role }
  | { readonly kind: 'ambiguous'; readonly role: Role; readonly token: string }
  | { readonly kind: 'unknown'; readonly role: Role; readonly token: string }
  | { readonly kind: 'past'; readonly token: string };

export interface ParsedLine {
  readonly parts: readonly Part[];
  readonly others: readonly Other[];
  readonly reading: Reading;
}
