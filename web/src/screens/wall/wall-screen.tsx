import { useTranslation } from 'react-i18next';

export function WallScreen() {
  const { t } = useTranslation('common');
  return (
    <main className="p-6">
      <h1 className="text-title">{t('screen.wall')}</h1>
      <p className="text-ink-2">{t('notBuiltYet')}</p>
    </main>
  );
}
