import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { CodeField } from '../../plumbing/session/code-field.tsx';
import { keyRefused } from '../../plumbing/session/keys/key-refused.ts';
import { LateKeyStep } from '../../plumbing/session/keys/late-key-step.tsx';
import { signIn } from '../../plumbing/session/session-store.ts';
import { useProof } from '../../plumbing/session/use-proof.ts';
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

/** No fault of who signs in: the server's own word, a proxy's that has no server behind it, or no line at all. */
const FAULTS: readonly string[] = ['unavailable', 'http_502', 'http_503', 'http_504', 'offline'];

/** Larger on a phone: a thumb's height, and letters that make no browser enlarge the page. */
const ON_PHONE =
  'max-sm:[&_input]:min-h-12 max-sm:[&_input]:text-[1.125rem] max-sm:[&_button]:min-h-12 max-sm:[&_button]:text-[1.125rem] max-sm:[&_label]:text-[1rem]';

/** Sign-in without a page change, so that sound stays unlocked by the press. */
export function SigninScreen() {
  const { t } = useTranslation('signin');
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const { secret, setSecret, code, setCode, asked, failed, work, send, reset } = useProof(async (proof) => {
    const session = await signIn(username.trim(), proof);
    await navigate({ to: nextOf(window.location.search) ?? homeOf(session) });
  });

  const sentence = (): string => {
    switch (failed?.code) {
      case undefined:
        return code === undefined ? '' : t('why.second_factor_needed');
      case 'bad_credentials':
        return t('why.bad_credentials');
      case 'bad_second_factor':
        return t('why.bad_second_factor');
      case 'disabled':
        return t('why.disabled');
      case 'unavailable':
      case 'http_502':
      case 'http_503':
      case 'http_504':
        return t('why.unavailable');
      case 'offline':
        return t('why.offline');
      case 'locked':
        return t('why.locked', { until: failed?.until === undefined ? '' : formatMinute(Date.parse(failed.until)) });
      default:
        return keyRefused(failed) ? '' : t('why.other', { code: failed?.code ?? '' });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (work === 'idle') void send();
  };

  return (
    <main className="grid min-h-dvh place-items-center bg-bg-0 p-6 text-ink-1">
      <form
        className={`grid w-full max-w-96 gap-5 rounded-control border border-hairline bg-bg-1 p-6 ${ON_PHONE}`}
        onSubmit={submit}
      >
        <header className="grid gap-1">
          <h1 className="m-0 text-title font-medium">{t('title')}</h1>
          <p className="m-0 text-meta text-ink-3 [word-break:keep-all]">{t('lead')}</p>
        </header>
        <TextField
          label={t('username')}
          name="username"
          autoComplete="username"
          value={username}
          onChange={(name) => {
            setUsername(name);
            // What was asked was asked of another account.
            if (code !== undefined) reset();
          }}
          required
          autoFocus
          maxLength={64}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={secret}
          onChange={setSecret}
          required
          maxLength={200}
        />
        <CodeField code={code} onChange={setCode} />
        <LateKeyStep
          asked={asked}
          failed={failed?.code}
          pending={work === 'working'}
          onShown={(key) => void send(key)}
          focus={code === '' ? 'take' : 'wait'}
        />
        {/* To be asked for one thing more is no failure. */}
        <p
          role="alert"
          className={`m-0 min-h-6 text-body max-sm:text-[1.125rem] empty:min-h-0 ${failed === undefined ? 'text-ink-1' : FAULTS.includes(failed.code) ? 'text-fault' : 'text-level-1'}`}
        >
          {sentence()}
        </p>
        <Button kind="primary" type="submit" onPress={() => undefined} pending={work === 'working'}>
          {work === 'working' ? t('working') : t('submit')}
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
