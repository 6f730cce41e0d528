import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiError, api } from '../plumbing/http/api.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import { inWorld } from '../plumbing/live/world-address.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/feedback/dialog.tsx';
import { TextField } from '../ui/form/text-field.tsx';
import { useRefusalWords } from './refusal-words.ts';

const RevealedSchema = z.object({ name: z.string(), phone: z.string() });

/** Asks why a number must be seen in full; who, whose and why stand in the duty log before it is shown. */
export function RevealPhoneDialog(props: {
  person: string;
  name: string;
  /** What is known already of why, to be sent as it is or changed. */
  reason?: string;
  onClose: () => void;
  onShown: (phone: string) => void;
}) {
  const { person, name, onClose, onShown } = props;
  const { t } = useTranslation(['duty', 'ui']);
  const words = useRefusalWords();
  const world = useLive((live) => live.world);
  const [reason, setReason] = useState(props.reason ?? '');
  const [failed, setFailed] = useState<string>();
  const [pending, setPending] = useState(false);
  const submit = async (): Promise<void> => {
    setPending(true);
    try {
      const body = { person, reason: reason.trim() };
      const { phone } = await api(inWorld('/api/unmask', world), { method: 'POST', body, schema: RevealedSchema });
      onShown(phone);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(words({ code: error.code }));
    } finally {
      setPending(false);
    }
  };
  const short = reason.trim().length < 2;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('duty:phones.showOf', { name })}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            pending={pending}
            action={{
              id: 'phone.show',
              key: 'Ctrl+Enter',
              labelKey: 'duty:phones.show',
              enabledWhen: () => (short ? { enabled: false, reason: t('duty:phones.needReason') } : { enabled: true }),
              run: () => void submit(),
            }}
          />
        </>
      }
    >
      <TextField
        label={t('duty:phones.reason')}
        description={t('duty:phones.logged')}
        value={reason}
        onChange={setReason}
        error={failed}
        maxLength={200}
        required
        autoFocus
      />
    </Dialog>
  );
}
