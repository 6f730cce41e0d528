import { useTranslation } from 'react-i18next';
import { keyRefused } from '../plumbing/session/keys/key-refused.ts';
import { LateKeyStep } from '../plumbing/session/keys/late-key-step.tsx';
import { useSession } from '../plumbing/session/session-store.ts';
import { useUnlock } from '../plumbing/session/use-unlock.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/form/text-field.tsx';
import { Icon } from '../ui/icon.tsx';
import { useConsole } from './console-store.ts';

/** A locked desk goes on showing and ringing; to act, the same person gives the password again. */
export function DeskLock() {
  return useConsole((state) => state.desk) === 'locked' ? <Unlock /> : null;
}

function Unlock() {
  const { t } = useTranslation(['duty', 'account']);
  const { name } = useSession();
  const { secret, setSecret, code, setCode, asked, failed, work, send } = useUnlock(() =>
    useConsole.setState({ desk: 'open' }),
  );
  return (
    <form
      className="relative z-banner flex flex-wrap items-end gap-3 px-pad py-2 bg-bg-2 border-y-2 border-control"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p className="m-0 self-center flex items-center gap-2">
        <Icon name="clock" />
        <span className="font-medium">{t('duty:lock.title')}</span>
        <span className="text-ink-2">{t('duty:lock.detail')}</span>
      </p>
      <div className="ml-auto w-56">
        <TextField
          label={t('duty:lock.secret', { name })}
          type="password"
          autoComplete="current-password"
          value={secret}
          onChange={setSecret}
          error={failed === undefined || keyRefused(failed) ? undefined : t('duty:lock.failed', { code: failed.code })}
        />
      </div>
      {code === undefined ? null : (
        <div className="w-40">
          <TextField
            label={t('account:second.code')}
            autoComplete="one-time-code"
            maxLength={20}
            value={code}
            onChange={setCode}
            autoFocus
          />
        </div>
      )}
      <Button type="submit" kind="primary" pending={work === 'working'} onPress={() => undefined}>
        {t('duty:lock.open')}
      </Button>
      <div className="max-w-96 empty:hidden">
        <LateKeyStep
          asked={asked}
          failed={failed?.code}
          pending={work === 'working'}
          onShown={(key) => void send(key)}
          focus={code === '' ? 'take' : 'wait'}
        />
      </div>
    </form>
  );
}
