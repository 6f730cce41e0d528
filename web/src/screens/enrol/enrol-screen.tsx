import { Navigate, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { SecondFactorPanel } from '../../plumbing/session/second-factor/second-factor-panel.tsx';
import { loadSession, signOut, useSessionStore } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';

/** What a person sees of whom a second factor is required and who has none yet; the server lets nothing else through. */
export function EnrolScreen() {
  const { t } = useTranslation('account');
  const navigate = useNavigate();
  const { state } = useSessionStore();
  useEffect(() => {
    if (state.kind === 'unknown') void loadSession();
  }, [state.kind]);
  const done = async (): Promise<void> => {
    await loadSession();
    await navigate({ to: '/' });
  };
  const leave = async (): Promise<void> => {
    await signOut();
    await navigate({ to: paths.signin });
  };
  // Nobody is signed in: there is nothing to set up here.
  if (state.kind === 'signed_out') return <Navigate to={paths.signin} />;
  if (state.kind === 'unknown') return null;
  return (
    <main className="grid min-h-dvh place-items-center bg-bg-0 p-6 text-ink-1">
      <section className="grid w-full max-w-120 gap-5 rounded-control border border-hairline bg-bg-1 p-6">
        <h1 className="m-0 text-title font-medium">{t('second.title')}</h1>
        <SecondFactorPanel onDone={() => void done()} />
        <Button kind="quiet" onPress={() => void leave()}>
          {t('second.signOut')}
        </Button>
      </section>
    </main>
  );
}
