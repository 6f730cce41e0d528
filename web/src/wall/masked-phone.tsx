import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiError, api } from '../plumbing/http/api.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/feedback/dialog.tsx';
import { TextField } from '../ui/form/text-field.tsx';
import { useRefusalWords } from './refusal-words.ts';

const RevealedSchema = z.object({ name: z.string(), phone: z.string() });

/** A mobile number as it is kept on screens, and the way to see it: with a reason, which the duty log keeps. */
export function MaskedPhone(props: { person: string; name: string; phone: string }) {
  const { person, name, phone } = props;
  const { t } = useTranslation('duty');
  const [shown, setShown] = useState<string>();
  const [asking, setAsking] = useState<'yes' | 'no'>('no');
  if (!phone.includes('*')) return <span className="text-ink-2">{phone}</span>;
  return (
    <>
      <span className={shown === undefined ? 'text-ink-2' : ''}>{shown ?? phone}</span>
      {shown === undefined ? (
        <Button kind="quiet" label={t('phones.showOf', { name })} onPress={() => setAsking('yes')}>
          {t('phones.show')}
        </Button>
      ) : null}
      {asking === 'yes' ? (
        <ReasonDialog
          person={person}
          name={name}
          onClose={() => setAsking('no')}
          onShown={(number) => {
            setShown(number);
            setAsking('no');
          }}
        />
      ) : null}
    </>
  );
}

function ReasonDialog(props: { person: string; name: string; onClose: () => void; onShown: (phone: string) => void }) {
  const { person, name, onClose, onShown } = props;
  const { t } = useTranslation(['duty', 'ui']);
  const words = useRefusalWords();
  const world = useLive((live) => live.world);
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<string>();
  const [pending, setPending] = useState(false);
  const submit = async (): Promise<void> => {
    setPending(true);
    try {
      const body = { person, reason: reason.trim() };
      const { phone } = await api(`/api/unmask?world=${world}`, { method: 'POST', body, schema: RevealedSchema });
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
