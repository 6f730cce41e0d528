import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { stateOf } from '../drills/query-state.ts';
import { useAdminAct } from './use-admin-act.ts';

const JobSchema = z.object({
  id: z.string(),
  task: z.string(),
  state: z.string(),
  attempts: z.number(),
  mostAttempts: z.number(),
  runAt: z.string(),
  lastError: z.string().nullish(),
});
const JobsSchema = z.object({ jobs: z.array(JobSchema) });
type Job = z.infer<typeof JobSchema>;

const CHANGES = ['jobs'];
const which = ['dead', 'all'] as const;

/** Outbound jobs that are not done; those given up wait here until somebody starts them afresh. */
export function JobsTab() {
  const { t } = useTranslation('admin');
  const act = useAdminAct(CHANGES);
  const [show, setShow] = useState<(typeof which)[number]>('dead');
  const [chosen, setChosen] = useState<string | null>(null);
  const jobs = useQuery({
    queryKey: ['jobs', show],
    queryFn: ({ signal }) => api(`/api/jobs?which=${show}`, { schema: JobsSchema, signal }),
  });
  const rows = jobs.data?.jobs ?? [];
  const columns = useMemo(
    (): readonly DenseColumn<Job>[] => [
      { id: 'task', header: t('jobs.task'), width: 180, isRowHeader: true, cell: (row) => row.task },
      {
        id: 'attempts',
        header: t('jobs.attempts'),
        width: 100,
        align: 'end',
        cell: (row) => `${row.attempts}/${row.mostAttempts}`,
      },
      { id: 'runAt', header: t('jobs.runAt'), width: 140, cell: (row) => formatMoment(toMs(row.runAt), Date.now()) },
      { id: 'error', header: t('jobs.error'), width: '3fr', cell: (row) => row.lastError ?? '—' },
    ],
    [t],
  );
  const job = rows.find(({ id }) => id === chosen);
  return (
    <Panel
      className="h-full"
      title={t('jobs.heading')}
      state={stateOf(jobs, { what: t('failed') })}
      actions={
        <ChipChoice
          label={t('jobs.label')}
          choices={which.map((id) => ({ id, label: t(`jobs.which.${id}`) }))}
          value={show}
          onChange={setShow}
        />
      }
      footer={
        <>
          <span className="text-ink-2 min-w-40">
            {job === undefined ? t('jobs.none') : t('jobs.chosen', { id: job.id })}
          </span>
          <Button
            disabledReason={job === undefined ? t('jobs.none') : undefined}
            onPress={() =>
              void act(api(`/api/jobs/${job?.id ?? ''}/retry`, { method: 'POST', schema: z.unknown() }), t('done'))
            }
          >
            {t('jobs.retry')}
          </Button>
        </>
      }
    >
      {jobs.data === undefined ? null : (
        <DenseTable
          label={t('jobs.heading')}
          columns={columns}
          rows={rows}
          rowHeight="figures"
          textOf={(row) => `${row.task} ${row.id}`}
          selectedId={chosen}
          onSelect={setChosen}
          empty={t(show === 'dead' ? 'jobs.emptyDead' : 'jobs.empty')}
        />
      )}
    </Panel>
  );
}
