import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { keyRefused } from '../keys/key-refused.ts';
import { useProof } from '../use-proof.ts';
import { ProofFields } from './proof-fields.tsx';
import {
  type Begun,
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  secondFactorQuery,
  whyOf,
} from './second-factor-data.ts';
import { StepForm } from './step-form.tsx';

/** Turns the authenticator app on or off. */
export function AppFactor(props: { state: 'on' | 'off'; said: string; onBegun: (begun: Begun) => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const on = props.state === 'on';
  const proving = useProof(async (proof) => {
    if (!on) {
      props.onBegun(await beginSecondFactor(proof));
      return;
    }
    await removeSecondFactor(proof);
    await client.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
    showNotice({ kind: 'done', title: t('second.removed') });
    proving.reset();
  });
  const { failed, work } = proving;
  const { why, code } = whyOf(failed);
  const error = failed === undefined || keyRefused(failed) ? undefined : t(`second.why.${why}`, { code });
  return (
    <StepForm
      submit={t(on ? 'second.remove' : 'second.begin')}
      pending={work === 'working'}
      onSubmit={() => void proving.send()}
    >
      <h2 className="m-0 text-key font-medium">{t('second.app')}</h2>
      <p className="m-0">{props.said}</p>
      <ProofFields proving={proving} error={error} />
    </StepForm>
  );
}

/** The QR code, and the first six digits that show that it was scanned. */
export function ScanStep({ begun, onCodes }: { begun: Begun; onCodes: (codes: readonly string[]) => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [failed, setFailed] = useState<string>();
  const [pending, setPending] = useState(false);
  const confirm = async (): Promise<void> => {
    setPending(true);
    setFailed(undefined);
    try {
      const codes = await confirmSecondFactor(code.trim());
      await client.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
      showNotice({ kind: 'done', title: t('second.done') });
      onCodes(codes);
    } catch (error) {
      const { why, code: named } = whyOf(error);
      setFailed(t(`second.why.${why}`, { code: named }));
    } finally {
      setPending(false);
    }
  };
  return (
    <StepForm submit={t('second.confirm')} pending={pending} onSubmit={() => void confirm()}>
      <p className="m-0">{t('second.scan')}</p>
      <img
        className="w-48 bg-white p-2"
        alt={t('second.qr')}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(begun.qrSvg)}`}
      />
      <p className="m-0 break-all select-all text-meta">{begun.secret}</p>
      <TextField
        label={t('second.first')}
        value={code}
        onChange={setCode}
        autoComplete="one-time-code"
        maxLength={20}
        error={failed}
        autoFocus
        required
      />
    </StepForm>
  );
}
