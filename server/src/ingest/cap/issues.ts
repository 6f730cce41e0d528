import type { IngestReason, PlainReasonCode } from '@sitong/shared/kernel/ingest-reasons.ts';
import type { Note, Refusal } from '../contract.ts';
import type { LeniencyRule } from './profiles.ts';

/** A note may name the leniency rule that let the input pass, and divisions a person should look at. */
export interface CapNote extends Note {
  readonly rule?: LeniencyRule;
  readonly divisions?: readonly string[];
}

export type CapRefusal = Refusal;

const MAX_ISSUES = 50;
const MAX_TEXT = 300;

/** Sender's text inside our messages is cut, so that an answer never grows with a hostile input. */
export function clip(text: string, length = 60): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ');
  return clean.length > length ? `${clean.slice(0, length)}…` : clean;
}

/** Collects what is wrong and what was let pass, both bounded, under one set of leniencies. */
export class IssueLog {
  readonly errors: CapRefusal[] = [];
  readonly notes: CapNote[] = [];
  readonly #rules: ReadonlySet<LeniencyRule>;

  constructor(rules: Iterable<LeniencyRule>) {
    this.#rules = new Set(rules);
  }

  error(reason: PlainReasonCode | IngestReason, path: string, message: string): void {
    if (this.errors.length >= MAX_ISSUES) return;
    const named: IngestReason = typeof reason === 'string' ? { code: reason } : reason;
    this.errors.push({ ...named, message: message.slice(0, MAX_TEXT), path });
  }

  note(note: CapNote): void {
    if (this.notes.length < MAX_ISSUES) this.notes.push({ ...note, message: note.message.slice(0, MAX_TEXT) });
  }

  /** True when the profile lets this pass (then noted under the rule's name), false when it is an error. */
  lenient(rule: LeniencyRule, path: string, wrong: string, done: string): boolean {
    if (this.#rules.has(rule)) {
      this.note({ code: rule, rule, path, message: `${wrong}; ${done}` });
      return true;
    }
    this.error(rule, path, wrong);
    return false;
  }

  allows(rule: LeniencyRule): boolean {
    return this.#rules.has(rule);
  }
}
