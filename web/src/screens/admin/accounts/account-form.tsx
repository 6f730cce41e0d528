import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { type Role, RoleSchema } from '@sitong/shared/kernel/roles.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { api } from '../../../plumbing/http/api.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { CheckboxGroup } from '../../../ui/form/checkbox-group.tsx';
import { ComboBox } from '../../../ui/form/combo-box.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { useAdminAct } from '../use-admin-act.ts';
import { type Account, PasswordSchema } from './account-data.ts';

const CHANGES = ['accounts'];
const NOWHERE = 'none';

interface AccountFormProps {
  /** Absent: a new one. */
  account: Account | undefined;
  onClose: () => void;
  onSecret: (secret: { username: string; password: string }) => void;
}

export function AccountForm({ account, onClose, onSecret }: AccountFormProps) {
  const { t } = useTranslation(['admin', 'ui']);
  const county = useCounty();
  const act = useAdminAct(CHANGES);
  const [username, setUsername] = useState(account?.username ?? '');
  const [person, setPerson] = useState<string | null>(account?.person ?? null);
  const [roles, setRoles] = useState<readonly Role[]>(account?.roles ?? []);
  const [division, setDivision] = useState<string | null>(account?.division ?? NOWHERE);
  const persons = useMemo(
    () =>
      county.data.persons.map(({ id, name, unit, title }) => ({
        id,
        label: name,
        detail: `${unit} ${title}`,
        keys: [id],
      })),
    [county],
  );
  const places = useMemo(
    () => [
      { id: NOWHERE, label: t('accounts.divisionNone') },
      ...county.data.divisions.map(({ code, name }) => ({
        id: code,
        label: name,
        detail: divisionRank(code) === 'village' ? county.divisionName(`${code.slice(0, 9)}000`) : code,
      })),
    ],
    [county, t],
  );
  const whole = /^[a-z][a-z0-9._-]{1,31}$/.test(username) && person !== null && roles.length > 0;
  const save = async (): Promise<void> => {
    const power = { roles, ...(division === null || division === NOWHERE ? {} : { division }) };
    if (account !== undefined) {
      const path = `/api/accounts/${account.username}/power`;
      await act(api(path, { method: 'PUT', body: power, schema: z.undefined() }), t('done'));
      onClose();
      return;
    }
    const body = { username, person, ...power };
    const made = await act(api('/api/accounts', { method: 'POST', body, schema: PasswordSchema }));
    // Refused: the form stays as it was filled in.
    if (made === undefined) return;
    onClose();
    onSecret(made);
  };
  return (
    <Dialog
      open
      kind="sheet"
      onClose={onClose}
      title={account === undefined ? t('accounts.add') : t('accounts.chosen', { username: account.username })}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            action={{
              id: 'account.save',
              key: 'Ctrl+Enter',
              labelKey: 'admin:accounts.save',
              enabledWhen: () => (whole ? { enabled: true } : { enabled: false, reason: t('ui:form.required') }),
              run: () => void save(),
            }}
          />
        </>
      }
    >
      <div className="grid gap-4">
        {account === undefined ? (
          <>
            <TextField
              label={t('accounts.username')}
              description={t('accounts.usernameHow')}
              value={username}
              onChange={setUsername}
              required
              maxLength={32}
              autoComplete="off"
            />
            <ComboBox label={t('accounts.person')} choices={persons} value={person} onChange={setPerson} required />
          </>
        ) : null}
        <ComboBox label={t('accounts.division')} choices={places} value={division} onChange={setDivision} />
        <CheckboxGroup
          label={t('accounts.roles')}
          choices={RoleSchema.options.map((id) => ({ id, label: t(`role.${id}`) }))}
          value={roles}
          onChange={setRoles}
          required
          columns="two"
        />
        {account === undefined ? null : <p className="m-0 text-meta text-ink-3">{t('accounts.alsoEnds')}</p>}
      </div>
    </Dialog>
  );
}
