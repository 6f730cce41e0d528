import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../../plumbing/http/api.ts';
import { Button } from '../../../ui/button.tsx';
import { useAdminAct } from '../use-admin-act.ts';
import type { Account } from './account-data.ts';

/** Requires a second factor of the chosen account, or takes a lost one away. `off`: why neither may be done. */
export function SecondFactorActions({ account, off }: { account: Account | undefined; off: string | undefined }) {
  const { t } = useTranslation(['account', 'admin']);
  const act = useAdminAct(['accounts']);
  const path = `/api/accounts/${account?.username ?? ''}/second-factor`;
  const demand = account?.secondFactor.demand === 'required' ? 'optional' : 'required';
  const none = account?.secondFactor.state === 'none' ? t('account:accounts.noSecond') : undefined;
  return (
    <>
      <Button
        disabledReason={off}
        onPress={() => void act(api(path, { method: 'PUT', body: { demand }, schema: z.undefined() }), t('admin:done'))}
      >
        {t(demand === 'required' ? 'account:accounts.require' : 'account:accounts.free')}
      </Button>
      <Button
        disabledReason={off ?? none}
        onPress={() => void act(api(path, { method: 'DELETE', schema: z.undefined() }), t('admin:done'))}
      >
        {t('account:accounts.reset')}
      </Button>
    </>
  );
}
