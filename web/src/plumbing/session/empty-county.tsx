import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Button } from '../../ui/button.tsx';
import { loadCounty } from '../county/county-store.ts';
import { useSession } from './session-store.ts';

/** A system nobody has brought a county to: what to do next, by whom. */
export function EmptyCounty() {
  const { t } = useTranslation('common');
  const { roles } = useSession();
  const [asking, setAsking] = useState<'no' | 'yes'>('no');
  const again = async (): Promise<void> => {
    setAsking('yes');
    try {
      await loadCounty();
    } finally {
      setAsking('no');
    }
  };
  const admin = roles.includes('admin');
  return (
    <main className="grid min-h-dvh place-items-center bg-bg-0 p-6 text-ink-1">
      <section className="grid gap-4 max-w-xl justify-items-start">
        <h1 className="m-0 text-title font-medium">{t('gate.empty.title')}</h1>
        <p className="m-0 text-ink-2">{t(admin ? 'gate.empty.admin' : 'gate.empty.other')}</p>
        {admin ? (
          <Link to={paths.admin} search={{ tab: 'imports' }} className="text-ink-1 underline">
            {t('gate.empty.go')}
          </Link>
        ) : (
          <Button kind="primary" pending={asking === 'yes'} onPress={() => void again()}>
            {t('gate.empty.again')}
          </Button>
        )}
      </section>
    </main>
  );
}
