import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { Age } from '../../ui/clock/age.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { Panel } from '../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { stateOf } from '../drills/query-state.ts';
import { useAdminAct } from './use-admin-act.ts';

const TerminalSchema = z.object({
  id: z.string(),
  number: z.string(),
  label: z.string(),
  bound: z.boolean(),
  team: z.string().nullable(),
  source: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  time: z.string().nullable(),
  batteryPct: z.number().nullable(),
});
const TerminalsSchema = z.object({ terminals: z.array(TerminalSchema) });
type Terminal = z.infer<typeof TerminalSchema>;

const CHANGES = ['terminals'];
const CADENCE_MS = 60_000;
const which = ['all', 'unbound'] as const;

/** Devices of this world: which team each belongs to. */
export function TerminalsTab() {
  const { t } = useTranslation('admin');
  const county = useCounty();
  const world = useLive((live) => live.world);
  const [chosen, setChosen] = useState<string | null>(null);
  const [show, setShow] = useState<(typeof which)[number]>('all');
  const terminals = useQuery({
    queryKey: ['terminals', world],
    queryFn: ({ signal }) => api(`/api/terminals?world=${world}`, { schema: TerminalsSchema, signal }),
  });
  const all = terminals.data?.terminals ?? [];
  const rows = useMemo(() => (show === 'all' ? all : all.filter(({ bound }) => !bound)), [all, show]);
  const columns = useMemo(
    (): readonly DenseColumn<Terminal>[] => [
      { id: 'id', header: t('terminals.id'), width: '1fr', isRowHeader: true, cell: (row) => row.number },
      {
        id: 'team',
        header: t('terminals.team'),
        width: '1fr',
        cell: (row) =>
          row.team === null ? (
            <span className="text-ink-3">{t('terminals.unbound')}</span>
          ) : (
            (county.teams.get(row.team)?.name ?? row.team)
          ),
      },
      { id: 'source', header: t('terminals.source'), width: 110, cell: (row) => row.source },
      {
        id: 'last',
        header: t('terminals.last'),
        width: 150,
        cell: (row) => <Age atMs={row.time === null ? null : toMs(row.time)} cadenceMs={CADENCE_MS} of="position" />,
      },
      {
        id: 'position',
        header: t('terminals.position'),
        width: 200,
        cell: (row) => (row.lon === null || row.lat === null ? '—' : `${row.lon.toFixed(5)} ${row.lat.toFixed(5)}`),
      },
      {
        id: 'battery',
        header: t('terminals.battery'),
        width: 84,
        align: 'end',
        cell: (row) => (row.batteryPct === null ? '—' : `${row.batteryPct}%`),
      },
    ],
    [t, county],
  );
  return (
    <Panel
      className="h-full"
      title={t('tab.terminals')}
      meta={t('terminals.count', { count: all.length, unbound: all.filter(({ bound }) => !bound).length })}
      state={stateOf(terminals, { what: t('failed') })}
      actions={
        <ChipChoice
          label={t('tab.terminals')}
          choices={[
            { id: 'all', label: t('terminals.all') },
            { id: 'unbound', label: t('terminals.onlyUnbound') },
          ]}
          value={show}
          onChange={setShow}
        />
      }
      footer={<Binding key={chosen} terminal={all.find(({ id }) => id === chosen)} />}
    >
      {terminals.data === undefined ? null : (
        <DenseTable
          label={t('tab.terminals')}
          columns={columns}
          rows={rows}
          rowHeight="figures"
          textOf={(row) => row.number}
          selectedId={chosen}
          onSelect={setChosen}
          empty={t('terminals.empty')}
        />
      )}
    </Panel>
  );
}

function Binding({ terminal }: { terminal: Terminal | undefined }) {
  const { t } = useTranslation('admin');
  const county = useCounty();
  const words = useRefusalWords();
  const world = useLive((live) => live.world);
  const { roles } = useSession();
  const act = useAdminAct(CHANGES);
  const [team, setTeam] = useState<string | null>(terminal?.team ?? null);
  const choices = useMemo(
    () =>
      county.data.teams.map(({ id, name, division }) => ({ id, label: name, detail: county.divisionName(division) })),
    [county],
  );
  const may = roles.some((role) => role === 'admin' || role === 'duty_leader');
  const off =
    terminal === undefined
      ? t('terminals.none')
      : may
        ? undefined
        : words({ code: 'role_required', facts: { roles: 'admin duty_leader' } });
  const path = `/api/terminals/${encodeURIComponent(terminal?.number ?? '')}/binding?world=${world}`;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <span className="text-ink-2 min-w-48 pb-2">
        {terminal === undefined ? t('terminals.none') : t('terminals.chosen', { id: terminal.number })}
      </span>
      <div className="w-72">
        <ComboBox
          label={t('terminals.bind')}
          choices={choices}
          value={team}
          onChange={setTeam}
          disabled={off !== undefined}
        />
      </div>
      <Button
        disabledReason={off ?? (team === null ? t('terminals.choose') : undefined)}
        onPress={() => void act(api(path, { method: 'PUT', body: { team }, schema: z.unknown() }), t('done'))}
      >
        {t('terminals.bind')}
      </Button>
      <Button
        disabledReason={off ?? (terminal?.bound === false ? t('terminals.unbound') : undefined)}
        onPress={() => void act(api(path, { method: 'DELETE', schema: z.unknown() }), t('done'))}
      >
        {t('terminals.unbind')}
      </Button>
    </div>
  );
}
