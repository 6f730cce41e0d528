import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/form/text-field.tsx';
import { useAct } from '../../wall/use-act.ts';
import { ReportDialog } from './report-dialog.tsx';

/** The phone comes first: who was told, and who answered. */
export function PhoneDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useTranslation('release');
  const act = useAct();
  const [to, setTo] = useState<string>(t('reportDesk.sendToDefault'));
  const [answeredBy, setAnsweredBy] = useState('');
  const save = async (): Promise<void> => {
    const answer = await act({
      type: 'LogPhoneReport',
      reportId: report.id,
      to: to.trim(),
      answeredBy: answeredBy.trim(),
    });
    if (answer.ok) onClose();
  };
  const gap =
    to.trim() === '' ? t('reportDesk.phoneTo') : answeredBy.trim() === '' ? t('reportDesk.answeredBy') : undefined;
  return (
    <ReportDialog
      title={t('reportDesk.phoneTitle')}
      gap={gap}
      label={t('reportDesk.phoneSave')}
      onClose={onClose}
      onSave={() => void save()}
    >
      <TextField label={t('reportDesk.phoneTo')} value={to} onChange={setTo} maxLength={80} required />
      <TextField
        label={t('reportDesk.answeredBy')}
        value={answeredBy}
        onChange={setAnsweredBy}
        maxLength={80}
        required
        autoFocus
      />
    </ReportDialog>
  );
}

/** Acts that want one line of text: why it goes back, to whom it is sent, what came back. */
export function TextDialog({
  what,
  report,
  onClose,
}: {
  what: 'return' | 'send' | 'receipt';
  report: Report;
  onClose: () => void;
}) {
  const { t } = useTranslation('release');
  const act = useAct();
  const [text, setText] = useState<string>(what === 'send' ? t('reportDesk.sendToDefault') : '');
  const reportId = report.id;
  const label = {
    return: t('reportDesk.returnReason'),
    send: t('reportDesk.sendTo'),
    receipt: t('reportDesk.receiptText'),
  }[what];
  const title = { return: t('reportDesk.return'), send: t('reportDesk.send'), receipt: t('reportDesk.receiptTitle') }[
    what
  ];
  const save = async (): Promise<void> => {
    const said = text.trim();
    const answer =
      what === 'return'
        ? await act({ type: 'ReturnReport', reportId, reason: said }, t('reportDesk.returned'))
        : what === 'send'
          ? await act({ type: 'SendReport', reportId, to: said }, t('reportDesk.sent'))
          : await act({ type: 'RecordReceipt', reportId, receipt: said });
    if (answer.ok) onClose();
  };
  return (
    <ReportDialog
      title={title}
      gap={text.trim() === '' ? label : undefined}
      label={title}
      onClose={onClose}
      onSave={() => void save()}
    >
      <TextField
        label={label}
        value={text}
        onChange={setText}
        maxLength={what === 'return' ? 300 : 80}
        required
        autoFocus
      />
    </ReportDialog>
  );
}
