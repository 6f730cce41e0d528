import { type DivisionCode, divisionRank } from '@sitong/shared/kernel/division.ts';
import { placesOf } from '@sitong/shared/pillars/release/area.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnanswered } from '../../pillars/release/selectors/call-board.ts';
import { flatBox, flatPath, flatPoint } from '../../pillars/release/selectors/flat-map.ts';
import { isChosen } from '../../pillars/release/selectors/recipients.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { usePracticeAt } from '../../plumbing/live/use-practice.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';

/** The area of an issued warning, with a cross where nobody answers. */
export function AreaMap({ warning }: { warning: Warning }) {
  const now = useNow(5000);
  const practiceAt = usePracticeAt();
  const calls = useWorldState((state) => state.release.calls);
  const silent = Object.values(calls)
    .filter((call) => call.warningId === warning.id && isUnanswered(call, practiceAt, now))
    .map(({ place }) => place);
  const key = [...new Set(silent)].sort().join(',');
  const crosses = useMemo(() => (key === '' ? [] : key.split(',')), [key]);
  return <PlaceMap scope={warning.content.scope} level={warning.content.level} crosses={crosses} fit="scope" />;
}

interface PlaceMapProps {
  scope: WarningContent['scope'];
  level: WarningContent['level'];
  crosses?: readonly DivisionCode[];
  /** What fills the picture: the whole county, or the places warned. */
  fit: 'county' | 'scope';
  onToggle?: (code: DivisionCode) => void;
}

/** Villages and towns as outlines. A list beside it gives the same to keyboard and screen reader. */
export const PlaceMap = memo(function PlaceMap({ scope, level, crosses = [], fit, onToggle }: PlaceMapProps) {
  const { t } = useTranslation('warning');
  const county = useCounty();
  const shapes = useMemo(() => {
    const places = placesOf(scope, county);
    const inside = county.data.divisions.filter(({ code }) => isChosen(code, places));
    const framed = fit === 'scope' && inside.length > 0 ? inside : county.data.divisions;
    const box = flatBox([...framed.flatMap(({ rings }) => rings), ...(fit === 'scope' ? scope.rings : [])]);
    const drawn = county.data.divisions.filter(({ code }) => divisionRank(code) === 'village');
    return {
      box,
      villages: drawn.map(({ code, name, rings }) => ({
        code,
        name,
        d: flatPath(box, rings),
        chosen: isChosen(code, places),
      })),
      towns: county.data.divisions
        .filter(({ code }) => divisionRank(code) === 'town')
        .map(({ code, name, rings, seat }) => ({ code, name, d: flatPath(box, rings), at: flatPoint(box, seat) })),
      drawnRings: flatPath(box, scope.rings),
      crosses: crosses.flatMap((code) => {
        const seat = county.divisions.get(code)?.seat;
        return seat === undefined ? [] : [{ code, ...flatPoint(box, seat) }];
      }),
    };
  }, [scope, county, crosses, fit]);
  const { box } = shapes;
  return (
    <svg
      viewBox={`0 0 ${box.width} ${box.height.toFixed(0)}`}
      className="block size-full bg-bg-0"
      role="img"
      aria-label={scope.areaText === '' ? t('area.title') : scope.areaText}
    >
      {shapes.villages.map(({ code, name, d, chosen }) => (
        <path
          key={code}
          d={d}
          data-chosen={chosen || undefined}
          fill={chosen ? `var(--level-${level})` : 'var(--bg-1)'}
          fillOpacity={chosen ? 0.38 : 1}
          stroke="var(--hairline)"
          strokeWidth={1.5}
          {...(onToggle === undefined ? {} : { onClick: () => onToggle(code) })}
        >
          <title>{name}</title>
        </path>
      ))}
      {shapes.towns.map(({ code, d }) => (
        <path key={code} d={d} fill="none" stroke="var(--control)" strokeWidth={3} pointerEvents="none" />
      ))}
      {shapes.drawnRings === '' ? null : (
        <path d={shapes.drawnRings} fill="none" stroke={`var(--level-${level})`} strokeWidth={6} pointerEvents="none" />
      )}
      {shapes.towns
        .filter(({ at }) => at.x > 0 && at.x < box.width && at.y > 0 && at.y < box.height)
        .map(({ code, name, at }) => (
          <text
            key={code}
            x={at.x}
            y={at.y}
            textAnchor="middle"
            fontSize={fit === 'county' ? 32 : 54}
            fontWeight={500}
            fill="var(--text-1)"
            stroke="var(--bg-0)"
            strokeWidth={7}
            paintOrder="stroke"
            pointerEvents="none"
          >
            {name}
          </text>
        ))}
      {shapes.crosses.map(({ code, x, y }) => (
        <g key={code} transform={`translate(${x} ${y})`} pointerEvents="none">
          <circle r={26} fill="var(--level-1)" stroke="var(--level-1-on)" strokeWidth={4} />
          <path d="M-10 -10 10 10M10 -10 -10 10" stroke="var(--level-1-on)" strokeWidth={5} />
        </g>
      ))}
    </svg>
  );
});
