import { useTranslation } from 'react-i18next';
import { LateKeyStep } from '../../plumbing/session/keys/late-key-step.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import type { Side, Signer } from './sign-hand-over.ts';

interface SignerFieldsProps {
  side: Side;
  signer: Signer;
  onChange: (signer: Signer) => void;
  error: string | undefined;
}

/** One of the two signatures: account, password, and a code where that person has a second factor. */
export function SignerFields({ side, signer, onChange, error }: SignerFieldsProps) {
  const { t } = useTranslation('account');
  return (
    <fieldset className="grid content-start gap-2 m-0 p-3 border border-hairline rounded-control">
      <legend className="px-1 font-medium">{t(`handOver.${side}`)}</legend>
      <TextField
        label={t('handOver.username')}
        name={`${side}-username`}
        autoComplete="off"
        value={signer.username}
        onChange={(username) => onChange({ username, password: signer.password, code: undefined })}
        maxLength={64}
        required
      />
      <TextField
        label={t('handOver.password')}
        name={`${side}-password`}
        type="password"
        autoComplete="off"
        value={signer.password}
        onChange={(password) => onChange({ ...signer, password })}
        maxLength={200}
        // Said before the key was shown.
        error={signer.key === undefined ? error : undefined}
        required
      />
      {signer.code === undefined || signer.key !== undefined ? null : (
        <TextField
          label={t('handOver.code')}
          name={`${side}-code`}
          autoComplete="one-time-code"
          value={signer.code}
          onChange={(code) => onChange({ ...signer, code })}
          maxLength={20}
          autoFocus
        />
      )}
      <LateKeyStep
        asked={signer.asked}
        failed={undefined}
        pending={false}
        onShown={(key) => onChange({ ...signer, key })}
        state={signer.key === undefined ? 'open' : 'shown'}
        focus="wait"
      />
    </fieldset>
  );
}
