import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { CodeField } from '../code-field.tsx';
import { keyRefused } from '../keys/key-refused.ts';
import { LateKeyStep } from '../keys/late-key-step.tsx';
import { useProof } from '../use-proof.ts';
import { changePassword, passwordRefusal } from './change-password.ts';

/** The own password: the old one is asked for, the new one twice, because nobody sees what is typed. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('signin');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [differ, setDiffer] = useState<'no' | 'yes'>('no');
  const { secret, setSecret, code, setCode, asked, failed, work, send } = useProof(async (proof) => {
    await changePassword(proof, next);
    showNotice({ kind: 'done', title: t('own.done') });
    onDone();
  });
  const submit = (): void => {
    setDiffer(next === again ? 'no' : 'yes');
    if (next === again) void send();
  };
  const wrong = failed === undefined || keyRefused(failed) ? undefined : passwordRefusal(failed);
  const told = (field: 'old' | 'next' | 'code'): string | undefined => {
    if (wrong?.field !== field) return undefined;
    return t(`own.why.${wrong.why}`, { code: wrong.field === 'old' ? wrong.code : '' });
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (work === 'idle') submit();
      }}
    >
      <p className="m-0 text-ink-2">{t('own.lead')}</p>
      <TextField
        label={t('own.old')}
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={secret}
        onChange={setSecret}
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
        error={differ === 'yes' ? t('own.differ') : undefined}
        required
      />
      <CodeField code={code} onChange={setCode} error={told('code')} />
      <LateKeyStep
        asked={asked}
        failed={failed?.code}
        pending={work === 'working'}
        onShown={(key) => void send(key)}
        focus={code === '' ? 'take' : 'wait'}
      />
      <div>
        <Button type="submit" kind="primary" pending={work === 'working'} onPress={() => undefined}>
          {t('own.submit')}
        </Button>
      </div>
    </form>
  );
}
