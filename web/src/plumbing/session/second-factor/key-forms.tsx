import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ApiError } from '../../http/api.ts';
import { type CeremonyFailure, makeKey } from '../keys/ceremony.ts';
import { keyRefused } from '../keys/key-refused.ts';
import { useProof } from '../use-proof.ts';
import { ProofFields } from './proof-fields.tsx';
import { keyOptions, type OwnKey, registerKey, removeKey, renameKey, secondFactorQuery } from './second-factor-data.ts';
import { StepForm } from './step-form.tsx';

const FAILED = [
  'bad_credentials',
  'bad_second_factor',
  'second_factor_required',
  'second_factor_active',
  'locked',
  'key_known',
  'too_many_keys',
  'no_keys_here',
  'no_key',
  'offline',
] as const;

/** What a refusal says; undefined where the step that asks the key says it. */
function useFailed(): (error: ApiError | undefined) => string | undefined {
  const { t } = useTranslation('keys');
  return (error) => {
    if (error === undefined || keyRefused(error)) return undefined;
    return t(`failed.${FAILED.find((code) => code === error.code) ?? 'other'}`, { code: error.code });
  };
}

function useChanged(): (title: 'added' | 'renamed' | 'removed') => Promise<void> {
  const { t } = useTranslation('keys');
  const client = useQueryClient();
  return async (title) => {
    await client.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
    showNotice({ kind: 'done', title: t(`own.${title}`) });
  };
}

function Back({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('keys');
  return (
    <Button kind="quiet" onPress={onBack}>
      {t('own.back')}
    </Button>
  );
}

/** A name, the own password, and a touch. */
export function AddKey(props: { onBack: () => void; onAdded: (recoveryCodes: readonly string[]) => void }) {
  const { t } = useTranslation('keys');
  const changed = useChanged();
  const words = useFailed();
  const [name, setName] = useState('');
  const [trouble, setTrouble] = useState<CeremonyFailure>();
  const [refused, setRefused] = useState<ApiError>();
  const proving = useProof(async (proof) => {
    const made = await makeKey(await keyOptions(proof));
    if (made.kind === 'failed') {
      setTrouble(made);
      return;
    }
    try {
      const codes = await registerKey(name.trim(), made.answer);
      await changed('added');
      props.onAdded(codes);
    } catch (error) {
      // Of the new key, not of the proof before it: those words stand apart.
      if (!(error instanceof ApiError)) throw error;
      setRefused(error);
    }
  });
  const send = (): void => {
    setTrouble(undefined);
    setRefused(undefined);
    void proving.send();
  };
  const wrong =
    trouble !== undefined
      ? t(`why.${trouble.why}`, { detail: trouble.detail })
      : refused === undefined
        ? ''
        : refused.code === 'bad_key' || refused.code === 'key_challenge_over'
          ? t(`why.${refused.code}`)
          : (words(refused) ?? '');
  return (
    <StepForm
      submit={t('own.begin')}
      pending={proving.work === 'working'}
      onSubmit={send}
      off={name.trim() === '' ? t('own.nameless') : undefined}
      beside={<Back onBack={props.onBack} />}
    >
      <TextField
        label={t('own.name')}
        description={t('own.nameHow')}
        value={name}
        onChange={setName}
        maxLength={40}
        required
        autoFocus
      />
      {proving.code === undefined ? null : <p className="m-0 text-ink-2">{t('own.first')}</p>}
      <ProofFields proving={proving} error={words(proving.failed)} focus="elsewhere" />
      <p role="alert" className="m-0 text-meta text-level-1 empty:hidden">
        {wrong}
      </p>
    </StepForm>
  );
}

export function RenameKey({ of, onBack }: { of: OwnKey; onBack: () => void }) {
  const { t } = useTranslation('keys');
  const changed = useChanged();
  const words = useFailed();
  const [name, setName] = useState(of.name);
  const [failed, setFailed] = useState<ApiError>();
  const [pending, setPending] = useState(false);
  const save = async (): Promise<void> => {
    setPending(true);
    setFailed(undefined);
    try {
      await renameKey(of.id, name.trim());
      await changed('renamed');
      onBack();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <StepForm submit={t('own.save')} pending={pending} onSubmit={() => void save()} beside={<Back onBack={onBack} />}>
      <TextField
        label={t('own.name')}
        description={t('own.nameHow')}
        value={name}
        onChange={setName}
        error={words(failed)}
        maxLength={40}
        required
        autoFocus
      />
    </StepForm>
  );
}

export function RemoveKey({ of, onBack }: { of: OwnKey; onBack: () => void }) {
  const { t } = useTranslation('keys');
  const changed = useChanged();
  const words = useFailed();
  const proving = useProof(async (proof) => {
    await removeKey(of.id, proof);
    await changed('removed');
    onBack();
  });
  return (
    <StepForm
      submit={t('own.removeIt')}
      pending={proving.work === 'working'}
      onSubmit={() => void proving.send()}
      beside={<Back onBack={onBack} />}
    >
      <p className="m-0">{t('own.removing', { name: of.name })}</p>
      <ProofFields proving={proving} error={words(proving.failed)} />
    </StepForm>
  );
}
