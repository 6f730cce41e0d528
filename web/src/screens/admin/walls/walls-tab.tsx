import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { paths } from '../../../paths.ts';
import { api } from '../../../plumbing/http/api.ts';
import { TextField } from '../../../ui/form/text-field.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import type { DenseColumn } from '../../../ui/table/dense-table.tsx';
import { GrantForm, GrantPanel } from '../grant-panel.tsx';
import { useAdminAct } from '../use-admin-act.ts';

const CHANGES = ['walls'];
const DeviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  exchangedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
const DevicesSchema = z.object({ devices: z.array(DeviceSchema) });
type Device = z.infer<typeof DeviceSchema>;

function standing({ exchangedAt, revokedAt }: Device): 'waiting' | 'running' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return exchangedAt === null ? 'waiting' : 'running';
}

/** Screens that sign in by their own address, once; revoked here they go dark within seconds. */
export function WallsTab() {
  const { t } = useTranslation(['account', 'admin']);
  const devices = useQuery({
    queryKey: CHANGES,
    queryFn: ({ signal }) => api('/api/wall-devices', { schema: DevicesSchema, signal }),
  });
  const rows = devices.data?.devices ?? [];
  const columns = useMemo(
    (): readonly DenseColumn<Device>[] => [
      { id: 'name', header: t('account:walls.name'), width: '2fr', isRowHeader: true, cell: (row) => row.name },
      { id: 'by', header: t('account:walls.by'), width: 140, cell: (row) => row.createdBy },
      {
        id: 'created',
        header: t('account:walls.created'),
        width: 160,
        cell: (row) => formatMoment(toMs(row.createdAt), Date.now()),
      },
      {
        id: 'status',
        header: t('account:walls.status'),
        width: 140,
        cell: (row) => t(`account:walls.${standing(row)}`),
      },
    ],
    [t],
  );
  return (
    <GrantPanel
      title={t('admin:tab.walls')}
      meta={t('account:walls.count', { count: rows.filter((row) => standing(row) === 'running').length })}
      query={devices}
      rows={rows}
      columns={columns}
      empty={t('account:walls.empty')}
      add={{ id: 'wall.add', labelKey: 'account:walls.add' }}
      pathOf={(id) => `/api/wall-devices/${id}`}
      changes={CHANGES}
      says={{
        revoke: t('account:walls.revoke'),
        revoked: t('account:walls.revoked'),
        none: t('account:walls.none'),
        secret: t('account:walls.address'),
      }}
      form={({ onClose, onSecret }) => <NewWall onClose={onClose} onAddress={onSecret} />}
    />
  );
}

function NewWall({ onClose, onAddress }: { onClose: () => void; onAddress: (address: string) => void }) {
  const { t } = useTranslation('account');
  const act = useAdminAct(CHANGES);
  const [name, setName] = useState('');
  const whole = name.trim() !== '';
  const make = async (): Promise<void> => {
    const schema = z.object({ token: z.string() });
    const made = await act(api('/api/wall-devices', { method: 'POST', body: { name: name.trim() }, schema }));
    if (made === undefined) return;
    onClose();
    onAddress(`${window.location.origin}${paths.wall}?token=${made.token}`);
  };
  return (
    <GrantForm
      id="wall.make"
      title={t('walls.add')}
      labelKey="account:walls.add"
      whole={whole}
      onMake={() => void make()}
      onClose={onClose}
    >
      <TextField
        label={t('walls.name')}
        description={t('walls.nameHow')}
        value={name}
        onChange={setName}
        required
        maxLength={80}
        autoFocus
      />
    </GrantForm>
  );
}
