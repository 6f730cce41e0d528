import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { ReleaseEvent } from '@sitong/shared/pillars/release/events.ts';
import { callName, incidentNumber, minute, personName, postName, reportName, warningName } from './names.ts';
import type { Tellers } from './told.ts';

export const releaseTellers: Tellers<ReleaseEvent['type']> = {
  WarningDrafted: ({ body, actor }, look) => ({
    kind: 'warning',
    level: body.content.level,
    values: {
      headline: body.content.headline,
      by: personName(look, actor.person),
    },
  }),
  WarningRevised: ({ body, actor }, look) => ({
    kind: 'warning',
    values: { headline: body.content.headline, by: personName(look, actor.person) },
  }),
  WarningChecked: ({ body, actor }, look) => ({
    kind: 'warning',
    values: { warning: warningName(look, body.warningId), by: personName(look, actor.person) },
  }),
  WarningReturned: ({ body, actor }, look) => ({
    kind: 'warning',
    values: { warning: warningName(look, body.warningId), by: personName(look, actor.person), reason: body.reason },
  }),
  WarningSigned: ({ body }, look) => ({
    kind: 'warning',
    ...(body.signature.mode === 'oral' ? { variant: 'oral' } : {}),
    values: {
      warning: warningName(look, body.warningId),
      signer: personName(look, body.signature.person),
      post: postName(look, body.signature.post),
    },
  }),
  WarningCountersigned: ({ body }, look) => ({
    kind: 'warning',
    values: { warning: warningName(look, body.warningId), person: personName(look, body.person) },
  }),
  WarningCountersignMissed: ({ body }, look) => ({
    kind: 'warning',
    values: { warning: warningName(look, body.warningId), due: minute(body.dueAt) },
  }),
  WarningIdentifierTaken: ({ body }) => ({ kind: 'warning', quiet: 'quiet', values: { n: body.n } }),
  WarningIssued: ({ body }, look) => ({
    kind: 'warning',
    mark: 'document',
    level: look.state.release.warnings[body.warningId]?.content.level ?? 4,
    values: { warning: warningName(look, body.warningId), recipients: body.recipients },
  }),
  WarningSuperseded: ({ body }, look) => ({
    kind: 'warning',
    values: { warning: warningName(look, body.warningId), by: warningName(look, body.by) },
  }),
  WarningCancelled: ({ body }, look) => ({
    kind: 'warning',
    mark: 'document',
    values: { warning: warningName(look, body.warningId), reason: body.reason },
  }),
  WarningExpired: ({ body }, look) => ({
    kind: 'warning',
    values: { warning: warningName(look, body.warningId) },
  }),
  ChannelResultCounted: ({ body }, look) => ({
    kind: 'warning',
    ...(body.simulated ? { variant: 'simulated' } : {}),
    values: {
      channel: look.t(`release:channel.${body.channel}`),
      sent: body.sent,
      confirmed: body.confirmed,
      failed: body.failed,
    },
  }),
  CallOpened: ({ body }, look) => ({
    kind: 'call',
    quiet: 'quiet',
    values: {
      person: personName(look, body.person),
      duty: look.t(`release:duty.${body.duty}`),
      place: look.county.divisionName(body.place),
    },
  }),
  CallAttempted: ({ body }, look) => ({
    kind: 'call',
    quiet: 'quiet',
    ...(body.channels.every(({ simulated }) => simulated) ? { variant: 'simulated' } : {}),
    values: { person: personName(look, body.to), n: body.n },
  }),
  // Five hundred people answering is a board, not a log: a line each only for what somebody does about it.
  CallFactRecorded: ({ body }, look) => ({
    kind: 'call',
    ...(body.fact === 'acting' || body.fact === 'done' ? {} : { quiet: 'quiet' }),
    ...(body.moved === undefined ? {} : { variant: 'moved' }),
    values: {
      person: callName(look, body.callId),
      fact: look.t(`release:fact.${body.fact}`),
      text: body.text ?? '',
      simulated: body.simulated ? look.t('duty:simulatedMark') : '',
      moved: body.moved ?? 0,
      remaining: body.remaining ?? look.t('release:beingVerified'),
    },
  }),
  CallEscalated: ({ body }, look) => ({
    kind: 'call',
    values: {
      person: callName(look, body.callId),
      to: look.t(`release:escalatedTo.${body.to}`),
      next: body.person === undefined ? '' : personName(look, body.person),
    },
  }),
  CallCarriedOver: ({ body }, look) => ({
    kind: 'call',
    quiet: 'quiet',
    values: { person: callName(look, body.callId), warning: warningName(look, body.warningId) },
  }),
  CallClosed: ({ body }, look) => ({
    kind: 'call',
    quiet: 'quiet',
    values: { person: callName(look, body.callId), reason: look.t(`duty:callClosed.${body.reason}`) },
  }),
  ReportNumberTaken: ({ body }) => ({ kind: 'report', quiet: 'quiet', values: { n: body.n } }),
  ReportDrafted: ({ body }, look) => ({
    kind: 'report',
    values: {
      number: shownNumber('R', body.number),
      kind: look.t(`release:reportKind.${body.kind}`),
      incident: incidentNumber(look, body.incidentId),
      due: minute(body.writtenDueAt),
    },
  }),
  ReportRevised: ({ body, actor }, look) => ({
    kind: 'report',
    values: { report: reportName(look, body.reportId), by: personName(look, actor.person), reason: body.reason },
  }),
  ReportPhoned: ({ body }, look) => ({
    kind: 'report',
    mark: 'document',
    values: { report: reportName(look, body.reportId), to: body.to, answeredBy: body.answeredBy },
  }),
  ReportChecked: ({ body, actor }, look) => ({
    kind: 'report',
    values: { report: reportName(look, body.reportId), by: personName(look, actor.person) },
  }),
  ReportReturned: ({ body, actor }, look) => ({
    kind: 'report',
    values: { report: reportName(look, body.reportId), by: personName(look, actor.person), reason: body.reason },
  }),
  ReportSigned: ({ body }, look) => ({
    kind: 'report',
    ...(body.signature.mode === 'oral' ? { variant: 'oral' } : {}),
    values: { report: reportName(look, body.reportId), signer: personName(look, body.signature.person) },
  }),
  ReportCountersigned: ({ body }, look) => ({
    kind: 'report',
    values: { report: reportName(look, body.reportId), person: personName(look, body.person) },
  }),
  ReportCountersignMissed: ({ body }, look) => ({
    kind: 'report',
    values: { report: reportName(look, body.reportId), due: minute(body.dueAt) },
  }),
  ReportSent: ({ body }, look) => ({
    kind: 'report',
    mark: 'document',
    ...(body.simulated ? { variant: 'simulated' } : {}),
    values: { report: reportName(look, body.reportId), to: body.to },
  }),
  ReportReceived: ({ body }, look) => ({
    kind: 'report',
    values: { report: reportName(look, body.reportId), receipt: body.receipt },
  }),
  ReportClockMissed: ({ body }, look) => ({
    kind: 'report',
    values: {
      report: reportName(look, body.reportId),
      which: look.t(`duty:reportClock.${body.which}`),
      due: minute(body.dueAt),
    },
  }),
  ReportArchived: ({ body }, look) => ({
    kind: 'report',
    quiet: 'quiet',
    values: { report: reportName(look, body.reportId) },
  }),
};
