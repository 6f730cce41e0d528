import type { StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { PracticeAt } from '@sitong/shared/kernel/practice.ts';
import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { countersignDueMs, nextAttempt, nextEscalation, reportClocks } from '@sitong/shared/pillars/release/clocks.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { Call, ReleaseState, Report, Warning } from '@sitong/shared/pillars/release/state.ts';
import type { Deadline } from '../context.ts';

type Due = Deadline<ReleaseIntent>;

/**
 * Clocks running on one stream, `warning/<id>`, `call/<id>` or `report/<id>`; ask again after each event on
 * it. The due time is part of the key: a clock that starts afresh is another deadline.
 */
export function releaseDeadlines(stream: StreamName, state: ReleaseState, practiceAt: PracticeAt): Due[] {
  const [kind, id = ''] = stream.split('/');
  const warning = kind === 'warning' ? state.warnings[id] : undefined;
  if (warning !== undefined) return ofWarning(warning);
  const call = kind === 'call' ? state.calls[id] : undefined;
  if (call !== undefined) return ofCall(call, practiceAt);
  const report = kind === 'report' ? state.reports[id] : undefined;
  return report === undefined ? [] : ofReport(report);
}

function due(prefix: string, dueMs: number, intent: ReleaseIntent): Due {
  return { key: `${prefix}/${dueMs}`, dueMs, intent };
}

function ofWarning(warning: Warning): Due[] {
  const { id: warningId, issueAt, content } = warning;
  const found: Due[] = [];
  if (warning.status === 'signed' && issueAt !== undefined) {
    found.push(due(`warning/${warningId}/issue`, toMs(issueAt), { type: 'IssueWarning', warningId }));
  }
  if (warning.status === 'issued') {
    found.push(due(`warning/${warningId}/expire`, toMs(content.expiresAt), { type: 'ExpireWarning', warningId }));
  }
  const countersign = countersignDueMs(warning);
  if (countersign !== undefined) {
    const intent: ReleaseIntent = { type: 'MissWarningCountersign', warningId, dueAt: toTimestamp(countersign) };
    found.push(due(`warning/${warningId}/countersign`, countersign, intent));
  }
  return found;
}

function ofCall(call: Call, practiceAt: PracticeAt): Due[] {
  const found: Due[] = [];
  const attempt = nextAttempt(call, practiceAt);
  if (attempt !== undefined) {
    const intent: ReleaseIntent = { type: 'AttemptCall', callId: call.id, n: attempt.n };
    found.push(due(`call/${call.id}/attempt-${attempt.n}`, attempt.dueMs, intent));
  }
  const escalation = nextEscalation(call, practiceAt);
  if (escalation !== undefined) {
    const { to, dueMs } = escalation;
    found.push(
      due(`call/${call.id}/${to}`, dueMs, { type: 'EscalateCall', callId: call.id, to, dueAt: toTimestamp(dueMs) }),
    );
  }
  return found;
}

function ofReport(report: Report): Due[] {
  const reportId = report.id;
  const clocks = reportClocks(report).map(({ which, dueMs }) =>
    due(`report/${reportId}/${which}`, dueMs, { type: 'MissReportClock', reportId, which, dueAt: toTimestamp(dueMs) }),
  );
  const countersign = countersignDueMs(report);
  if (countersign === undefined) return clocks;
  const intent: ReleaseIntent = { type: 'MissReportCountersign', reportId, dueAt: toTimestamp(countersign) };
  return [...clocks, due(`report/${reportId}/countersign`, countersign, intent)];
}
