import { type ErrorComponentProps, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';

/** What stands in for a screen that threw: says what still works and how to go on. */
export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('common');
  return (
    <main className="p-6 grid gap-3 max-w-[72ch]">
      <h1 className="text-title">{t('broken.title')}</h1>
      <p className="text-ink-2">{t('broken.body')}</p>
      <pre className="text-meta text-ink-3 whitespace-pre-wrap">
        {error instanceof Error ? error.message : String(error)}
      </pre>
      <button type="button" className="justify-self-start underline" onClick={reset}>
        {t('broken.retry')}
      </button>
    </main>
  );
}

export function NotFoundScreen() {
  const { t } = useTranslation('common');
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <main className="p-6 grid gap-3">
      <h1 className="text-title">{t('notFound.title')}</h1>
      <p className="text-ink-2">{t('notFound.body', { path })}</p>
      <a className="underline" href={paths.duty}>
        {t('notFound.home')}
      </a>
    </main>
  );
}
