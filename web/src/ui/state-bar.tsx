import { useTranslation } from 'react-i18next';

/** Solid: nobody has handled it. Dashed: it has gone by itself, still unhandled. None: handled. */
export type BarState = 'solid' | 'dashed' | 'none';

/** The strip at the left edge of a row: state by form, never by hue. Stands in a `relative` row. */
export function StateBar({ state }: { state: BarState }) {
  const { t } = useTranslation('ui');
  if (state === 'none') return null;
  return (
    <span
      className={`absolute left-0 inset-y-0 w-1 text-ink-1 ${state === 'solid' ? 'bg-ink-1' : 'dashes-y'}`}
      data-state={state}
    >
      <span className="sr-only">{t(`bar.${state}`)}</span>
    </span>
  );
}
