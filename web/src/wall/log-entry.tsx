import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../ui/action-button.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/feedback/dialog.tsx';
import { TextField } from '../ui/form/text-field.tsx';
import { useKeyAction } from '../ui/keys/keys-context.tsx';
import { useConsole } from './console-store.ts';
import { useAct, useMay } from './use-act.ts';

/** F9: an entry in the duty log. A refused one keeps its text. */
export function LogEntry() {
  const open = useConsole((state) => state.logEntry) === 'open';
  const may = useMay();
  useKeyAction({
    id: 'log.enter',
    key: 'F9',
    labelKey: 'duty:log.enter',
    enabledWhen: () => may('EnterDutyLog'),
    run: () => useConsole.setState({ logEntry: 'open' }),
  });
  return open ? <LogDialog /> : null;
}

function LogDialog() {
  const { t } = useTranslation(['duty', 'ui']);
  const act = useAct();
  const [text, setText] = useState('');
  const [pending, setPending] = useState(false);
  const close = (): void => useConsole.setState({ logEntry: 'closed' });
  const submit = async (): Promise<void> => {
    setPending(true);
    const answer = await act({ type: 'EnterDutyLog', text: text.trim() }, t('duty:done.logged')).finally(() =>
      setPending(false),
    );
    if (answer.ok) close();
  };
  const empty = text.trim() === '';
  return (
    <Dialog
      open
      onClose={close}
      title={t('duty:log.enter')}
      actions={
        <>
          <Button onPress={close}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            pending={pending}
            action={{
              id: 'log.submit',
              key: 'Ctrl+Enter',
              labelKey: 'duty:log.submit',
              enabledWhen: () => (empty ? { enabled: false, reason: t('duty:log.empty') } : { enabled: true }),
              run: () => void submit(),
            }}
          />
        </>
      }
    >
      <TextField label={t('duty:log.text')} value={text} onChange={setText} lines={4} maxLength={2000} autoFocus />
    </Dialog>
  );
}
