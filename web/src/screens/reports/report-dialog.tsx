import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';

/** What an act on a report asks first; Ctrl+Enter does it. `gap`: why it cannot be done yet. */
export function ReportDialog(props: {
  title: string;
  gap: string | undefined;
  label: string;
  onClose: () => void;
  onSave: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation(['release', 'ui']);
  const { title, gap, label, onClose, onSave, children } = props;
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            action={{
              id: 'report.dialog',
              key: 'Ctrl+Enter',
              labelKey: 'ui:dialog.confirm',
              enabledWhen: () => (gap === undefined ? { enabled: true } : { enabled: false, reason: gap }),
              run: onSave,
            }}
          >
            {label}
          </ActionButton>
        </>
      }
    >
      <div className="grid gap-4">{children}</div>
    </Dialog>
  );
}
