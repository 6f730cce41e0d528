import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { StepForm } from './step-form.tsx';

/** Recovery codes, shown this once. The focus lies on them and not on a button: an Enter too many closes nothing. */
export function CodesStep({ codes, onSaved }: { codes: readonly string[]; onSaved: () => void }) {
  const { t } = useTranslation('account');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.focus(), []);
  return (
    <StepForm submit={t('second.saved')} pending={false} onSubmit={onSaved}>
      <p className="m-0">{t('second.recovery')}</p>
      <ol
        ref={list}
        tabIndex={-1}
        className="m-0 grid grid-cols-2 gap-2 list-none p-pad bg-bg-0 border border-control rounded-control"
      >
        {codes.map((one) => (
          <li key={one} className="text-key select-all">
            {one}
          </li>
        ))}
      </ol>
    </StepForm>
  );
}
