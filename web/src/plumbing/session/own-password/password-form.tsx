import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { CodeField } from '../code-field.tsx';
import { changePassword, type PasswordRefusal, passwordRefusal } from './change-password.ts';

type Wrong = PasswordRefusal | { field: 'again' };

/** The own password: the old one is asked for, the new one twice, because nobody sees what is typed. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('signin');
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  /** Asked for once the server says that this account has a second factor. */
  const [code, setCode] = useState<string>();
  const [wrong, setWrong] = useState<Wrong>();
  const [pending, setPending] = useState(false);
  const send = async (): Promise<void> => {
    if (next !== again) {
      setWrong({ field: 'again' });
      return;
    }
    setPending(true);
    setWrong(undefined);
    try {
      await changePassword(old, next, code?.trim());
      showNotice({ kind: 'done', title: t('own.done') });
      onDone();
    } catch (error) {
      const refusal = passwordRefusal(error);
      if (refusal.why === 'second_factor_needed' && code === undefined) setCode('');
      else setWrong(refusal);
    } finally {
      setPending(false);
    }
  };
  const told = (field: Wrong['field']): string | undefined => {
    if (wrong?.field !== field) return undefined;
    if (wrong.field === 'again') return t('own.differ');
    return t(`own.why.${wrong.why}`, { code: wrong.field === 'old' ? wrong.code : '' });
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void send();
      }}
    >
      <p className="m-0 text-ink-2">{t('own.lead')}</p>
      <TextField
        label={t('own.old')}
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={old}
        onChange={setOld}
        error={told('old')}
        required
        autoFocus
      />
      <TextField
        label={t('own.next')}
        description={t('own.rule')}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={next}
        onChange={setNext}
        error={told('next')}
        required
      />
      <TextField
        label={t('own.again')}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={again}
        onChange={setAgain}
        error={told('again')}
        required
      />
      <CodeField code={code} onChange={setCode} error={told('code')} />
      <div>
        <Button type="submit" kind="primary" pending={pending} onPress={() => undefined}>
          {t('own.submit')}
        </Button>
      </div>
    </form>
  );
}
