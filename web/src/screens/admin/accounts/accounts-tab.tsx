import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { api } from '../../../plumbing/http/api.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { stateOf } from '../../drills/query-state.ts';
import { SecretDialog } from '../secret-dialog.tsx';
import { AccountActions } from './account-actions.tsx';
import { type Account, AccountsSchema } from './account-data.ts';
import { AccountForm } from './account-form.tsx';

type Secret = { username: string; password: string };

export function AccountsTab() {
  const { t } = useTranslation(['admin', 'account']);
  const words = useRefusalWords();
  const county = useCounty();
  const { roles } = useSession();
  const [chosen, setChosen] = useState<string | null>(null);
  const [form, setForm] = useState<'none' | 'new' | 'power'>('none');
  const [secret, setSecret] = useState<Secret | undefined>();
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => api('/api/accounts', { schema: AccountsSchema, signal }),
  });
  const rows = useMemo(
    (): Account[] => (accounts.data?.accounts ?? []).map((account) => ({ ...account, id: account.username })),
    [accounts.data],
  );
  const columns = useMemo(
    (): readonly DenseColumn<Account>[] => [
      { id: 'username', header: t('accounts.username'), width: 140, isRowHeader: true, cell: (row) => row.username },
      {
        id: 'person',
        header: t('accounts.person'),
        width: '1.4fr',
        cell: (row) =>
          row.name === null ? `${row.person} · ${t('accounts.personUnknown')}` : `${row.name} ${row.title ?? ''}`,
      },
      {
        id: 'roles',
        header: t('accounts.roles'),
        width: '1.4fr',
        cell: (row) => row.roles.map((role) => t(`role.${role}`)).join(' · '),
      },
      {
        id: 'division',
        header: t('accounts.division'),
        width: 150,
        cell: (row) => (row.division === undefined ? '—' : county.divisionName(row.division)),
      },
      {
        id: 'status',
        header: t('accounts.status'),
        width: 140,
        cell: (row) => <Status account={row} />,
      },
      {
        id: 'second',
        header: t('account:accounts.second'),
        width: 150,
        cell: ({ secondFactor: { state, app, keys, demand } }) =>
          [
            ...(state === 'none' ? [t('account:accounts.noneYet')] : []),
            ...(app === 'active' ? [t('account:accounts.app')] : []),
            ...(keys > 0 ? [t('account:accounts.keys', { count: keys })] : []),
            ...(demand === 'required' ? [t('account:accounts.demanded')] : []),
          ].join(' · '),
      },
      { id: 'sessions', header: t('accounts.sessions'), width: 76, align: 'end', cell: (row) => row.openSessions },
      {
        id: 'last',
        header: t('accounts.lastSignIn'),
        width: 130,
        cell: (row) => (row.lastSignIn === null ? t('accounts.never') : formatMoment(toMs(row.lastSignIn), Date.now())),
      },
    ],
    [t, county],
  );
  const account = rows.find(({ id }) => id === chosen);
  const mayGrant = roles.includes('admin');
  const denied = words({ code: 'role_required', facts: { roles: 'admin' } });
  return (
    <Panel
      className="h-full"
      title={t('tab.accounts')}
      meta={t('accounts.count', { count: rows.length })}
      state={stateOf(accounts, { what: t('failed') })}
      actions={
        <ActionButton
          kind="primary"
          action={{
            id: 'account.add',
            key: 'Alt+N',
            labelKey: 'admin:accounts.add',
            enabledWhen: () => (mayGrant ? { enabled: true } : { enabled: false, reason: denied }),
            run: () => setForm('new'),
          }}
        />
      }
      footer={<AccountActions account={account} onPower={() => setForm('power')} onSecret={setSecret} />}
    >
      {accounts.data === undefined ? null : (
        <DenseTable
          label={t('tab.accounts')}
          columns={columns}
          rows={rows}
          rowHeight="figures"
          lines="two"
          textOf={(row) => `${row.username} ${row.name ?? row.person}`}
          selectedId={chosen}
          onSelect={setChosen}
          empty={t('accounts.empty')}
        />
      )}
      {form === 'none' || (form === 'power' && account === undefined) ? null : (
        <AccountForm
          account={form === 'power' ? account : undefined}
          onClose={() => setForm('none')}
          onSecret={setSecret}
        />
      )}
      {secret === undefined ? null : (
        <SecretDialog
          title={t('secret.passwordTitle', { username: secret.username })}
          secret={secret.password}
          onClose={() => setSecret(undefined)}
        />
      )}
    </Panel>
  );
}

function Status({ account }: { account: Account }) {
  const { t } = useTranslation('admin');
  const locked = account.lockedUntil !== null && toMs(account.lockedUntil) > Date.now();
  if (locked && account.lockedUntil !== null)
    return (
      <span className="text-fault">
        {t('accounts.statusWord.locked', { at: formatMoment(toMs(account.lockedUntil), Date.now()) })}
      </span>
    );
  return (
    <span className={account.status === 'disabled' ? 'text-ink-3' : ''}>
      {t(`accounts.statusWord.${account.status}`)}
    </span>
  );
}
