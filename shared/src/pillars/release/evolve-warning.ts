import { type ById, drop, patch, put } from '../../kernel/collection.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { ReleaseEvent } from './events.ts';
import { mark, seen, withAuthor } from './evolve-parts.ts';
import type { Warning } from './state.ts';

export type WarningEvent = Exclude<
  Extract<ReleaseEvent, { type: `Warning${string}` | 'ChannelResultCounted' }>,
  { type: 'WarningIdentifierTaken' }
>;

function onWarning(
  all: ById<Warning>,
  event: WarningEvent,
  id: string,
  change: (warning: Warning) => Warning,
): ById<Warning> {
  return patch(all, id, (warning) => ({ ...change(warning), ...seen(event) }));
}

export function evolveWarnings(all: ById<Warning>, event: WarningEvent): ById<Warning> {
  switch (event.type) {
    case 'WarningDrafted': {
      const { warningId, incidentId, content, replaces } = event.body;
      const warning: Warning = {
        id: warningId,
        incidentId,
        content,
        status: 'draft',
        draftedBy: event.actor.person,
        draftedAt: event.at,
        authors: [event.actor.person],
        checked: undefined,
        returned: undefined,
        signature: undefined,
        countersignMissed: 'no',
        issueAt: undefined,
        issued: undefined,
        replaces,
        channels: {},
        ...seen(event),
      };
      return put(all, warningId, warning);
    }
    case 'WarningRevised':
      return onWarning(all, event, event.body.warningId, (warning) => ({
        ...warning,
        content: event.body.content,
        status: 'draft',
        draftedBy: event.actor.person,
        authors: withAuthor(warning.authors, event.actor.person),
        checked: undefined,
        signature: undefined,
      }));
    case 'WarningChecked':
      return onWarning(all, event, event.body.warningId, (warning) => ({
        ...warning,
        status: 'checked',
        checked: mark(event),
      }));
    case 'WarningReturned':
      return onWarning(all, event, event.body.warningId, (warning) => ({
        ...warning,
        status: 'returned',
        returned: { ...mark(event), reason: event.body.reason },
        checked: undefined,
        signature: undefined,
        issueAt: undefined,
      }));
    case 'WarningSigned':
      return onWarning(all, event, event.body.warningId, (warning) => ({
        ...warning,
        status: 'signed',
        signature: event.body.signature,
        countersignMissed: 'no',
        issueAt: event.body.issueAt,
      }));
    case 'WarningCountersigned':
      return onWarning(all, event, event.body.warningId, (warning) =>
        warning.signature?.mode === 'oral'
          ? { ...warning, signature: { ...warning.signature, countersignedAt: event.at } }
          : warning,
      );
    case 'WarningCountersignMissed':
      return onWarning(all, event, event.body.warningId, (warning) => ({ ...warning, countersignMissed: 'missed' }));
    case 'WarningIssued':
      return onWarning(all, event, event.body.warningId, (warning) => ({
        ...warning,
        status: 'issued',
        issued: { identifier: event.body.identifier, at: event.body.sent, recipients: event.body.recipients },
      }));
    case 'WarningSuperseded':
    case 'WarningCancelled':
    case 'WarningExpired':
      return drop(all, event.body.warningId);
    case 'ChannelResultCounted': {
      const { warningId, channel, simulated, sent, failed, confirmed } = event.body;
      return onWarning(all, event, warningId, (warning) => ({
        ...warning,
        channels: { ...warning.channels, [channel]: { simulated, sent, failed, confirmed } },
      }));
    }
    default:
      return assertNever(event);
  }
}
