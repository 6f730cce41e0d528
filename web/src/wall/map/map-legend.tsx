import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import type { GlyphLevel } from '../../ui/level/level.ts';
import { warningsTogether } from '../panels/warnings-in-force.ts';

const edge: Readonly<Record<GlyphLevel, string>> = { 1: 'double', 2: 'solid', 3: 'dashed', 4: 'dotted' };

/** Warnings named; with that many there is no room left for the circles, which the team panel shows as well. */
const mostShown = 3;

/** What the marks on this map mean: the warnings that are on it, and the circles of teams. */
export function MapLegend() {
  const { t } = useTranslation(['wall', 'command']);
  const warnings = useWorldState((state) => state.release.warnings);
  const incoming = useWorldState((state) => state.monitoring.incoming);
  const shown = useMemo(() => {
    const seen = new Map<
      string,
      { level: GlyphLevel; hazard: NonNullable<ReturnType<typeof warningsTogether>[number]['hazard']> }
    >();
    for (const { level, hazard } of warningsTogether(warnings, {}, incoming)) {
      if (level !== undefined && hazard !== undefined) seen.set(`${level} ${hazard}`, { level, hazard });
    }
    return [...seen.values()].slice(0, mostShown);
  }, [warnings, incoming]);
  return (
    <ul className="flex flex-wrap items-center gap-x-3 m-0 p-0 list-none text-ink-2 min-w-0 whitespace-nowrap">
      {shown.map(({ level, hazard }) => (
        <li key={`${level} ${hazard}`} className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className="w-[1.25em] h-[0.7em]"
            style={{ border: `${level === 1 ? 4 : 2}px ${edge[level]} var(--level-${level})` }}
          />
          {t('wall:warnings.name', { hazard: t(`command:hazard.${hazard}`), colour: t(`wall:map.colour.${level}`) })}
        </li>
      ))}
      {shown.length < mostShown ? <TeamMeanings /> : null}
    </ul>
  );
}

function TeamMeanings() {
  const { t } = useTranslation('wall');
  return (
    <>
      <li className="flex items-center gap-2">
        <span aria-hidden="true" className="size-[0.7em] rounded-full bg-own" />
        {t('map.legendOut')}
      </li>
      <li className="flex items-center gap-2">
        <span aria-hidden="true" className="size-[0.7em] rounded-full border-2 border-own" />
        {t('map.legendHome')}
      </li>
    </>
  );
}
