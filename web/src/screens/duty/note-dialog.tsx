import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { useAct } from '../../wall/use-act.ts';

/** Acknowledging asks nothing; who wants to add a word does it here. */
export function NoteDialog({ alarmId, onClose }: { alarmId: string; onClose: () => void }) {
  const { t } = useTranslation(['duty', 'ui']);
  const act = useAct();
  const [note, setNote] = useState('');
  const submit = async (): Promise<void> => {
    const said = note.trim();
    const answer = await act(
      { type: 'AcknowledgeAlarm', alarmId, ...(said === '' ? {} : { note: said }) },
      t('duty:done.acked'),
    );
    if (answer.ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('duty:keys.ackNote')}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            action={{ id: 'note.submit', key: 'Ctrl+Enter', labelKey: 'duty:keys.ack', run: () => void submit() }}
          />
        </>
      }
    >
      <TextField label={t('duty:desk.note')} value={note} onChange={setNote} lines={3} maxLength={500} autoFocus />
    </Dialog>
  );
}
