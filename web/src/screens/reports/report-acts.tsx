import type { Can } from '@sitong/shared/kernel/can.ts';
import {
  canCheckReport,
  canCountersignReport,
  canLogPhoneReport,
  canRecordReceipt,
  canReturnReport,
  canReviseReport,
  canSendReport,
  canSignReport,
} from '@sitong/shared/pillars/release/can-report.ts';
import { postsToSignAs } from '@sitong/shared/pillars/release/signing-power.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct } from '../../wall/use-act.ts';
import { SignDialog } from './report-sign-dialog.tsx';
import { PhoneDialog, TextDialog } from './report-text-dialogs.tsx';

type Asking = 'phone' | 'sign' | 'return' | 'send' | 'receipt' | undefined;

/** What may be done with the report now; each button that is off says why. */
export function ReportActs(props: {
  report: Report;
  edited: 'yes' | 'no';
  saveGap: 'noFields' | 'needReason' | undefined;
  onSave: () => void;
  onDraft: (kind: 'update' | 'final') => void;
}) {
  const { report, edited, saveGap, onSave, onDraft } = props;
  const { t } = useTranslation('release');
  const session = useSession();
  const county = useCounty();
  const act = useAct();
  const words = useRefusalWords();
  const [asking, setAsking] = useState<Asking>();
  const why = (can: Can): string | undefined =>
    can.allowed === 'yes'
      ? undefined
      : words({ code: can.code, ...(can.facts === undefined ? {} : { facts: can.facts }) });
  const unsaved = edited === 'yes' ? t('reportDesk.unsaved') : undefined;
  const posts = postsToSignAs(county, session.person, { kind: 'report' }, [report.division]);
  const signGap = (): string | undefined => {
    if (unsaved !== undefined) return unsaved;
    const [post] = posts;
    // Somebody without a signing post may still enter an oral approval.
    if (post === undefined) return report.status === 'checked' ? undefined : words({ code: 'check_required' });
    const can = canSignReport(report, { mode: 'signed', post: post.id }, county, session);
    return can.allowed === 'no' && can.code === 'drafter_may_not_sign' ? undefined : why(can);
  };
  const saveReason =
    why(canReviseReport(report, session)) ?? (saveGap === undefined ? undefined : t(`reportDesk.${saveGap}`));
  const close = (): void => setAsking(undefined);
  return (
    <div data-acts className="flex flex-wrap items-center gap-2 px-pad py-2 border-t border-hairline">
      <ActionButton
        kind={edited === 'yes' ? 'primary' : 'secondary'}
        action={{
          id: 'report.save',
          key: 'Ctrl+S',
          labelKey: 'release:reportDesk.save',
          enabledWhen: () => (saveReason === undefined ? { enabled: true } : { enabled: false, reason: saveReason }),
          run: onSave,
        }}
      />
      {report.phoned === undefined && report.phoneDueAt !== undefined ? (
        <Button onPress={() => setAsking('phone')} disabledReason={why(canLogPhoneReport(report, session))}>
          {t('reportDesk.phone')}
        </Button>
      ) : null}
      {report.status === 'draft' || report.status === 'returned' ? (
        <Button
          onPress={() => void act({ type: 'CheckReport', reportId: report.id }, t('reportDesk.checked'))}
          disabledReason={unsaved ?? why(canCheckReport(report, session))}
        >
          {t('reportDesk.check')}
        </Button>
      ) : null}
      {report.status === 'sent' ? (
        <Button onPress={() => setAsking('receipt')} disabledReason={why(canRecordReceipt(report, session))}>
          {t('reportDesk.receiptTitle')}
        </Button>
      ) : report.status === 'received' ? null : (
        <Main
          report={report}
          signGap={signGap()}
          sendGap={why(canSendReport(report, session))}
          onSign={() => setAsking('sign')}
          onSend={() => setAsking('send')}
        />
      )}
      {report.status === 'draft' || report.status === 'checked' || report.status === 'signed' ? (
        <Button kind="quiet" onPress={() => setAsking('return')} disabledReason={why(canReturnReport(report, session))}>
          {t('reportDesk.return')}
        </Button>
      ) : null}
      {report.signature?.mode === 'oral' && report.signature.countersignedAt === undefined ? (
        <Button
          onPress={() => void act({ type: 'CountersignReport', reportId: report.id })}
          disabledReason={why(canCountersignReport(report, session))}
        >
          {t('reportDesk.countersign')}
        </Button>
      ) : null}
      {report.status === 'sent' || report.status === 'received' ? (
        <>
          <Button onPress={() => onDraft('update')}>{t('reportDesk.update')}</Button>
          <Button onPress={() => onDraft('final')}>{t('reportDesk.final')}</Button>
        </>
      ) : null}
      <span className="ml-auto text-meta text-ink-3">{t('reportDesk.rule2')}</span>
      <Ask report={report} asking={asking} onClose={close} />
    </div>
  );
}

function Main(props: {
  report: Report;
  signGap: string | undefined;
  sendGap: string | undefined;
  onSign: () => void;
  onSend: () => void;
}) {
  const { report, signGap, sendGap, onSign, onSend } = props;
  const signed = report.status === 'signed';
  const gap = signed ? sendGap : signGap;
  return (
    <ActionButton
      kind="primary"
      action={{
        id: 'report.forward',
        key: 'Ctrl+Enter',
        labelKey: signed ? 'release:reportDesk.send' : 'release:reportDesk.sign',
        enabledWhen: () => (gap === undefined ? { enabled: true } : { enabled: false, reason: gap }),
        run: signed ? onSend : onSign,
      }}
    />
  );
}

function Ask({ report, asking, onClose }: { report: Report; asking: Asking; onClose: () => void }) {
  switch (asking) {
    case 'phone':
      return <PhoneDialog report={report} onClose={onClose} />;
    case 'sign':
      return <SignDialog report={report} onClose={onClose} />;
    case 'return':
    case 'send':
    case 'receipt':
      return <TextDialog key={asking} what={asking} report={report} onClose={onClose} />;
    case undefined:
      return null;
    default:
      return asking satisfies never;
  }
}
