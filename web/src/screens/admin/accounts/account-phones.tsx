import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeviceListLater } from '../../../plumbing/session/devices/device-list-later.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import type { Account } from './account-data.ts';

/** Phones of the chosen account. `off`: why none of them may be ended by who looks. */
export function AccountPhones({ account, off }: { account: Account | undefined; off: string | undefined }) {
  const { t } = useTranslation(['account', 'admin']);
  const [shown, setShown] = useState<'no' | 'yes'>('no');
  const none = account === undefined ? t('admin:accounts.none') : undefined;
  return (
    <>
      <Button disabledReason={none} onPress={() => setShown('yes')}>
        {t('account:accounts.phones')}
      </Button>
      {shown === 'no' || account === undefined ? null : (
        <Dialog
          open
          onClose={() => setShown('no')}
          title={t('account:accounts.phonesOf', { username: account.username })}
        >
          <Suspense fallback={null}>
            <DeviceListLater path={`/api/accounts/${account.username}/devices`} off={off} />
          </Suspense>
        </Dialog>
      )}
    </>
  );
}
