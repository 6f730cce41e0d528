import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { Decide } from '../context.ts';
import { attemptCall, escalateCall, recordCallFact, recordSimulatedFact, sendToDoor } from './decide/call.ts';
import { draftFirstReport, draftReport, reviseReport } from './decide/report-draft.ts';
import {
  archiveIncidentReports,
  checkReport,
  countersignReport,
  logPhoneReport,
  missReportClock,
  missReportCountersign,
  recordReceipt,
  returnReport,
  sendReport,
  signReport,
} from './decide/report-sign.ts';
import { draftWarning, reviseWarning } from './decide/warning-draft.ts';
import { cancelWarning, countChannelResult, expireWarning } from './decide/warning-end.ts';
import { issueWarning } from './decide/warning-issue.ts';
import {
  checkWarning,
  countersignWarning,
  missWarningCountersign,
  returnWarning,
  signWarning,
} from './decide/warning-sign.ts';

/** Rules: `shared/src/pillars/release/RULES.md`. Roles were checked before (protocol/permissions.ts). */
export const decideRelease: Decide<ReleaseIntent> = (intent, context) => {
  switch (intent.type) {
    case 'DraftWarning':
      return draftWarning(intent, context);
    case 'ReviseWarning':
      return reviseWarning(intent, context);
    case 'CheckWarning':
      return checkWarning(intent, context);
    case 'ReturnWarning':
      return returnWarning(intent, context);
    case 'SignWarning':
      return signWarning(intent, context);
    case 'CountersignWarning':
      return countersignWarning(intent, context);
    case 'MissWarningCountersign':
      return missWarningCountersign(intent, context);
    case 'IssueWarning':
      return issueWarning(intent, context);
    case 'CancelWarning':
      return cancelWarning(intent, context);
    case 'ExpireWarning':
      return expireWarning(intent, context);
    case 'CountChannelResult':
      return countChannelResult(intent, context);
    case 'RecordCallFact':
      return recordCallFact(intent, context);
    case 'RecordSimulatedFact':
      return recordSimulatedFact(intent, context);
    case 'SendToDoor':
      return sendToDoor(intent, context);
    case 'AttemptCall':
      return attemptCall(intent, context);
    case 'EscalateCall':
      return escalateCall(intent, context);
    case 'DraftReport':
      return draftReport(intent, context);
    case 'DraftFirstReport':
      return draftFirstReport(intent, context);
    case 'ReviseReport':
      return reviseReport(intent, context);
    case 'LogPhoneReport':
      return logPhoneReport(intent, context);
    case 'CheckReport':
      return checkReport(intent, context);
    case 'ReturnReport':
      return returnReport(intent, context);
    case 'SignReport':
      return signReport(intent, context);
    case 'CountersignReport':
      return countersignReport(intent, context);
    case 'MissReportCountersign':
      return missReportCountersign(intent, context);
    case 'SendReport':
      return sendReport(intent, context);
    case 'RecordReceipt':
      return recordReceipt(intent, context);
    case 'MissReportClock':
      return missReportClock(intent, context);
    case 'ArchiveIncidentReports':
      return archiveIncidentReports(intent, context);
    default:
      return assertNever(intent);
  }
};
