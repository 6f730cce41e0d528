import { useTranslation } from 'react-i18next';

export function IncidentsScreen() {
  const { t } = useTranslation('common');
  return (
    <main className="p-6">
      <h1 className="text-title">{t('screen.incidents')}</h1>
      <p className="text-ink-2">{t('notBuiltYet')}</p>
    </main>
  );
}
