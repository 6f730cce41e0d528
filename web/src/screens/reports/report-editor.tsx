import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { canReviseReport } from '@sitong/shared/pillars/release/can-report.ts';
import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import {
  ordinalText,
  REPORT_FIGURES,
  type ReportFigure,
  updateOrdinal,
} from '@sitong/shared/pillars/release/report-names.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changedFigures, previousOf } from '../../pillars/release/selectors/report-lines.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatDayMinute } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useAct } from '../../wall/use-act.ts';
import { useNames } from '../warnings/use-names.ts';
import { FigureTable } from './figure-table.tsx';
import { Paper } from './paper.tsx';
import { ReportActs } from './report-acts.tsx';
import { ReportSteps } from './report-steps.tsx';
import { WordButton } from './word-button.tsx';

interface EditorProps {
  report: Report;
  reports: readonly Report[];
  onOpen: (reportId: string) => void;
}

/** The form beside the sheet it becomes; changed rows against the report before it. */
export function ReportEditor({ report, reports, onOpen }: EditorProps) {
  const { t } = useTranslation(['release', 'command']);
  const { language } = useFormat();
  const session = useSession();
  const names = useNames();
  const clock = useClock();
  const act = useAct();
  const incident = useWorldState((state) => state.command.incidents[report.incidentId]);
  const [edited, setEdited] = useState<ReportFields>();
  const [reason, setReason] = useState('');
  const fields = edited ?? report.fields;
  const before = previousOf(report, reports);
  const editable = canReviseReport(report, session).allowed === 'yes';
  const change = (next: Partial<ReportFields>): void => setEdited({ ...fields, ...next });
  const changeFigure = (figure: ReportFigure, value: number | undefined): void => {
    const { [figure]: _was, ...rest } = fields;
    setEdited(value === undefined ? rest : { ...rest, [figure]: value });
  };
  const adoptAll = (): void => {
    const figures: Partial<Record<ReportFigure, number>> = {};
    for (const figure of REPORT_FIGURES) {
      const known = incident?.figures[figure];
      if (known !== undefined) figures[figure] = known.value;
    }
    change({ ...figures, asOf: toTimestamp(clock.now()) });
  };
  const toldChanged = changedFigures(fields, report.fields).filter((figure) => report.fields[figure] !== undefined);
  const unknown = REPORT_FIGURES.filter((figure) => fields[figure] === undefined).length;
  const sourced = REPORT_FIGURES.every(
    (figure) => fields[figure] === undefined || incident?.figures[figure]?.value === fields[figure],
  );
  const filled = fields.title.trim() !== '' && fields.process.trim() !== '';
  const save = async (): Promise<void> => {
    const answer = await act(
      { type: 'ReviseReport', reportId: report.id, fields, reason: reason.trim() },
      t('release:reportDesk.saved'),
    );
    if (!answer.ok) return;
    setEdited(undefined);
    setReason('');
  };
  const draftNext = async (kind: 'update' | 'final'): Promise<void> => {
    const reportId = newId();
    const next: ReportFields = { ...report.fields, asOf: toTimestamp(clock.now()) };
    const answer = await act(
      { type: 'DraftReport', reportId, incidentId: report.incidentId, kind, fields: next },
      t('release:reportDesk.drafted'),
    );
    if (answer.ok) onOpen(reportId);
  };
  const kind = t(`release:reportKind.${report.kind}`);
  const ordinal =
    report.kind === 'update'
      ? ordinalText(updateOrdinal(report, reports), language === 'zh-CN' ? 'hanzi' : 'digits')
      : '';
  const print = (): void => window.print();
  useKeyAction({ id: 'report.print', key: 'P', labelKey: 'release:reportDesk.print', scope: 'list', run: print });

  return (
    <div className="grid grid-cols-[minmax(30rem,1fr)_minmax(33rem,47%)] max-md:grid-cols-[minmax(0,1fr)] max-md:auto-rows-[80dvh] min-h-0 gap-gutter">
      <Panel
        title={`${kind}${ordinal}`}
        meta={
          <>
            <span>{incident?.title ?? report.fields.title}</span>
            <span>{t('release:reportDesk.number', { n: report.number })}</span>
            <span>
              {report.draftedBy === 'system'
                ? t('release:reportDesk.system')
                : t('release:reportDesk.draftedBy', { name: names.person(report.draftedBy) })}
            </span>
            {edited === undefined ? null : <span className="text-ink-1">{t('release:reportDesk.unsaved')}</span>}
          </>
        }
        actions={<ReportSteps report={report} />}
      >
        <div className="flex flex-col h-full min-h-0">
          <div className="flex-1 min-h-0 overflow-auto">
            <div className="px-pad py-3 grid gap-2">
              <TextField
                label={t('release:reportDesk.title')}
                value={fields.title}
                onChange={(title) => change({ title })}
                disabled={!editable}
                maxLength={120}
              />
              <p className="m-0 flex flex-wrap gap-x-4 text-meta text-ink-2">
                <span>
                  {t('release:reportDesk.received', { received: formatDayMinute(Date.parse(report.receivedAt)) })}
                </span>
                {fields.occurredAt === undefined ? null : (
                  <span>
                    {t('release:reportDesk.occurred', { occurred: formatDayMinute(Date.parse(fields.occurredAt)) })}
                  </span>
                )}
                <span>{fields.place}</span>
                <span>
                  {t('release:reportDesk.asOf')} {formatDayMinute(Date.parse(fields.asOf))}
                </span>
                {report.phoned === undefined ? null : (
                  <span>
                    {t('release:reportDesk.phoned', {
                      to: report.phoned.to,
                      name: report.phoned.answeredBy,
                      at: formatDayMinute(Date.parse(report.phoned.at)),
                    })}
                  </span>
                )}
              </p>
            </div>
            <FigureTable
              fields={fields}
              before={before}
              incident={incident}
              editable={editable}
              onChange={changeFigure}
            />
            <div className="p-pad grid gap-3">
              {editable ? (
                <div>
                  <Button onPress={adoptAll}>{t('release:reportDesk.adoptAll')}</Button>
                </div>
              ) : null}
              {(['process', 'actions', 'requests'] as const).map((name) => (
                <TextField
                  key={name}
                  label={t(`release:reportDesk.${name}`)}
                  value={fields[name]}
                  onChange={(text) => change({ [name]: text })}
                  lines={name === 'process' ? 5 : 3}
                  maxLength={name === 'requests' ? 1000 : 4000}
                  disabled={!editable}
                />
              ))}
              {toldChanged.length > 0 ? (
                <TextField
                  label={t('release:reportDesk.reason')}
                  value={reason}
                  onChange={setReason}
                  maxLength={200}
                  required
                />
              ) : null}
            </div>
          </div>
          <ul className="flex flex-wrap gap-x-5 m-0 px-pad py-2 list-none text-meta border-t border-hairline">
            <Check ok={filled} text={t('release:reportDesk.checkTitle')} />
            <Check ok={toldChanged.length === 0 || reason.trim() !== ''} text={t('release:reportDesk.checkChanged')} />
            <Check ok={sourced} text={t('release:reportDesk.checkSources')} />
            <Check
              ok={unknown === 0}
              text={
                unknown === 0 ? t('release:reportDesk.checkNone') : t('release:reportDesk.checkUnknown', { n: unknown })
              }
            />
          </ul>
          <ReportActs
            report={report}
            edited={edited === undefined ? 'no' : 'yes'}
            saveGap={!filled ? 'noFields' : toldChanged.length > 0 && reason.trim() === '' ? 'needReason' : undefined}
            onSave={() => void save()}
            onDraft={(next) => void draftNext(next)}
          />
        </div>
      </Panel>
      <Panel
        title={t('release:reportDesk.preview')}
        meta={t('release:reportDesk.page')}
        actions={
          <>
            <WordButton report={report} edited={edited === undefined ? 'no' : 'yes'} />
            <Button onPress={print}>{t('release:reportDesk.print')}</Button>
          </>
        }
      >
        <div className="@container h-full overflow-auto bg-bg-0 p-3">
          <div className="paper-fit w-fit mx-auto">
            <Paper
              report={report}
              fields={fields}
              title={t('release:paper.heading', { title: fields.title, kind, ordinal })}
            />
          </div>
        </div>
      </Panel>
    </div>
  );
}

function Check({ ok, text }: { ok: boolean; text: string }) {
  return (
    <li className="flex items-center gap-1.5 text-ink-2">
      <Icon name={ok ? 'dot' : 'lost'} />
      {text}
    </li>
  );
}
