import { useTranslation } from 'react-i18next';
import { TextField } from '../../../ui/form/text-field.tsx';
import { CodeField } from '../code-field.tsx';
import { LateKeyStep } from '../keys/late-key-step.tsx';
import type { Proving } from '../use-proof.ts';

/** Own password and, once it is asked for, a code or a key. `error`: what was wrong, in words; that of a key is said below it. */
export function ProofFields({
  proving,
  error,
  focus = 'password',
}: {
  proving: Proving;
  error: string | undefined;
  focus?: 'password' | 'elsewhere';
}) {
  const { t } = useTranslation('account');
  const { secret, setSecret, code, setCode, asked, failed, work, send } = proving;
  const aboutCode = failed?.code === 'bad_second_factor';
  return (
    <>
      <TextField
        label={t('second.password')}
        type="password"
        autoComplete="current-password"
        value={secret}
        onChange={setSecret}
        error={aboutCode ? undefined : error}
        required
        autoFocus={focus === 'password'}
      />
      <CodeField code={code} onChange={setCode} error={aboutCode ? error : undefined} />
      <LateKeyStep
        asked={asked}
        failed={failed?.code}
        pending={work === 'working'}
        onShown={(key) => void send(key)}
        focus={code === '' ? 'take' : 'wait'}
      />
    </>
  );
}
