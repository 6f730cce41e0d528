import { useId } from 'react';
import { useTranslation } from 'react-i18next';

/** A count of people by thumb: null is "nobody knows yet", never 0. */
export function CountField({
  label,
  value,
  onChange,
  most = 100_000,
}: {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  most?: number;
}) {
  const { t } = useTranslation('ui');
  const id = useId();
  const step = (by: number): void => onChange(Math.min(most, Math.max(0, (value ?? 0) + by)));
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-meta text-ink-2">
        {label}
      </label>
      <div className="flex gap-2">
        <button
          type="button"
          className="field-button flex-none"
          onClick={() => step(-1)}
          aria-label={t('form.decrease')}
        >
          {'−'}
        </button>
        <input
          id={id}
          className="h-12 w-full min-w-0 rounded-phone border border-control bg-field px-3 text-center text-key text-ink-1"
          inputMode="numeric"
          pattern="[0-9]*"
          value={value ?? ''}
          onChange={(event) => {
            const digits = event.target.value.replace(/\D/g, '').slice(0, 6);
            onChange(digits === '' ? null : Math.min(most, Number(digits)));
          }}
        />
        <button
          type="button"
          className="field-button flex-none"
          onClick={() => step(1)}
          aria-label={t('form.increase')}
        >
          {'+'}
        </button>
      </div>
    </div>
  );
}
