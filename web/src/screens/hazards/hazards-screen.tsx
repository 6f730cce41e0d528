import type { HazardPointRow } from '@sitong/shared/kernel/master/ground.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { ChipChoice } from '../../ui/chip.tsx';
import { Age } from '../../ui/clock/age.tsx';
import { Elapsed } from '../../ui/clock/countdown.tsx';
import { formatNumber } from '../../ui/format/number.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import type { DenseColumn } from '../../ui/table/dense-table.tsx';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { DeskMap } from '../dispatch/desk-map.tsx';
import { Ledger } from '../resources/ledger.tsx';
import { Fact, Facts, PersonFact, PlaceFacts } from '../resources/ledger-facts.tsx';
import { placeOf } from '../resources/ledger-search.ts';
import { alarmOf, byRisk, HAZARD_KINDS, type HazardRow } from './hazard-rows.ts';

/** No team must be in view: the place itself is what is looked for. */
const nobody: readonly string[] = [];

/** `/hazards`: the points where it happens first, the worst on top. */
export function HazardsScreen() {
  const { t } = useTranslation('admin');
  return (
    <ConsoleShell screen="hazards" positions="on" keys={[{ keys: 'J K', label: t('ledger.keys.walk') }]}>
      <div className="h-full p-gutter">
        <Hazards />
      </div>
    </ConsoleShell>
  );
}

function Hazards() {
  const { t } = useTranslation('admin');
  const county = useCounty();
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const [kind, setKind] = useSearchParam('kind');
  const shown = HAZARD_KINDS.find((one) => one === kind);
  const rows = useMemo(() => {
    const all = county.data.hazards.map((row): HazardRow => ({ ...row, person: row.responsible }));
    return byRisk(shown === undefined ? all : all.filter((row) => row.kind === shown));
  }, [county, shown]);
  const columns = useMemo(
    (): readonly DenseColumn<HazardRow>[] => [
      {
        id: 'level',
        header: t('ledger.hazards.level'),
        width: 96,
        cell: (row) => (
          <>
            <LevelGlyph level={row.level} variant="outline" size={20} />
            <span>{t('ledger.hazards.levelWord', { level: row.level })}</span>
          </>
        ),
      },
      {
        id: 'name',
        header: t('ledger.name'),
        width: '1.3fr',
        minWidth: 141,
        isRowHeader: true,
        cell: (row) => row.name,
      },
      {
        id: 'kind',
        header: t('ledger.hazards.kind'),
        width: '0.8fr',
        minWidth: 96,
        words: Object.values(t('ledger.hazards.kindWord', { returnObjects: true })),
        cell: (row) => t(`ledger.hazards.kindWord.${row.kind}`),
      },
      {
        id: 'place',
        header: t('ledger.place'),
        width: '1.3fr',
        minWidth: 131,
        cell: (row) => placeOf(row.division, county),
      },
      {
        id: 'people',
        header: t('ledger.hazards.peopleShort'),
        width: 84,
        align: 'end',
        cell: (row) => formatNumber(row.peopleAtRisk),
      },
      {
        id: 'households',
        header: t('ledger.hazards.householdsShort'),
        width: 84,
        align: 'end',
        cell: (row) => formatNumber(row.householdsAtRisk),
      },
      {
        id: 'alarm',
        header: t('ledger.hazards.alarms'),
        width: '1fr',
        minWidth: 112,
        cell: (row) => {
          const alarm = alarmOf(row, alarms);
          if (alarm === undefined) return <span className="text-ink-3">{t('ledger.hazards.noAlarm')}</span>;
          return (
            <>
              <LevelGlyph level={alarm.priority} variant={alarm.status === 'acked' ? 'outline' : 'filled'} size={20} />
              <span className="min-w-0 leading-[1.25]">
                <span
                  className="block truncate"
                  title={alarm.cause.kind === 'threshold' ? alarm.cause.label : undefined}
                >
                  {alarm.cause.kind === 'threshold' ? alarm.cause.label : ''}
                </span>
                <Elapsed sinceMs={toMs(alarm.raisedAt)} className="block text-meta text-ink-2" />
              </span>
            </>
          );
        },
      },
      {
        id: 'responsible',
        header: t('ledger.responsible'),
        width: 96,
        cell: (row) => county.persons.get(row.responsible)?.name ?? row.responsible,
      },
    ],
    [t, county, alarms],
  );
  return (
    <Ledger
      title={t('ledger.hazards.heading')}
      rows={rows}
      columns={columns}
      filter={
        <div className="pb-1.5">
          <ChipChoice
            label={t('ledger.hazards.kind')}
            choices={[
              { id: 'all', label: t('ledger.hazards.all') },
              ...HAZARD_KINDS.map((id) => ({ id, label: t(`ledger.hazards.kindWord.${id}`) })),
            ]}
            value={shown ?? 'all'}
            onChange={(id) => setKind(id === 'all' ? undefined : id)}
          />
        </div>
      }
      map={(row) => <DeskMap centre={row?.point} teams={nobody} className="h-full" />}
      detail={(row) => (
        <Facts>
          <Fact name={t('ledger.hazards.kind')}>{t(`ledger.hazards.kindWord.${row.kind}`)}</Fact>
          <Fact name={t('ledger.hazards.level')}>{t('ledger.hazards.levelWord', { level: row.level })}</Fact>
          <Fact name={t('ledger.hazards.people')}>{formatNumber(row.peopleAtRisk)}</Fact>
          <Fact name={t('ledger.hazards.households')}>{formatNumber(row.householdsAtRisk)}</Fact>
          <PersonFact name={t('ledger.responsible')} person={row.responsible} />
          <Fact name={t('ledger.hazards.sensors')}>
            <Sensors ids={row.sensors} />
          </Fact>
          <PlaceFacts division={row.division} point={row.point} id={row.id} />
        </Facts>
      )}
    />
  );
}

/** What watches the point, and when each was last heard. */
function Sensors({ ids }: { ids: HazardPointRow['sensors'] }) {
  const { t } = useTranslation('admin');
  const county = useCounty();
  const readings = useLive((live) => live.readings);
  if (ids.length === 0) return t('ledger.hazards.noSensors');
  return (
    <ul className="m-0 p-0 list-none grid gap-1">
      {ids.map((id) => {
        const sensor = county.sensors.get(id);
        const reading = readings[id];
        return (
          <li key={id} className="flex gap-3">
            <span>{sensor?.name ?? id}</span>
            <Age
              atMs={reading === undefined ? null : toMs(reading.observedAt)}
              cadenceMs={(sensor?.cadenceS ?? 300) * 1000}
            />
          </li>
        );
      })}
    </ul>
  );
}
