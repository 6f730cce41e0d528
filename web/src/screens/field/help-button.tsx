import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

export const HOLD_MS = 2000;

/** 求助: tapped it opens the sheet; held for two seconds it is SOS at once. Nothing hangs on holding alone. */
export function HelpButton({ onTap, onHold }: { onTap: () => void; onHold: () => void }) {
  const { t } = useTranslation('field');
  const [held, setHeld] = useState<'no' | 'held'>('no');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const fired = useRef<'no' | 'fired'>('no');
  const stop = (): void => {
    clearTimeout(timer.current);
    setHeld('no');
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <>
      <button
        type="button"
        className="field-act"
        data-look="danger"
        data-held={held === 'held' ? 'yes' : undefined}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          fired.current = 'no';
          setHeld('held');
          timer.current = setTimeout(() => {
            fired.current = 'fired';
            setHeld('no');
            navigator.vibrate?.(300);
            onHold();
          }, HOLD_MS);
        }}
        onPointerUp={stop}
        onPointerLeave={stop}
        onPointerCancel={stop}
        onContextMenu={(event) => event.preventDefault()}
        onClick={() => {
          if (fired.current === 'fired') {
            fired.current = 'no';
            return;
          }
          onTap();
        }}
      >
        <span data-act-label className="text-key font-medium">
          {t('help.button')}
        </span>{' '}
        <span className="text-meta">{held === 'held' ? t('help.holding') : t('help.hold')}</span>
        {held === 'held' ? <span className="field-hold" aria-hidden="true" /> : null}
      </button>
      {/* Under all the acts: who has never tapped it does not know what else it offers. */}
      <p className="col-span-full m-0 -mt-4 text-right text-meta text-ink-2">{t('help.how')}</p>
    </>
  );
}
