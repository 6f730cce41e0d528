import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { useTranslation } from 'react-i18next';
import { worldOver } from '../live/link.ts';
import { useLive } from '../live/live-store.ts';
import { inWorld } from '../live/world-address.ts';

/**
 * Says that nothing more will come in this world, and where it goes on. `page`: there is nothing to show yet; `strip`:
 * across what is shown, which stays readable and is no longer true of any moment but its own.
 */
export function WorldOver({ form }: { form: 'page' | 'strip' }) {
  const { t } = useTranslation('common');
  const link = useLive((live) => live.link);
  const over = worldOver(link);
  if (over === undefined) return null;
  const words = (
    <>
      <span className="font-medium">{t(`gate.over.${over}`)}</span>
      <a className="text-ink-1 underline underline-offset-4" href={inWorld(window.location.pathname, LIVE)}>
        {t('gate.over.toLive')}
      </a>
    </>
  );
  if (form === 'page')
    return (
      <main className="grid min-h-dvh place-content-center justify-items-center gap-4 p-6 text-ink-2">{words}</main>
    );
  return (
    <div
      role="alert"
      className="fixed inset-x-0 top-0 z-dialog flex flex-wrap items-center justify-center gap-x-6 gap-y-1 px-pad min-h-command bg-bg-2 border-b-2 border-fault text-ink-1"
    >
      {words}
    </div>
  );
}
