import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { parseLogEvent } from '@sitong/shared/protocol/catalogue.ts';
import i18next from 'i18next';
import type { LogEntry, LogPart } from '../../ui/log-list.tsx';
import { auditTellers } from './audit-events.ts';
import { commandTellers } from './command-events.ts';
import { cutMarks } from './marked-text.ts';
import { monitoringTellers } from './monitoring-events.ts';
import { personName } from './names.ts';
import { releaseTellers } from './release-events.ts';
import { rescueTellers } from './rescue-events.ts';
import type { EventKind, EventNamed, EventType, Lookup, Tellers, Told } from './told.ts';

/** Every event type of the catalogue in words: the one table that logs and timelines read. */
export const tellers: Tellers<EventType> = {
  ...monitoringTellers,
  ...releaseTellers,
  ...rescueTellers,
  ...commandTellers,
  ...auditTellers,
};

/** An event as a line of a log: `kind` in words, the sentence in pieces, how it stands in a timeline. */
export interface EventWords extends LogEntry {
  readonly what: EventKind;
  readonly quiet: 'quiet' | 'said';
}

function tell<K extends EventType>(event: EventNamed<K>, look: Lookup): Told {
  // The event's type picks its own teller; the compiler cannot follow one key through two maps.
  const teller = tellers[event.type as K];
  return teller(event, look);
}

/**
 * An event in words of the language on screen. Emphasis is cut out of the template first, then each piece is
 * filled in, so that what people typed is shown as typed. Throws when the body does not fit the catalogue.
 */
export function eventWords(envelope: Envelope, look: Lookup): EventWords {
  const { event } = parseLogEvent(envelope);
  const told = tell(event, look);
  const name = told.variant === undefined ? event.type : `${event.type}_${told.variant}`;
  return {
    id: String(envelope.seq),
    atMs: toMs(envelope.at),
    kind: look.t(`duty:kind.${told.kind}`),
    what: told.kind,
    parts: filled(templateOf(name), told),
    by: personName(look, envelope.actor.person),
    mark: told.mark ?? 'plain',
    quiet: told.quiet ?? 'said',
  };
}

/** The template of a sentence in the language on screen; a type without one is shown by name, never swallowed. */
function templateOf(name: string): string {
  const template: unknown = i18next.getResource(i18next.resolvedLanguage ?? 'zh-CN', 'duty', `event.${name}`);
  return typeof template === 'string' ? template : name;
}

function filled(template: string, told: Told): LogPart[] {
  const { interpolator } = i18next.services;
  const values = { ...told.values };
  return cutMarks(template, told.level === undefined ? 'strong' : `level-${told.level}`)
    .map((part) => ({ ...part, text: interpolator.interpolate(part.text, values, i18next.language, {}) }))
    .filter(({ text }) => text !== '')
    .map((part, index, all) => (index === all.length - 1 ? { ...part, text: part.text.replace(danglers, '') } : part));
}

/** A fact left empty leaves its separator behind. */
const danglers = /[\s:：,，]+$/u;
