import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { Button } from '../../ui/button.tsx';
import { RevealPhoneDialog } from '../../wall/reveal-phone-dialog.tsx';
import { useMay } from '../../wall/use-act.ts';

/** The same function at every drawing: it is called when the link appears, and never again. */
const focusOnce = (link: HTMLAnchorElement | null): void => {
  // The dialog that closes gives the focus back in its own frame: this one comes after.
  if (link !== null) requestAnimationFrame(() => link.focus());
};

/** Calls a person from this desk. A masked number is shown with a reason, which the duty log keeps, and then dialled. */
export function PhoneButton(props: { person: string; label: string; reason: string }) {
  const { person, label, reason } = props;
  const { t } = useTranslation('dispatch');
  const county = useCounty();
  // Looking at a number writes a line into the duty log: who may not write there may not look.
  const may = useMay()('EnterDutyLog');
  const [shown, setShown] = useState<string>();
  const [asking, setAsking] = useState<'no' | 'yes'>('no');
  const row = county.persons.get(person);
  if (row === undefined || row.phone === '') {
    return (
      <Button onPress={() => undefined} disabledReason={t('phone.none')}>
        {label}
      </Button>
    );
  }
  const number = row.phone.includes('*') ? shown : row.phone;
  if (number !== undefined) {
    return (
      <a
        href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}
        // The hand that has just given the reason dials with the next Enter.
        {...(shown === undefined ? {} : { ref: focusOnce })}
        className="inline-flex items-center gap-2 min-h-control px-3 border border-control rounded-control text-ink-1 no-underline"
      >
        {t('phone.dial', { name: row.name, phone: number })}
      </a>
    );
  }
  return (
    <>
      <Button
        onPress={() => setAsking('yes')}
        label={t('phone.ask', { label, name: row.name, phone: row.phone })}
        disabledReason={may.enabled ? undefined : may.reason}
      >
        {label}
      </Button>
      {asking === 'no' ? null : (
        <RevealPhoneDialog
          person={person}
          name={row.name}
          reason={reason}
          onClose={() => setAsking('no')}
          onShown={(phone) => {
            setShown(phone);
            setAsking('no');
          }}
        />
      )}
    </>
  );
}
