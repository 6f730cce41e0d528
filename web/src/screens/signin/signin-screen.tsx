import { useTranslation } from 'react-i18next';

export function SigninScreen() {
  const { t } = useTranslation('common');
  return (
    <main className="p-6">
      <h1 className="text-title">{t('screen.signin')}</h1>
      <p className="text-ink-2">{t('notBuiltYet')}</p>
    </main>
  );
}
