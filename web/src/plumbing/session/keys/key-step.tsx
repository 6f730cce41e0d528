import { SecondAskedSchema } from '@sitong/shared/protocol/second-asked.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { type CeremonyFailure, showKey } from './ceremony.ts';
import { KEY_REFUSED } from './key-refused.ts';
import type { KeyStepProps } from './key-step-props.ts';
import { keysHereNow } from './keys-here.ts';

/** The key in place of a code: a button, what to do with the key, and what went wrong. Nothing for an account without keys. */
export function KeyStep({ asked, failed, onShown, pending, state = 'open', focus }: KeyStepProps) {
  const { t } = useTranslation('keys');
  const [trouble, setTrouble] = useState<CeremonyFailure>();
  const [work, setWork] = useState<'idle' | 'touching'>('idle');
  const parsed = SecondAskedSchema.safeParse(asked);
  if (!parsed.success || parsed.data.key.kind === 'none') return null;
  const { key, app, recoveryLeft } = parsed.data;
  const here = keysHereNow();
  if (key.kind === 'elsewhere') {
    const words = { hosts: key.hosts.join('、'), here: window.location.host };
    return <p className="m-0 text-meta text-ink-2">{t('ask.elsewhere', words)}</p>;
  }
  const touch = async (): Promise<void> => {
    setWork('touching');
    setTrouble(undefined);
    try {
      const end = await showKey(key.options);
      if (end.kind === 'answered') onShown(end.answer);
      else setTrouble(end);
    } finally {
      setWork('idle');
    }
  };
  const refused = KEY_REFUSED.find((code) => code === failed);
  const wrong =
    trouble !== undefined
      ? t(`why.${trouble.why}`, { detail: trouble.detail })
      : refused === undefined || state === 'shown'
        ? ''
        : t(`why.${refused}`);
  const label = work === 'touching' ? t('ask.working') : t(state === 'shown' ? 'ask.shown' : 'ask.show');
  return (
    <div className="grid gap-2 justify-items-start">
      <Button
        onPress={() => void touch()}
        pending={work === 'touching' || pending}
        disabledReason={here === 'possible' ? undefined : t(`here.${here}`, { here: window.location.host })}
        autoFocus={focus === 'take'}
      >
        {label}
      </Button>
      {state === 'shown' ? null : (
        <p className="m-0 text-meta text-ink-3">
          {t(app === 'active' ? 'ask.how' : 'ask.howAlone', { left: recoveryLeft })}
        </p>
      )}
      <p role="alert" className="m-0 text-meta text-level-1 empty:hidden">
        {wrong}
      </p>
    </div>
  );
}
