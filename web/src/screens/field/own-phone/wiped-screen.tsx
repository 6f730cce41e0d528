import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../../paths.ts';
import { clearPhone, forgetWipe, tellWiped, wipedNow } from '../../../plumbing/device/wipe.ts';
import { formatMoment } from '../../../ui/format/time.ts';

/** All that a phone shows once it was cleared by order: by whom, what went with it, whether the server knows. */
export function WipedScreen() {
  const { t } = useTranslation('phone');
  const [wiped, setWiped] = useState(wipedNow);
  useEffect(() => {
    const go = async (): Promise<void> => {
      // A page that died half-way left something behind.
      await clearPhone();
      await tellWiped();
      setWiped(wipedNow());
    };
    void go();
    const again = (): void => void go();
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, []);
  if (wiped === undefined) return null;
  const { order, lost, told, signature } = wiped;
  const over = told === 'yes' || signature === undefined;
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-136 content-center gap-5 bg-bg-0 px-5 py-8 text-ink-1">
      <h1 className="m-0 text-title font-medium">{t('wiped.title')}</h1>
      <p className="m-0 text-row">
        {t('wiped.by', { by: order.by, at: formatMoment(Date.parse(order.at), Date.now()) })}
      </p>
      <p className="m-0 text-row">{t(lost.acts + lost.photos > 0 ? 'wiped.lost' : 'wiped.nothingLost', lost)}</p>
      <p role="status" className="m-0 rounded-phone border border-hairline bg-bg-1 px-4 py-3 text-row">
        {t(told === 'yes' ? 'wiped.told' : over ? 'wiped.untold' : 'wiped.telling')}
      </p>
      <p className="m-0 text-meta text-ink-2">{t('wiped.ask')}</p>
      {over ? (
        <button
          type="button"
          className="field-act w-full text-key font-medium"
          onClick={() => {
            forgetWipe();
            window.location.replace(paths.signin);
          }}
        >
          {t('wiped.again')}
        </button>
      ) : null}
    </main>
  );
}
