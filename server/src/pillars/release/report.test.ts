import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import { type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideRelease } from './decide.ts';
import { after, deadlinesOf, FLOOD, incidentReported, REPORT, runFor, trapped } from './given-release.ts';

const first: ReleaseIntent = { type: 'DraftFirstReport', incidentId: FLOOD };
const givenDrafted = () => after(givenWorld().happened([incidentReported(), trapped(3)]), [first, 'system']);

function report(given: Given) {
  const found = Object.values(given.state.release.reports)[0];
  if (found === undefined) throw new Error('no report');
  return found;
}
const reportId = report(givenDrafted()).id;

const check: ReleaseIntent = { type: 'CheckReport', reportId };
const sign: ReleaseIntent = { type: 'SignReport', reportId, signing: { mode: 'signed', post: 'post-bureau' } };
const send: ReleaseIntent = { type: 'SendReport', reportId, to: '渭南市应急局' };
const phone: ReleaseIntent = { type: 'LogPhoneReport', reportId, to: '渭南市应急局值班室', answeredBy: '刘值班' };
const revise = (fields: Partial<ReportFields>, reason = ''): ReleaseIntent => ({
  type: 'ReviseReport',
  reportId,
  fields: { ...report(givenDrafted()).fields, ...fields },
  reason,
});
const update: ReleaseIntent = {
  type: 'DraftReport',
  reportId: REPORT,
  incidentId: FLOOD,
  kind: 'update',
  fields: report(givenDrafted()).fields,
};

describe('upward reports', () => {
  it('[REL-20] the first is drafted from what is known; unknown figures stay absent', () => {
    const { fields, status, kind } = report(givenDrafted());
    expect({ status, kind }).toEqual({ status: 'draft', kind: 'first' });
    expect(fields).toEqual({
      title: '善化村山洪',
      place: '善化村沟口组',
      hazard: 'flash_flood',
      grade: 3,
      process: '沟口组进水，3人被困',
      occurredAt: '2026-07-18T19:50:00+08:00',
      actions: '',
      requests: '',
      trapped: 3,
      asOf: '2026-07-18T20:00:00.000+08:00',
    });
  });

  it('[REL-19] there is one first report; an update follows it; a final one waits for control', () => {
    expect(givenDrafted().when(decideRelease, first, 'system').refused('first_report_exists').facts).toEqual({
      report: 'R-0001',
    });
    givenWorld().happened([incidentReported()]).when(decideRelease, update, BY.duty).refused('first_report_missing');
    givenDrafted()
      .when(decideRelease, update, BY.duty)
      .thenEvents(['ReportNumberTaken', { n: 2 }], ['ReportDrafted', { kind: 'update' }]);
    givenDrafted()
      .when(decideRelease, { ...update, kind: 'final' } as ReleaseIntent, BY.duty)
      .refused('incident_not_over');
    givenDrafted().when(decideRelease, update, BY.townW).refused('not_your_division');
    givenWorld().when(decideRelease, first, 'system').refused('unknown_incident');
  });

  it('[REL-21] clocks run from receipt, phone 30 min and written 60 min; an update from the report before', () => {
    const given = givenDrafted();
    expect(report(given)).toMatchObject({
      receivedAt: toTimestamp(given.nowMs),
      phoneDueAt: toTimestamp(given.nowMs + 30 * 60_000),
      writtenDueAt: toTimestamp(given.nowMs + 60 * 60_000),
    });
    const next = after(given.later(3600), [update, BY.duty]).state.release.reports[REPORT];
    expect(next).toMatchObject({ phoneDueAt: undefined, writtenDueAt: toTimestamp(given.nowMs + 24 * 3600_000) });
  });

  it('[REL-22] a missed clock is recorded once and stays when the report goes out late', () => {
    const missed = runFor(givenDrafted(), 65 * 60);
    expect(report(missed).missed).toEqual(['phone', 'written']);
    expect(deadlinesOf(missed)).toEqual([]);
    const sent = after(missed, [phone, BY.duty], [check, BY.duty], [sign, BY.leader], [send, BY.duty]);
    expect(report(sent)).toMatchObject({
      phoned: { lateS: 35 * 60 },
      sent: { lateS: 5 * 60, simulated: true },
      missed: ['phone', 'written'],
    });
  });

  it('[REL-22] in time is not late, and the phone needs no signed paper', () => {
    const phoned = after(givenDrafted().later(600), [phone, BY.duty]);
    expect(report(phoned).phoned?.lateS).toBe(0);
    phoned.when(decideRelease, phone, BY.duty).refused('already_phoned');
    expect(report(runFor(phoned, 40 * 60)).missed).toEqual([]);
  });

  it('[REL-23] is checked and signed by others than its authors, then sent, then received', () => {
    const written = after(givenDrafted(), [revise({ dead: 0 }), BY.duty]);
    written.when(decideRelease, check, BY.duty).refused('drafter_may_not_check');
    written.when(decideRelease, sign, BY.leader).refused('check_required');
    const checked = after(written, [check, BY.leader]);
    const byDuty: ReleaseIntent = { type: 'SignReport', reportId, signing: { mode: 'signed', post: 'post-duty' } };
    checked.when(decideRelease, byDuty, BY.duty2).refused('post_may_not_sign');
    checked.when(decideRelease, byDuty, BY.duty).refused('drafter_may_not_sign');
    checked.when(decideRelease, send, BY.duty).refused('wrong_status');
    const sent = after(checked, [sign, BY.leader], [send, BY.duty]);
    const received = after(sent, [{ type: 'RecordReceipt', reportId, receipt: '渭应急〔2026〕12号' }, BY.duty]);
    expect(report(received).status).toBe('received');
  });

  it('[REL-7] an oral signature of a report is countersigned within the half hour, or missed', () => {
    const oral: ReleaseIntent = {
      type: 'SignReport',
      reportId,
      signing: { mode: 'oral', post: 'post-vice', person: 'p-vice' },
    };
    const signed = after(givenDrafted(), [check, BY.duty], [oral, BY.duty]);
    signed.when(decideRelease, { type: 'CountersignReport', reportId }, BY.duty).refused('not_the_signer');
    expect(report(runFor(signed, 31 * 60)).countersignMissed).toBe('missed');
    expect(
      report(runFor(after(signed, [{ type: 'CountersignReport', reportId }, BY.vice]), 31 * 60)).countersignMissed,
    ).toBe('no');
  });

  it('[REL-24] a figure once told changes with a reason only, and a change voids the check', () => {
    const checked = after(givenDrafted(), [check, BY.duty]);
    expect(checked.when(decideRelease, revise({ trapped: 5 }), BY.duty).refused('reason_required').path).toBe(
      'fields.trapped',
    );
    checked.when(decideRelease, revise({ trapped: undefined }), BY.duty).refused('reason_required');
    const changed = after(checked, [revise({ trapped: 5 }, '现场核实'), BY.duty]);
    expect(report(changed)).toMatchObject({ status: 'draft', checked: undefined, fields: { trapped: 5 } });
  });

  it('[REL-23] a returned report is revised before it is checked again', () => {
    const back = after(
      givenDrafted(),
      [check, BY.duty],
      [{ type: 'ReturnReport', reportId, reason: '地点不详' }, BY.leader],
    );
    back.when(decideRelease, check, BY.duty).refused('wrong_status');
    after(back, [revise({ place: '善化村沟口组12户' }), BY.duty2], [check, BY.duty]);
  });

  it('[REL-25] leaves the open state with its incident', () => {
    const archive: ReleaseIntent = { type: 'ArchiveIncidentReports', incidentId: FLOOD };
    const gone = after(givenDrafted(), [archive, 'system']);
    expect(gone.state.release.reports).toEqual({});
    gone.when(decideRelease, archive, 'system').refused('nothing_to_archive');
  });
});
