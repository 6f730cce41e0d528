import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { useAct } from '../../wall/use-act.ts';

/** Lifting is public and cannot be taken back: a reason, and a word typed in full (ux.md §1.9). */
export function CancelDialog({ warning, open, onClose }: { warning: Warning; open: boolean; onClose: () => void }) {
  const { t } = useTranslation(['warning', 'ui']);
  const act = useAct();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const phrase = t('warning:end.word');
  const gap = reason.trim() === '' ? 'needReason' : typed.trim() !== phrase ? 'needPhrase' : undefined;
  const submit = async (): Promise<void> => {
    const answer = await act(
      { type: 'CancelWarning', warningId: warning.id, reason: reason.trim() },
      t('warning:end.done'),
    );
    if (answer.ok) onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('warning:end.title')}
      mustAnswer
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="danger"
            action={{
              id: 'warning.cancel',
              key: 'Ctrl+Enter',
              labelKey: 'warning:end.confirm',
              enabledWhen: () =>
                gap === undefined ? { enabled: true } : { enabled: false, reason: t(`warning:end.${gap}`) },
              run: () => void submit(),
            }}
          />
        </>
      }
    >
      <div className="grid gap-4">
        <p className="m-0 text-row font-medium">{warning.content.headline}</p>
        <p className="m-0">{t('warning:end.consequence')}</p>
        <TextField
          label={t('warning:end.reason')}
          value={reason}
          onChange={setReason}
          maxLength={300}
          required
          autoFocus
        />
        <TextField
          label={t('warning:end.phrase', { phrase })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          required
        />
      </div>
    </Dialog>
  );
}
