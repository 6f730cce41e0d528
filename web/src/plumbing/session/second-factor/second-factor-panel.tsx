import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withKeyWords } from '../../../i18n/with-key-words.ts';
import { AppFactor, ScanStep } from './app-factor.tsx';
import { CodesStep } from './codes-step.tsx';
import { type Begun, secondFactorQuery } from './second-factor-data.ts';

const OwnKeys = lazy(withKeyWords(() => import('./own-keys.tsx').then((m) => ({ default: m.OwnKeys }))));

type Step = { kind: 'home' } | { kind: 'scan'; begun: Begun } | { kind: 'codes'; codes: readonly string[] };

/** The own second factors: authenticator app and keys. `onDone`: one is on, and its recovery codes were written down. */
export function SecondFactorPanel({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  const { data } = useQuery(secondFactorQuery);
  const [step, setStep] = useState<Step>({ kind: 'home' });
  /** A form of the keys has the panel for itself. */
  const [keys, setKeys] = useState<'listed' | 'alone'>('listed');
  const showCodes = (codes: readonly string[]): void => setStep({ kind: 'codes', codes });
  if (data === undefined) return null;
  if (step.kind === 'codes') return <CodesStep codes={step.codes} onSaved={onDone} />;
  if (step.kind === 'scan') return <ScanStep begun={step.begun} onCodes={showCodes} />;
  const on = data.state === 'active';
  const demanded = data.demand === 'required' && data.keys.length === 0;
  const said = on ? t('second.active', { left: data.recoveryLeft }) : t(demanded ? 'second.required' : 'second.none');
  return (
    <div className="grid gap-6">
      {keys === 'alone' ? null : (
        <AppFactor state={on ? 'on' : 'off'} said={said} onBegun={(begun) => setStep({ kind: 'scan', begun })} />
      )}
      <Suspense fallback={null}>
        <OwnKeys
          keys={data.keys}
          recoveryLeft={data.recoveryLeft}
          onCodes={showCodes}
          onAlone={(alone) => setKeys(alone ? 'alone' : 'listed')}
        />
      </Suspense>
    </div>
  );
}
