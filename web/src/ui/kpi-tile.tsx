import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFreshness } from './clock/age.tsx';
import { formatMinute } from './format/time.ts';
import { type GlyphLevel, levelText } from './level/level.ts';
import { LevelGlyph } from './level/level-glyph.tsx';

export interface KpiTileProps {
  label: string;
  /** Already written out; `—` when nobody knows, never 0. */
  value: string;
  unit?: string;
  /** What the value is measured against ("应转 386", "红线 100"): a figure without one says nothing. */
  baseline: ReactNode;
  /** Time of the figure itself. Required: a KPI without a time is not shown. */
  asOfMs: number;
  /** How often it should come; past it the figure is marked stale. */
  cadenceMs: number;
  /** Only when the figure itself has crossed a level. */
  level?: GlyphLevel;
}

/** One figure of the strip: what, how much, against what, as of when. */
export function KpiTile(props: KpiTileProps) {
  const { label, value, unit, baseline, asOfMs, cadenceMs, level } = props;
  const state = useFreshness({ atMs: asOfMs, cadenceMs });
  const { t } = useTranslation('ui');
  const old = state !== 'fresh';
  return (
    <dl className="m-0 min-w-0 px-3 py-1 grid content-center leading-[1.25]" data-freshness={state}>
      <dt className="flex items-center gap-2 text-ink-2 text-meta">
        <span className="min-w-0 truncate">{label}</span>
        {/* Without colour a red figure is only a dimmer one. */}
        {level === undefined ? null : <LevelGlyph level={level} size={14} label={t(`level.short.${level}`)} />}
      </dt>
      <dd className="m-0 flex items-baseline gap-2 min-w-0">
        <span
          className={`text-figure font-medium leading-[1.05] ${level === undefined ? (old ? 'text-ink-2' : 'text-ink-1') : levelText[level]}`}
        >
          {value}
        </span>
        {unit === undefined ? null : <span className="text-ink-2 text-meta">{unit}</span>}
      </dd>
      <dd className="m-0 flex min-w-0 gap-[0.3em] text-meta lang-en:text-mini text-ink-3 whitespace-nowrap">
        <span className="truncate">{baseline}</span>
        {/* What was never heard has no time; what stands before it says so. */}
        {Number.isFinite(asOfMs) ? (
          <>
            <span aria-hidden="true">{'·'}</span>
            <time
              dateTime={new Date(asOfMs).toISOString()}
              className={old ? 'text-ink-1 outline-1 outline-dashed outline-control rounded-chip px-1' : ''}
            >
              {formatMinute(asOfMs)}
            </time>
          </>
        ) : null}
      </dd>
    </dl>
  );
}
