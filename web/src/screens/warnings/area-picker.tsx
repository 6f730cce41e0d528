import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { ringAreaM2 } from '@sitong/shared/kernel/ring.ts';
import { areaTextOf } from '@sitong/shared/pillars/release/area.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reachOf, toggled } from '../../pillars/release/selectors/recipients.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { formatNumber } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icon.tsx';
import { PlaceMap } from './area-map.tsx';
import { useNames } from './use-names.ts';
import { usePlaceChoices } from './use-place-choices.ts';

// Drawing brings a library of its own: fetched when somebody draws.
const AreaDrawer = lazy(() => import('./area-drawer.tsx').then((module) => ({ default: module.AreaDrawer })));

/** Town and village by name, pinyin or a click on the map, or an outline drawn on it; who would be reached stands below. */
export function AreaPicker(props: {
  scope: WarningContent['scope'];
  level: WarningContent['level'];
  byName: 'yes' | 'no';
  onChange: (scope: WarningContent['scope']) => void;
}) {
  const { scope, level, byName, onChange } = props;
  const { t } = useTranslation(['warning', 'release']);
  const county = useCounty();
  const names = useNames();
  const [drawing, setDrawing] = useState<'no' | 'yes'>('no');
  const choices = usePlaceChoices();
  const reach = useMemo(() => reachOf(scope, county), [scope, county]);
  const change = (part: Partial<WarningContent['scope']>): void => {
    const next = { ...scope, ...part };
    onChange({ ...next, areaText: areaTextOf(next, county) });
  };
  const drawnM2 = scope.rings.reduce((sum, ring) => sum + ringAreaM2(ring), 0);
  const set = (divisions: readonly string[]): void => {
    const widest = [...divisions].sort(
      (a, b) => Number(divisionRank(b) === 'town') - Number(divisionRank(a) === 'town') || a.localeCompare(b),
    );
    change({ divisions: widest.slice(0, 200) });
  };
  const toggle = (code: string): void => set(toggled(code, scope.divisions, county));
  const towns = county.below(county.county);
  return (
    <div className="grid grid-rows-[auto_auto_minmax(12rem,1fr)_auto] gap-2 min-h-0 h-full -m-0.5 p-0.5 overflow-y-auto">
      <div className="grid grid-cols-[1fr_auto] items-end gap-3">
        <ComboBox
          label={t('warning:area.find')}
          choices={choices}
          value={null}
          onChange={(code) => {
            if (code !== null && !scope.divisions.includes(code)) toggle(code);
          }}
        />
        <ActionButton
          action={{ id: 'area.draw', key: 'Alt+M', labelKey: 'warning:draw.open', run: () => setDrawing('yes') }}
        />
      </div>
      <div className="grid gap-1.5">
        <ul className="flex flex-wrap gap-1.5 m-0 p-0 list-none">
          {towns.map(({ code, name }) => {
            const on = scope.divisions.includes(code);
            return (
              <li key={code}>
                <button
                  type="button"
                  aria-pressed={on}
                  onClick={() => toggle(code)}
                  className={`min-h-6 px-2 rounded-chip border text-meta cursor-default ${on ? 'bg-primary text-primary-ink border-primary' : 'border-control text-ink-2'}`}
                >
                  {name}
                </button>
              </li>
            );
          })}
        </ul>
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-meta text-ink-3">{t('warning:area.chosen')}</span>
          {scope.rings.length === 0 ? null : (
            <button
              type="button"
              aria-label={t('warning:draw.remove')}
              onClick={() => change({ rings: [] })}
              className="inline-flex items-center gap-1 min-h-6 px-1.5 rounded-chip border border-control text-meta cursor-default"
            >
              {t('warning:draw.drawn', { n: scope.rings.length, km2: formatNumber(drawnM2 / 1e6, 2) })}
              <Icon name="cross" />
            </button>
          )}
          {scope.divisions.length + scope.rings.length === 0 ? (
            <span className="text-meta">{t('warning:area.none')}</span>
          ) : null}
          {scope.divisions.slice(0, 24).map((code) => (
            <button
              key={code}
              type="button"
              aria-label={t('warning:area.remove', { name: names.place(code) })}
              onClick={(event) => {
                // The chip goes: the one beside it has the focus.
                const { nextElementSibling, previousElementSibling } = event.currentTarget;
                const beside = nextElementSibling ?? previousElementSibling;
                if (beside instanceof HTMLElement) beside.focus();
                toggle(code);
              }}
              className="inline-flex items-center gap-1 min-h-6 px-1.5 rounded-chip border border-hairline text-meta cursor-default"
            >
              {names.place(code)}
              <Icon name="cross" />
            </button>
          ))}
          {scope.divisions.length === 0 ? null : (
            <Button kind="quiet" onPress={() => set([])}>
              {t('warning:area.clear')}
            </Button>
          )}
        </div>
      </div>
      <div className="relative min-h-0">
        <div className="absolute inset-0">
          <PlaceMap scope={scope} level={level} fit="county" onToggle={toggle} />
        </div>
      </div>
      {drawing === 'no' ? null : (
        <Suspense fallback={null}>
          <AreaDrawer
            rings={scope.rings}
            level={level}
            onClose={() => setDrawing('no')}
            onTake={(rings) => {
              change({ rings });
              setDrawing('no');
            }}
          />
        </Suspense>
      )}
      <div className="grid gap-1">
        <dl className="m-0 grid grid-cols-[repeat(4,auto)] gap-x-3 [&_dd]:m-0 [&_dt]:text-meta [&_dt]:text-ink-3">
          <Figure name={t('warning:reach.people')} value={reach.people} />
          <Figure name={t('warning:reach.villages')} value={reach.villages} />
          <Figure name={t('warning:reach.households')} value={reach.households} />
          <Figure name={t('warning:reach.population')} value={reach.population} />
        </dl>
        <p className={`m-0 text-meta text-ink-2 ${reach.villages === 0 ? 'invisible' : ''}`}>
          {t('warning:reach.coverage')} {reach.villages - reach.uncovered.length}/{reach.villages}{' '}
          {reach.uncovered.length === 0
            ? t('warning:reach.full')
            : t('warning:reach.uncovered', { names: reach.uncovered.slice(0, 8).map(names.place).join(' ') })}
        </p>
        <p className="m-0 text-meta font-medium">
          {t(byName === 'yes' ? 'warning:reach.byName' : 'warning:reach.counted')}
        </p>
      </div>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="text-key font-medium">{formatNumber(value)}</dd>
    </div>
  );
}
