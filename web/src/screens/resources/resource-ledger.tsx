import type { Point } from '@sitong/shared/kernel/geo.ts';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { formatDistance } from '../../ui/format/number.ts';
import { formatMinute } from '../../ui/format/time.ts';
import type { DenseColumn } from '../../ui/table/dense-table.tsx';
import { wantRow } from '../../ui/table/wanted-row.ts';
import { useChangeAddress } from '../../wall/use-address.ts';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { Ledger } from './ledger.tsx';
import { Fact, Facts } from './ledger-facts.tsx';
import type { Findable } from './ledger-search.ts';
import { nearestFirst, type Reach, reachOf, type Ways } from './reach.ts';
import type { ResourceKind } from './resource-kind.ts';
import { ResourceMap } from './resource-map.tsx';
import { type Target, useTarget } from './use-target.ts';
import { type Route, useWays } from './use-ways.ts';

/** Beside a table of eight columns a map needs this much; below it is folded until somebody asks for it. */
const WIDE = '(width >= 80rem)';
function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(WIDE);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(WIDE).matches,
  );
}

interface ResourceLedgerProps<R extends Findable> {
  kind: ResourceKind;
  title: string;
  rows: readonly R[];
  columns: readonly DenseColumn<R>[];
  pointOf: (row: R) => Point;
  detail: (row: R) => ReactNode;
  lines?: 'two' | 'three';
}

/** A list of what there is with its map, nearest by road first once somebody has said from where. */
export function ResourceLedger<R extends Findable>(props: ResourceLedgerProps<R>) {
  const { kind, title, rows, columns, pointOf, detail } = props;
  const { t } = useTranslation('admin');
  const wide = useWide();
  const [chosen] = useSearchParam('id');
  const [asked, setMap] = useSearchParam('map');
  const change = useChangeAddress(['id', 'tab']);
  const { target, choices, choose } = useTarget();
  const { ways, route } = useWays(kind, target?.point, chosen ?? undefined);
  const words = useReachWords();
  const shown = asked === undefined ? wide : asked === 'on';
  const near = useMemo(
    () =>
      target === undefined ? rows : nearestFirst(rows, (row) => reachOf(row.id, pointOf(row), target.point, ways)),
    [rows, target, ways, pointOf],
  );
  const withDistance = useMemo((): readonly DenseColumn<R>[] => {
    if (target === undefined) return columns;
    const [name, ...rest] = columns;
    const distance: DenseColumn<R> = {
      id: 'distance',
      header: t('ledger.map.column'),
      width: 184,
      minWidth: 176,
      cell: (row) => words(reachOf(row.id, pointOf(row), target.point, ways)),
    };
    return name === undefined ? [distance] : [name, distance, ...rest];
  }, [columns, target, ways, pointOf, words, t]);
  return (
    <Ledger
      title={title}
      rows={near}
      columns={withDistance}
      {...(props.lines === undefined ? {} : { lines: props.lines })}
      filter={
        <>
          <div className="w-72">
            <ComboBox
              label={t('ledger.map.to')}
              choices={choices}
              value={target?.id ?? null}
              onChange={(id) => choose(id ?? undefined)}
              placeholder={t('ledger.map.toHow')}
            />
          </div>
          {target === undefined ? null : (
            <Button kind="quiet" onPress={() => choose(undefined)}>
              {t('ledger.map.noTarget')}
            </Button>
          )}
          <Button kind="secondary" onPress={() => setMap(shown ? 'off' : 'on')}>
            {t(shown ? 'ledger.map.hide' : 'ledger.map.show')}
          </Button>
          {target === undefined ? null : <WaysNote ways={ways} />}
        </>
      }
      detail={(row) => (
        <div className="grid gap-4">
          {target === undefined ? null : (
            <ReachFacts
              target={target}
              reach={reachOf(row.id, pointOf(row), target.point, ways)}
              route={route?.id === row.id ? route : undefined}
            />
          )}
          {detail(row)}
        </div>
      )}
      {...(shown
        ? {
            map: (row: R | undefined) => (
              <ResourceMap
                kind={kind}
                chosen={row?.id}
                target={target}
                route={route}
                onPick={(of, id) => {
                  change({ id, tab: of === 'shelters' ? undefined : of });
                  wantRow(id);
                }}
              />
            ),
          }
        : {})}
    />
  );
}

function useReachWords(): (reach: Reach) => string {
  const { t } = useTranslation('admin');
  return useMemo(
    () => (reach) => {
      switch (reach.kind) {
        case 'road':
          return t('ledger.map.road', {
            distance: formatDistance(reach.km * 1000),
            minutes: Math.max(1, Math.round(reach.minutes)),
          });
        case 'straight':
          return t(reach.why === 'cut_off' ? 'ledger.map.cutOff' : 'ledger.map.straight', {
            distance: formatDistance(reach.m),
          });
        default:
          return reach satisfies never;
      }
    },
    [t],
  );
}

/** When the ways were reckoned, or why there are only straight lines. */
function WaysNote({ ways }: { ways: Ways }) {
  const { t } = useTranslation('admin');
  if (ways.kind === 'none') return null;
  return (
    <p role="status" className="m-0 pb-2 text-meta text-ink-3">
      {ways.kind === 'known' ? t('ledger.map.at', { at: formatMinute(ways.atMs) }) : t(`ledger.map.${ways.kind}`)}
    </p>
  );
}

function ReachFacts({ target, reach, route }: { target: Target; reach: Reach; route: Route | undefined }) {
  const { t } = useTranslation('admin');
  const words = useReachWords();
  return (
    <Facts>
      <Fact name={t('ledger.map.distanceTo', { place: target.name })}>
        {words(reach)}
        {route === undefined || route.roads.length === 0 ? null : (
          <span className="text-ink-2"> {t('ledger.map.along', { roads: route.roads.join(' → ') })}</span>
        )}
      </Fact>
      {reach.kind !== 'road' ? null : (
        <Fact name={t('ledger.map.from')}>
          {reach.fixAgeS === undefined ? t('ledger.map.fromBase') : t('ledger.map.fromFix', { age: reach.fixAgeS })}
        </Fact>
      )}
    </Facts>
  );
}
