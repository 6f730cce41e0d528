import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { type TokenScope, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { CheckboxGroup } from '../../ui/form/checkbox-group.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { stateOf } from '../drills/query-state.ts';
import { type Token, TokensSchema } from './accounts/account-data.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { useAdminAct } from './use-admin-act.ts';

const CHANGES = ['tokens'];

export function TokensTab() {
  const { t } = useTranslation('admin');
  const words = useRefusalWords();
  const { roles } = useSession();
  const act = useAdminAct(CHANGES);
  const [chosen, setChosen] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | undefined>();
  const [adding, setAdding] = useState<'no' | 'yes'>('no');
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
  const token = rows.find(({ id }) => id === chosen);
  const mayGrant = roles.includes('admin');
  const mayClose = mayGrant || roles.includes('security');
  const off = (): string | undefined => {
    if (token === undefined) return t('accounts.none');
    if (token.revokedAt !== null) return t('tokens.revoked');
    return mayClose ? undefined : words({ code: 'role_required', facts: { roles: 'admin security' } });
  };
  return (
    <Panel
      className="h-full"
      title={t('tab.tokens')}
      meta={t('tokens.count', { count: rows.filter(({ revokedAt }) => revokedAt === null).length })}
      state={stateOf(tokens, { what: t('failed') })}
      actions={
        <ActionButton
          kind="primary"
          action={{
            id: 'token.add',
            key: 'Alt+N',
            labelKey: 'admin:tokens.add',
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
          <span className="text-ink-2 min-w-40">{token?.name ?? ''}</span>
          <Button
            kind="danger"
            disabledReason={off()}
            onPress={() =>
              void act(api(`/api/tokens/${token?.id ?? ''}`, { method: 'DELETE', schema: z.undefined() }), t('done'))
            }
          >
            {t('tokens.revoke')}
          </Button>
        </>
      }
    >
      {tokens.data === undefined ? null : (
        <DenseTable
          label={t('tab.tokens')}
          columns={columns}
          rows={rows}
          rowHeight="figures"
          textOf={(row) => row.name}
          selectedId={chosen}
          onSelect={setChosen}
          empty={t('tokens.empty')}
        />
      )}
      {adding === 'no' ? null : <NewToken onClose={() => setAdding('no')} onSecret={setSecret} />}
      {secret === undefined ? null : (
        <SecretDialog title={t('secret.tokenTitle')} secret={secret} onClose={() => setSecret(undefined)} />
      )}
    </Panel>
  );
}

function NewToken({ onClose, onSecret }: { onClose: () => void; onSecret: (token: string) => void }) {
  const { t } = useTranslation(['admin', 'ui']);
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
    <Dialog
      open
      onClose={onClose}
      title={t('tokens.add')}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            action={{
              id: 'token.make',
              key: 'Ctrl+Enter',
              labelKey: 'admin:tokens.add',
              enabledWhen: () => (whole ? { enabled: true } : { enabled: false, reason: t('ui:form.required') }),
              run: () => void make(),
            }}
          />
        </>
      }
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
    </Dialog>
  );
}
