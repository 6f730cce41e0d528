import { useTranslation } from 'react-i18next';
import { formatMoment } from '../format/time.ts';
import { Icon } from '../icon.tsx';
import { useFormat } from '../use-format.ts';
import { useNow } from './clock-context.tsx';
import { type Freshness, freshness, positionFreshness } from './freshness.ts';

export interface AgeProps {
  /** Measurement time (never poll time), ms since 1970 UTC; null when nothing ever came. */
  atMs: number | null;
  /** How often a value is expected. */
  cadenceMs: number;
  /** Positions have their own limits (ux.md §1.5). */
  of?: 'reading' | 'position';
}

/** How fresh a value is this second; for dimming the value beside its age. */
export function useFreshness({ atMs, cadenceMs, of = 'reading' }: AgeProps): Freshness {
  const now = useNow();
  if (atMs === null) return 'lost';
  return (of === 'position' ? positionFreshness : freshness)(now - atMs, cadenceMs);
}

const look: Readonly<Record<Freshness, string>> = {
  fresh: 'text-ink-3',
  stale: 'text-ink-2 border border-dashed border-control rounded-chip px-1',
  lost: 'text-fault',
  ahead: 'text-fault border border-dashed border-fault rounded-chip px-1',
};

/** The age of a value, which it carries wherever it goes: stale is boxed, lost is hollow, nothing vanishes. */
export function Age(props: AgeProps) {
  const { atMs } = props;
  const { t } = useTranslation('ui');
  const { span } = useFormat();
  const now = useNow();
  const state = useFreshness(props);
  if (atMs === null) {
    return (
      <span className="inline-flex items-center gap-1 text-fault">
        <Icon name="lost" />
        {t('age.never')}
      </span>
    );
  }
  const at = formatMoment(atMs, now);
  return (
    <time
      className={`inline-flex items-center gap-1 whitespace-nowrap ${look[state]}`}
      dateTime={new Date(atMs).toISOString()}
      data-freshness={state}
      title={state === 'fresh' ? at : t(`age.${state}Title`, { at })}
    >
      {state === 'lost' ? <Icon name="lost" /> : null}
      {state === 'lost' ? t('age.lost', { span: span(now - atMs) }) : null}
      {state === 'ahead' ? t('age.ahead', { span: span(atMs - now) }) : null}
      {state === 'fresh' || state === 'stale' ? t('age.ago', { span: span(now - atMs) }) : null}
    </time>
  );
}
