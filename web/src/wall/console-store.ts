import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { create } from 'zustand';
import type { FigureGiven } from './command-line/command.ts';

/** Where a new incident is opened from; what is known already is filled in. */
export interface NewIncidentDraft {
  readonly from:
    | { readonly kind: 'blank' }
    | { readonly kind: 'phone' }
    | { readonly kind: 'alarm'; readonly alarmId: string }
    | { readonly kind: 'incoming_warning'; readonly incomingId: string };
  readonly hazard?: Hazard;
  readonly division?: string;
  readonly figures?: readonly FigureGiven[];
  readonly text?: string;
}

/** What was just done, and the intent that takes it back within ten seconds. */
export interface Undoable {
  readonly text: string;
  readonly doneAtMs: number;
  readonly intent: Intent;
}

interface ConsoleState {
  readonly line: 'open' | 'closed';
  readonly logEntry: 'open' | 'closed';
  readonly newIncident: NewIncidentDraft | undefined;
  readonly undoable: Undoable | undefined;
  /** Silenced until this moment of the tab's clock. */
  readonly silentUntilMs: number;
  /** Nobody touched the desk for half an hour: shown and heard as before, but nothing can be done. */
  readonly desk: 'open' | 'locked';
}

/** What every console keeps beside the world: open sheets, the last undoable act, silence, the desk lock. */
export const useConsole = create<ConsoleState>(() => ({
  line: 'closed',
  logEntry: 'closed',
  newIncident: undefined,
  undoable: undefined,
  silentUntilMs: 0,
  desk: 'open',
}));

export function openNewIncident(draft: NewIncidentDraft): void {
  useConsole.setState({ newIncident: draft });
}

export const SILENCE_MS = 60_000;
