import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { ApiError } from '../../plumbing/http/api.ts';
import { signIn } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatMinute } from '../../ui/format/time.ts';

/** Where a person's work begins. */
function homeOf(session: SessionInfo): string {
  if (session.roles.includes('wall')) return paths.wall;
  if (session.roles.includes('team_lead') || session.roles.includes('village_officer')) return paths.field;
  if (session.roles.includes('admin')) return paths.admin;
  return paths.duty;
}

/** Only an address of our own: an outside one in `next` would be a trap. */
function nextOf(search: string): string | undefined {
  const next = new URLSearchParams(search).get('next');
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/signin') ? next : undefined;
}

/** Sign-in without a page change, so that sound stays unlocked by the press. */
export function SigninScreen() {
  const { t } = useTranslation('signin');
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  /** Asked for once the server says that this account has a second factor. */
  const [code, setCode] = useState<string>();
  const [state, setState] = useState<{ kind: 'idle' } | { kind: 'working' } | { kind: 'refused'; sentence: string }>({
    kind: 'idle',
  });

  const sentenceOf = (error: unknown): string => {
    if (!(error instanceof ApiError)) return t('why.other', { code: String(error) });
    switch (error.code) {
      case 'bad_credentials':
        return t('why.bad_credentials');
      case 'second_factor_needed':
        return t('why.second_factor_needed');
      case 'bad_second_factor':
        return t('why.bad_second_factor');
      case 'disabled':
        return t('why.disabled');
      case 'offline':
        return t('why.offline');
      case 'locked':
        return t('why.locked', { until: error.until === undefined ? '' : formatMinute(Date.parse(error.until)) });
      default:
        return t('why.other', { code: error.code });
    }
  };

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (state.kind === 'working') return;
    setState({ kind: 'working' });
    signIn(username.trim(), password, code?.trim()).then(
      (session) => navigate({ to: nextOf(window.location.search) ?? homeOf(session) }),
      (error: unknown) => {
        if (error instanceof ApiError && error.code === 'second_factor_needed') setCode((typed) => typed ?? '');
        setState({ kind: 'refused', sentence: sentenceOf(error) });
      },
    );
  };

  return (
    <main className="grid min-h-dvh place-items-center bg-bg-0 p-6 text-ink-1">
      <form className="grid w-full max-w-96 gap-5 rounded-control border border-hairline bg-bg-1 p-6" onSubmit={submit}>
        <header className="grid gap-1">
          <h1 className="m-0 text-title font-medium">{t('title')}</h1>
          <p className="m-0 text-meta text-ink-3 [word-break:keep-all]">{t('lead')}</p>
        </header>
        <TextField
          label={t('username')}
          name="username"
          autoComplete="username"
          value={username}
          onChange={setUsername}
          required
          autoFocus
          maxLength={64}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          required
          maxLength={200}
        />
        {code === undefined ? null : (
          <TextField
            label={t('code')}
            description={t('codeHow')}
            name="code"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
            maxLength={20}
            autoFocus
          />
        )}
        <p role="alert" className="m-0 min-h-6 text-body text-level-1 empty:min-h-0">
          {state.kind === 'refused' ? state.sentence : ''}
        </p>
        <Button kind="primary" type="submit" onPress={() => undefined} pending={state.kind === 'working'}>
          {state.kind === 'working' ? t('working') : t('submit')}
        </Button>
        {window.isSecureContext ? null : (
          <p className="m-0 border border-dashed border-fault p-3 text-meta text-ink-2">
            <span className="font-medium text-fault">{t('insecure.title')}</span> {t('insecure.body')}
          </p>
        )}
        <p className="m-0 text-mini text-ink-3">{t('demo')}</p>
      </form>
    </main>
  );
}
