import type { TeamRow } from '@sitong/shared/kernel/master/teams.ts';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import type { DenseColumn } from '../../ui/table/dense-table.tsx';
import { Fact, Facts, PersonFact, PlaceFacts } from './ledger-facts.tsx';
import { listDot, placeOf } from './ledger-search.ts';
import { listLines } from './list-lines.ts';
import { ResourceLedger } from './resource-ledger.tsx';

type Row = TeamRow & { person: string };

const pointOf = (row: Row) => row.base;

export function TeamLedger() {
  const { t, i18n } = useTranslation(['admin', 'rescue']);
  const county = useCounty();
  const now = useWorldState((state) => state.rescue.teams);
  const rows = useMemo(() => county.data.teams.map((row): Row => ({ ...row, person: row.leader })), [county]);
  const skillsOf = useCallback(({ skills }: Row) => skills.map((skill) => t(`rescue:skill.${skill}`)), [t]);
  // Not told anew with every state of a team: many teams have the same skills, and those change with the master data.
  const skillLines = useMemo(
    () => (i18n.language === 'en' ? [...new Set(rows.flatMap((row) => listLines(skillsOf(row), 3)))] : []),
    [rows, skillsOf, i18n.language],
  );
  const columns = useMemo((): readonly DenseColumn<Row>[] => {
    return [
      {
        id: 'name',
        header: t('ledger.name'),
        width: '1fr',
        minWidth: 112,
        isRowHeader: true,
        cell: (row) => row.name,
      },
      {
        id: 'kind',
        header: t('ledger.teams.kind'),
        width: 100,
        words: Object.values(t('rescue:kind', { returnObjects: true })),
        cell: (row) => t(`rescue:kind.${row.kind}`),
      },
      {
        id: 'place',
        header: t('ledger.place'),
        width: '0.8fr',
        minWidth: 84,
        cell: (row) => placeOf(row.division, county),
      },
      {
        id: 'status',
        header: t('ledger.teams.status'),
        width: 100,
        words: Object.values(t('rescue:teamStatus', { returnObjects: true })),
        cell: (row) => t(`rescue:teamStatus.${now[row.id]?.status ?? 'available'}`),
      },
      { id: 'members', header: t('ledger.teams.members'), width: 64, align: 'end', cell: (row) => row.members },
      { id: 'vehicles', header: t('ledger.teams.vehicles'), width: 72, align: 'end', cell: (row) => row.vehicles },
      {
        id: 'skills',
        header: t('ledger.teams.skills'),
        width: '2.6fr',
        minWidth: 220,
        words: skillLines,
        cell: (row) => skillsOf(row).join(listDot),
      },
      {
        id: 'leader',
        header: t('ledger.teams.leader'),
        width: 80,
        cell: (row) => county.persons.get(row.leader)?.name ?? row.leader,
      },
    ];
  }, [t, skillsOf, skillLines, county, now]);
  return (
    <ResourceLedger
      kind="teams"
      title={t('ledger.teams.tab')}
      rows={rows}
      columns={columns}
      // A team of seven skills needs a third line for them in English; in Chinese two are plenty.
      lines={i18n.language === 'en' ? 'three' : 'two'}
      pointOf={pointOf}
      detail={(row) => (
        <Facts>
          <Fact name={t('ledger.teams.kind')}>{t(`rescue:kind.${row.kind}`)}</Fact>
          <Fact name={t('ledger.teams.status')}>{t(`rescue:teamStatus.${now[row.id]?.status ?? 'available'}`)}</Fact>
          <Fact name={t('ledger.teams.members')}>{row.members}</Fact>
          <Fact name={t('ledger.teams.vehicles')}>{row.vehicles}</Fact>
          <Fact name={t('ledger.teams.skills')}>
            {row.skills.map((skill) => t(`rescue:skill.${skill}`)).join(' · ')}
          </Fact>
          <Fact name={t('ledger.teams.departs')}>{t('ledger.teams.minutes', { count: row.departWithinMin })}</Fact>
          {row.radioChannel === undefined ? null : <Fact name={t('ledger.teams.channel')}>{row.radioChannel}</Fact>}
          <PersonFact name={t('ledger.teams.leader')} person={row.leader} />
          <PlaceFacts division={row.division} point={row.base} id={row.id} />
        </Facts>
      )}
    />
  );
}
