import { useTranslation } from 'react-i18next';
import { CodeField } from '../../../plumbing/session/code-field.tsx';
import { keyRefused } from '../../../plumbing/session/keys/key-refused.ts';
import { LateKeyStep } from '../../../plumbing/session/keys/late-key-step.tsx';
import { useUnlock } from '../../../plumbing/session/use-unlock.ts';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActButton } from '../act-button.tsx';
import { useField } from '../field-context.tsx';
import { FieldSheet } from '../field-sheet.tsx';
import { useFieldLock } from './idle-touch.ts';

/** Own password, and the code where a second factor is set up: the phone acts again, and what was kept goes out. */
export function UnlockSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['field', 'signin']);
  const { session, outbox } = useField();
  const { secret, setSecret, code, setCode, asked, failed, work, send } = useUnlock(() => {
    useFieldLock.setState({ desk: 'open' });
    outbox.wake();
    onClose();
  });
  const wrong = (): string | undefined => {
    switch (failed?.code) {
      case undefined:
        return undefined;
      case 'bad_credentials':
        return t('signin:own.why.bad_credentials');
      case 'bad_second_factor':
        return t('signin:why.bad_second_factor');
      case 'locked':
        return t('signin:own.why.locked');
      default:
        return keyRefused(failed) ? undefined : t('field:lock.failed', { code: failed?.code ?? '' });
    }
  };
  return (
    <FieldSheet
      open
      onClose={onClose}
      title={t('field:lock.title')}
      foot={
        <ActButton
          label={t('field:lock.open')}
          look={secret === '' || work === 'working' ? 'off' : 'primary'}
          onPress={() => void send()}
        />
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (work === 'idle' && secret !== '') void send();
        }}
      >
        <TextField
          label={t('field:lock.secret', { name: session.name })}
          type="password"
          autoComplete="current-password"
          maxLength={200}
          value={secret}
          onChange={setSecret}
          error={wrong()}
          autoFocus
        />
        <CodeField code={code} onChange={setCode} />
        <LateKeyStep
          asked={asked}
          failed={failed?.code}
          pending={work === 'working'}
          onShown={(key) => void send(key)}
          focus="wait"
        />
      </form>
    </FieldSheet>
  );
}
