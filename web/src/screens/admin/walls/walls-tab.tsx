import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { paths } from '../../../paths.ts';
import { api } from '../../../plumbing/http/api.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { stateOf } from '../../drills/query-state.ts';
import { SecretDialog } from '../secret-dialog.tsx';
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
  const words = useRefusalWords();
  const { roles } = useSession();
  const act = useAdminAct(CHANGES);
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState<'no' | 'yes'>('no');
  const [address, setAddress] = useState<string>();
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
  const device = rows.find(({ id }) => id === chosen);
  const off = (): string | undefined => {
    if (device === undefined) return t('account:walls.none');
    if (device.revokedAt !== null) return t('account:walls.revoked');
    return roles.includes('admin') || roles.includes('security')
      ? undefined
      : words({ code: 'role_required', facts: { roles: 'admin security' } });
  };
  const mayGrant = roles.includes('admin');
  return (
    <Panel
      className="h-full"
      title={t('admin:tab.walls')}
      meta={t('account:walls.count', { count: rows.filter((row) => standing(row) === 'running').length })}
      state={stateOf(devices, { what: t('admin:failed') })}
      actions={
        <ActionButton
          kind="primary"
          action={{
            id: 'wall.add',
            key: 'Alt+N',
            labelKey: 'account:walls.add',
            enabledWhen: () =>
              mayGrant
                ? { enabled: true }
                : { enabled: false, reason: words({ code: 'role_required', facts: { roles: 'admin' } }) },
            run: () => setAdding('yes'),
          }}
        />
      }
      footer={
        <>
          <span className="text-ink-2 min-w-40">{device?.name ?? ''}</span>
          <Button
            kind="danger"
            disabledReason={off()}
            onPress={() =>
              void act(
                api(`/api/wall-devices/${device?.id ?? ''}`, { method: 'DELETE', schema: z.undefined() }),
                t('admin:done'),
              )
            }
          >
            {t('account:walls.revoke')}
          </Button>
        </>
      }
    >
      {devices.data === undefined ? null : (
        <DenseTable
          label={t('admin:tab.walls')}
          columns={columns}
          rows={rows}
          rowHeight="figures"
          textOf={(row) => row.name}
          selectedId={chosen}
          onSelect={setChosen}
          empty={t('account:walls.empty')}
        />
      )}
      {adding === 'no' ? null : <NewWall onClose={() => setAdding('no')} onAddress={setAddress} />}
      {address === undefined ? null : (
        <SecretDialog title={t('account:walls.address')} secret={address} onClose={() => setAddress(undefined)} />
      )}
    </Panel>
  );
}

function NewWall({ onClose, onAddress }: { onClose: () => void; onAddress: (address: string) => void }) {
  const { t } = useTranslation(['account', 'ui']);
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
    <Dialog
      open
      onClose={onClose}
      title={t('account:walls.add')}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            action={{
              id: 'wall.make',
              key: 'Ctrl+Enter',
              labelKey: 'account:walls.add',
              enabledWhen: () => (whole ? { enabled: true } : { enabled: false, reason: t('ui:form.required') }),
              run: () => void make(),
            }}
          />
        </>
      }
    >
      <TextField
        label={t('account:walls.name')}
        description={t('account:walls.nameHow')}
        value={name}
        onChange={setName}
        required
        maxLength={80}
        autoFocus
      />
    </Dialog>
  );
}
