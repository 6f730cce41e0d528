import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { Button } from '../../ui/button.tsx';

/** Calls a person from this desk. A number that is masked here cannot be dialled, and says so. */
export function PhoneButton({ person, label }: { person: string; label: string }) {
  const { t } = useTranslation('dispatch');
  const county = useCounty();
  const row = county.persons.get(person);
  const phone = row?.phone;
  const masked = phone?.includes('*') ?? false;
  const reason =
    phone === undefined
      ? t('phone.none')
      : masked
        ? t('phone.masked', { name: row?.name ?? person, phone })
        : undefined;
  return (
    <Button
      onPress={() => {
        window.location.href = `tel:${phone ?? ''}`;
      }}
      disabledReason={reason}
    >
      {label}
    </Button>
  );
}
