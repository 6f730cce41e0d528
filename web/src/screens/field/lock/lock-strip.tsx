import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { UnlockSheet } from '../sheets.tsx';
import { useFieldLock } from './idle-touch.ts';

/** Stands above the page and covers nothing: the task stays readable, and what is pressed is kept until it is open. */
export function LockStrip() {
  const { t } = useTranslation('field');
  const locked = useFieldLock(({ desk }) => desk === 'locked');
  const [sheet, setSheet] = useState<'closed' | 'open'>('closed');
  if (!locked) return null;
  return (
    <>
      <div
        role="status"
        className="flex min-h-12 items-center gap-3 border-y-2 border-control bg-bg-2 px-5 py-2 text-ink-1"
      >
        <span className="grid min-w-0 flex-1">
          <b className="font-medium">{t('lock.title')}</b>
          <span className="text-meta text-ink-2">{t('lock.detail')}</span>
        </span>
        <button type="button" className="field-button flex-none" onClick={() => setSheet('open')}>
          {t('lock.open')}
        </button>
      </div>
      {sheet === 'open' ? <UnlockSheet onClose={() => setSheet('closed')} /> : null}
    </>
  );
}
