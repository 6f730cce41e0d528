import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';

/** A secret shown once. It lives in this dialog only and is gone when it closes. */
export function SecretDialog(props: { title: string; secret: string; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = async (): Promise<void> => {
    try {
      // Without https there is no clipboard; the secret stays readable.
      await navigator.clipboard.writeText(props.secret);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  };
  return (
    <Dialog
      open
      mustAnswer
      onClose={props.onClose}
      title={props.title}
      actions={
        <>
          <Button onPress={() => void copy()}>{t(copied === 'yes' ? 'secret.copied' : 'secret.copy')}</Button>
          <Button kind="primary" onPress={props.onClose}>
            {t('secret.close')}
          </Button>
        </>
      }
    >
      <p className="m-0 p-pad bg-bg-0 border border-control rounded-control text-key break-all select-all">
        {props.secret}
      </p>
      <p className="text-ink-2">{t('secret.once')}</p>
      {copied === 'failed' ? <p className="m-0 text-fault">{t('secret.notCopied')}</p> : null}
    </Dialog>
  );
}
