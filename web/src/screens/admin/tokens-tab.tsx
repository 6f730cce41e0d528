import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { type TokenScope, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { CheckboxGroup } from '../../ui/form/checkbox-group.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import type { DenseColumn } from '../../ui/table/dense-table.tsx';
import { type Token, TokensSchema } from './accounts/account-data.ts';
import { GrantForm, GrantPanel } from './grant-panel.tsx';
import { useAdminAct } from './use-admin-act.ts';

const CHANGES = ['tokens'];

export function TokensTab() {
  const { t } = useTranslation('admin');
  const tokens = useQuery({
    queryKey: CHANGES,
    queryFn: ({ signal }) => api('/api/tokens', { schema: TokensSchema, signal }),
  });
  const rows = tokens.data?.tokens ?? [];
  const columns = useMemo(
    (): readonly DenseColumn<Token>[] => [
      { id: 'name', header: t('tokens.name'), width: '1.6fr', isRowHeader: true, cell: (row) => row.name },
      {
        id: 'scopes',
        header: t('tokens.scopes'),
        width: '1fr',
        cell: (row) => row.scopes.map((scope) => t(`tokens.scope.${scope}`)).join(' · '),
      },
      {
        id: 'world',
        header: t('tokens.world'),
        width: 180,
        cell: (row) => (row.world === LIVE ? t('tokens.live') : row.world),
      },
      { id: 'by', header: t('tokens.by'), width: 130, cell: (row) => row.createdBy },
      {
        id: 'created',
        header: t('tokens.created'),
        width: 140,
        cell: (row) => formatMoment(toMs(row.createdAt), Date.now()),
      },
      {
        id: 'status',
        header: t('tokens.status'),
        width: 100,
        cell: (row) =>
          row.revokedAt === null ? t('tokens.valid') : <span className="text-ink-3">{t('tokens.revoked')}</span>,
      },
    ],
    [t],
  );
  return (
    <GrantPanel
      title={t('tab.tokens')}
      meta={t('tokens.count', { count: rows.filter(({ revokedAt }) => revokedAt === null).length })}
      query={tokens}
      rows={rows}
      columns={columns}
      empty={t('tokens.empty')}
      add={{ id: 'token.add', labelKey: 'admin:tokens.add' }}
      pathOf={(id) => `/api/tokens/${id}`}
      changes={CHANGES}
      says={{
        revoke: t('tokens.revoke'),
        revoked: t('tokens.revoked'),
        none: t('accounts.none'),
        secret: t('secret.tokenTitle'),
      }}
      form={(props) => <NewToken {...props} />}
    />
  );
}

function NewToken({ onClose, onSecret }: { onClose: () => void; onSecret: (token: string) => void }) {
  const { t } = useTranslation('admin');
  const act = useAdminAct(CHANGES);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['ingest']);
  const whole = name.trim() !== '' && scopes.length > 0;
  const make = async (): Promise<void> => {
    const body = { name: name.trim(), scopes };
    const made = await act(api('/api/tokens', { method: 'POST', body, schema: z.object({ token: z.string() }) }));
    if (made === undefined) return;
    onClose();
    onSecret(made.token);
  };
  return (
    <GrantForm
      id="token.make"
      title={t('tokens.add')}
      labelKey="admin:tokens.add"
      whole={whole}
      onMake={() => void make()}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <TextField
          label={t('tokens.name')}
          description={t('tokens.nameHow')}
          value={name}
          onChange={setName}
          required
          maxLength={80}
        />
        <CheckboxGroup
          label={t('tokens.scopes')}
          choices={TokenScopeSchema.options.map((id) => ({ id, label: t(`tokens.scope.${id}`) }))}
          value={scopes}
          onChange={setScopes}
          required
        />
      </div>
    </GrantForm>
  );
}
