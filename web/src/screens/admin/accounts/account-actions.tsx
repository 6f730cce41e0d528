import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../../plumbing/http/api.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { Button } from '../../../ui/button.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { useAdminAct } from '../use-admin-act.ts';
import { type Account, PasswordSchema } from './account-data.ts';
import { AccountPhones } from './account-phones.tsx';
import { SecondFactorActions } from './second-factor-actions.tsx';

const CHANGES = ['accounts'];

interface AccountActionsProps {
  account: Account | undefined;
  onPower: () => void;
  onSecret: (secret: { username: string; password: string }) => void;
}

/** What may be done to the chosen account; each button says why it is off. */
export function AccountActions({ account, onPower, onSecret }: AccountActionsProps) {
  const { t } = useTranslation('admin');
  const words = useRefusalWords();
  const act = useAdminAct(CHANGES);
  const { roles } = useSession();
  const needs = (...allowed: readonly string[]): string | undefined => {
    if (account === undefined) return t('accounts.none');
    return roles.some((role) => allowed.includes(role))
      ? undefined
      : words({ code: 'role_required', facts: { roles: allowed.join(' ') } });
  };
  const close = needs('admin', 'security');
  const path = `/api/accounts/${account?.username ?? ''}`;
  const reset = async (): Promise<void> => {
    const made = await act(api(`${path}/password`, { method: 'POST', schema: PasswordSchema }));
    if (made !== undefined) onSecret(made);
  };
  const next = account?.status === 'disabled' ? 'active' : 'disabled';
  const switchTo = (): Promise<unknown> =>
    act(api(`${path}/status`, { method: 'PUT', body: { status: next }, schema: z.undefined() }), t('done'));
  const noSessions = account?.openSessions === 0 ? t('accounts.noSessions') : undefined;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 [&_button]:whitespace-nowrap">
      <span className="text-ink-2 min-w-36">
        {account === undefined ? t('accounts.none') : t('accounts.chosen', { username: account.username })}
      </span>
      <Button disabledReason={needs('admin')} onPress={onPower}>
        {t('accounts.power')}
      </Button>
      <Button disabledReason={close} onPress={() => void reset()}>
        {t('accounts.reset')}
      </Button>
      <Button
        disabledReason={close ?? noSessions}
        onPress={() => void act(api(`${path}/sessions`, { method: 'DELETE', schema: z.undefined() }), t('done'))}
      >
        {t('accounts.end')}
      </Button>
      <Button
        kind={next === 'disabled' ? 'danger' : 'secondary'}
        disabledReason={close}
        onPress={() => void switchTo()}
      >
        {t(next === 'disabled' ? 'accounts.disable' : 'accounts.enable')}
      </Button>
      <SecondFactorActions account={account} off={close} />
      <AccountPhones account={account} off={close} />
      <span className="text-meta text-ink-3">{t('accounts.alsoEnds')}</span>
    </div>
  );
}
