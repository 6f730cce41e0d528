import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { closingChecks } from '@sitong/shared/pillars/command/closing.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideCommand as decide } from '../decide.ts';
import { givenEnded, givenIncident, I1, orderDone, orderSaved, other, task } from '../given-command.ts';

const close = { type: 'CloseIncident', incidentId: I1, summary: '处置完毕' } as const;
const asOf = '2026-07-18T19:30:00+08:00';

const warningId = derivedId('warning', 1);
const warning = (type: string, body: object) => other(`warning/${warningId}`, type, { warningId, ...body });
const content = {
  hazard: 'flash_flood',
  level: 2,
  headline: '山洪橙色预警',
  text: '…',
  instruction: '…',
  scope: { divisions: [], rings: [], areaText: '' },
  expiresAt: '2026-07-19T00:00:00+08:00',
};
const issued = [
  warning('WarningDrafted', { incidentId: I1, content }),
  warning('WarningIssued', { identifier: 'x', sent: asOf, recipients: 0 }),
];

const reportId = derivedId('report', 1);
const drafted = other(`report/${reportId}`, 'ReportDrafted', {
  reportId,
  number: 1,
  incidentId: I1,
  kind: 'first',
  fields: { title: '初报', place: '', hazard: 'flash_flood', process: '', actions: '', requests: '', asOf },
  receivedAt: asOf,
  writtenDueAt: asOf,
});

describe('closing an incident', () => {
  it('[CMD-8] needs all six conditions and records what was checked', () => {
    const closed = givenEnded()
      .when(decide, close, BY.duty)
      .thenEvents([
        'IncidentClosed',
        {
          summary: '处置完毕',
          checked: [
            'no_team_attached',
            'no_open_order',
            'no_open_task',
            'no_warning_in_force',
            'no_unfinished_report',
            'figures_final',
          ],
        },
      ]);
    expect(closed.state.command.incidents).toEqual({});
  });

  it('[CMD-8] not before it has ended', () => {
    expect(givenIncident().when(decide, close, BY.duty).refused('wrong_status').facts).toEqual({
      status: 'reported',
      needed: 'ended',
    });
  });

  it('[CMD-8] the refusal lists every condition that fails, with how much stands open', () => {
    const world = givenEnded()
      .having(decide, { type: 'ReopenIncident', incidentId: I1, text: '' }, BY.duty)
      .having(decide, task(1, { incidentId: I1 }), BY.duty)
      .having(decide, { type: 'ControlIncident', incidentId: I1, text: '' }, BY.duty)
      .having(decide, { type: 'EndIncident', incidentId: I1, text: '' }, BY.duty)
      .having(
        decide,
        { type: 'RecordFigure', incidentId: I1, figure: 'missing', value: 1, asOf, source: '公安' },
        BY.duty,
      )
      .happened([...orderSaved(), ...issued, drafted]);
    expect(world.when(decide, close, BY.duty).refused('conditions_not_met').facts).toEqual({
      failing: 'no_team_attached no_open_order no_open_task no_warning_in_force no_unfinished_report figures_final',
      no_team_attached: 1,
      no_open_order: 1,
      no_open_task: 1,
      no_warning_in_force: 1,
      no_unfinished_report: 1,
      figures_final: 1,
    });
  });

  it('[CMD-8] each condition clears by itself', () => {
    const world = givenEnded().happened([...orderSaved(), ...issued, drafted]);
    const failing = (now: typeof world) =>
      closingChecks(now.state, I1)
        .filter(({ open }) => open > 0)
        .map(({ condition }) => condition);
    expect(failing(world)).toEqual([
      'no_team_attached',
      'no_open_order',
      'no_warning_in_force',
      'no_unfinished_report',
    ]);
    const free = world.happened(orderDone());
    expect(failing(free)).toEqual(['no_warning_in_force', 'no_unfinished_report']);
    const sent = free.happened([
      warning('WarningCancelled', { reason: '解除' }),
      other(`report/${reportId}`, 'ReportSent', { reportId, to: '市局', simulated: true, lateS: 0 }),
    ]);
    sent.when(decide, close, BY.duty).thenEvents('IncidentClosed');
  });

  it('[CMD-8] an order, report or task made meanwhile is a conflict', () => {
    expect(givenEnded().when(decide, close, BY.duty).reads).toEqual(
      expect.arrayContaining(['numbers/order', 'numbers/report', 'numbers/task']),
    );
  });

  it('[CMD-9] one of grade Ⅰ or Ⅱ is closed by another than its owner', () => {
    const grave = givenEnded({ grade: 2 });
    grave.when(decide, close, BY.duty).refused('second_person_needed');
    grave.when(decide, close, BY.leader).thenEvents('IncidentClosed');
    givenEnded({ grade: 3 }).when(decide, close, BY.duty).thenEvents('IncidentClosed');
  });

  it('[CMD-24] its tasks are archived with it', () => {
    const world = givenIncident()
      .having(decide, task(1, { incidentId: I1 }), BY.duty)
      .having(decide, { type: 'FinishTask', taskId: task(1).taskId, result: '', photos: [] }, BY.townF);
    const ended = (['VerifyIncident', 'ControlIncident', 'EndIncident'] as const).reduce(
      (now, type) => now.having(decide, { type, incidentId: I1, text: '' }, BY.duty),
      world,
    );
    const closed = ended.when(decide, close, BY.duty).thenEvents('TaskArchived', 'IncidentClosed');
    expect(closed.state.command.tasks).toEqual({});
  });
});
