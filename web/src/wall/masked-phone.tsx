import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { RevealPhoneDialog } from './reveal-phone-dialog.tsx';

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
        <RevealPhoneDialog
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
