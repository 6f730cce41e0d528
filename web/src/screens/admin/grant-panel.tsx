import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import type { LabelKey } from '../../ui/keys/action.ts';
import { Panel } from '../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { stateOf } from '../drills/query-state.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { useAdminAct } from './use-admin-act.ts';

/** Something given to a machine by name, with a secret shown once, that can be taken back. */
export interface Grant {
  readonly id: string;
  readonly name: string;
  readonly revokedAt: string | null;
}

export interface GrantPanelProps<G extends Grant> {
  title: string;
  meta: string;
  query: UseQueryResult<unknown>;
  rows: readonly G[];
  columns: readonly DenseColumn<G>[];
  empty: string;
  /** Of the one who gives another. */
  add: { readonly id: string; readonly labelKey: LabelKey };
  /** Path of one, to be deleted; what is asked for anew when it is. */
  pathOf: (id: string) => string;
  changes: readonly string[];
  says: { readonly revoke: string; readonly revoked: string; readonly none: string; readonly secret: string };
  form: (props: { onClose: () => void; onSecret: (secret: string) => void }) => ReactNode;
}

/** Grants as a list: an administrator gives one, whoever looks after security takes one back. */
export function GrantPanel<G extends Grant>(props: GrantPanelProps<G>) {
  const { title, meta, query, rows, columns, empty, add, pathOf, changes, says, form } = props;
  const { t } = useTranslation('admin');
  const words = useRefusalWords();
  const { roles } = useSession();
  const act = useAdminAct(changes);
  const [chosen, setChosen] = useState<string | null>(null);
  const [secret, setSecret] = useState<string>();
  const [adding, setAdding] = useState<'no' | 'yes'>('no');
  const grant = rows.find(({ id }) => id === chosen);
  const mayGrant = roles.includes('admin');
  const off = (): string | undefined => {
    if (grant === undefined) return says.none;
    if (grant.revokedAt !== null) return says.revoked;
    return mayGrant || roles.includes('security')
      ? undefined
      : words({ code: 'role_required', facts: { roles: 'admin security' } });
  };
  return (
    <Panel
      className="h-full"
      title={title}
      meta={meta}
      state={stateOf(query, { what: t('failed') })}
      actions={
        <ActionButton
          kind="primary"
          action={{
            id: add.id,
            key: 'Alt+N',
            labelKey: add.labelKey,
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
          <span className="text-ink-2 min-w-40">{grant?.name ?? ''}</span>
          <Button
            kind="danger"
            disabledReason={off()}
            onPress={() =>
              void act(api(pathOf(grant?.id ?? ''), { method: 'DELETE', schema: z.undefined() }), t('done'))
            }
          >
            {says.revoke}
          </Button>
        </>
      }
    >
      {query.data === undefined ? null : (
        <DenseTable
          label={title}
          columns={columns}
          rows={rows}
          rowHeight="figures"
          textOf={nameOf}
          selectedId={chosen}
          onSelect={setChosen}
          empty={empty}
        />
      )}
      {adding === 'no' ? null : form({ onClose: () => setAdding('no'), onSecret: setSecret })}
      {secret === undefined ? null : (
        <SecretDialog title={says.secret} secret={secret} onClose={() => setSecret(undefined)} />
      )}
    </Panel>
  );
}

const nameOf = (grant: Grant): string => grant.name;

/** What a grant is asked for; Ctrl+Enter makes it. */
export function GrantForm(props: {
  id: string;
  title: string;
  labelKey: LabelKey;
  whole: boolean;
  onMake: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { id, title, labelKey, whole, onMake, onClose, children } = props;
  const { t } = useTranslation('ui');
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            action={{
              id,
              key: 'Ctrl+Enter',
              labelKey,
              enabledWhen: () => (whole ? { enabled: true } : { enabled: false, reason: t('form.required') }),
              run: onMake,
            }}
          />
        </>
      }
    >
      {children}
    </Dialog>
  );
}
