import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import type { Bounds } from '../../plumbing/map/bounds.ts';
import { locatorOf } from './locator.ts';

/** Small, in a corner the map keeps free of what it fits: which part of the county this is. */
export function LocatorInset({ view }: { readonly view: Bounds }) {
  const { t } = useTranslation('wall');
  const county = useCounty();
  const locator = useMemo(() => locatorOf(county, view), [county, view]);
  if (locator === undefined) return null;
  const { width, height, edge, view: seen } = locator;
  return (
    <div className="absolute top-2 right-2 p-1.5 bg-bg-1 border border-hairline pointer-events-none">
      <svg
        role="img"
        aria-label={t('map.locator')}
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        className="block h-[4.6rem] w-auto"
      >
        <path d={edge} fill="var(--bg-2)" stroke="var(--text-3)" strokeWidth={1} vectorEffect="non-scaling-stroke" />
        <rect {...seen} fill="none" stroke="var(--text-1)" strokeWidth={2} vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  );
}
