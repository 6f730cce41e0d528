import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../plumbing/http/api.ts';
import { unlock } from '../../../plumbing/session/session-store.ts';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActButton } from '../act-button.tsx';
import { useField } from '../field-context.tsx';
import { FieldSheet } from '../field-sheet.tsx';
import { useFieldLock } from './idle-touch.ts';

/** Own password, and the code where a second factor is set up: the phone acts again, and what was kept goes out. */
export function UnlockSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['field', 'signin']);
  const { session, outbox } = useField();
  const [secret, setSecret] = useState('');
  /** Asked for once the server says that this person has a second factor. */
  const [code, setCode] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const [work, setWork] = useState<'idle' | 'working'>('idle');
  const send = async (): Promise<void> => {
    setWork('working');
    setWrong(undefined);
    try {
      await unlock(secret, code?.trim());
      useFieldLock.setState({ desk: 'open' });
      outbox.wake();
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'second_factor_needed') setCode('');
      else if (error.code === 'bad_credentials') setWrong(t('signin:own.why.bad_credentials'));
      else if (error.code === 'bad_second_factor') setWrong(t('signin:why.bad_second_factor'));
      else if (error.code === 'locked') setWrong(t('signin:own.why.locked'));
      else setWrong(t('field:lock.failed', { code: error.code }));
    } finally {
      setWork('idle');
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
          error={wrong}
          autoFocus
        />
        {code === undefined ? null : (
          <TextField
            label={t('signin:code')}
            description={t('signin:codeHow')}
            autoComplete="one-time-code"
            maxLength={20}
            value={code}
            onChange={setCode}
            autoFocus
          />
        )}
      </form>
    </FieldSheet>
  );
}
