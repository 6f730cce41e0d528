import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import {
  type Begun,
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  secondFactorQuery,
  whyOf,
} from './second-factor-data.ts';

type Step = { kind: 'start' } | { kind: 'scan'; begun: Begun } | { kind: 'codes'; codes: readonly string[] };

/** Sets up or removes the own second factor. `onDone`: it is on, and the recovery codes were written down. */
export function SecondFactorPanel({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const { data } = useQuery(secondFactorQuery);
  const [step, setStep] = useState<Step>({ kind: 'start' });
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [failed, setFailed] = useState<string>();
  const [pending, setPending] = useState(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setPending(true);
    setFailed(undefined);
    try {
      await work();
    } catch (error) {
      const { why, code: named } = whyOf(error);
      setFailed(t(`second.why.${why}`, { code: named }));
    } finally {
      setPending(false);
    }
  };
  if (data === undefined) return null;
  if (step.kind === 'codes')
    return (
      <Form submit={t('second.saved')} pending={false} onSubmit={onDone}>
        <p className="m-0">{t('second.recovery')}</p>
        <ol className="m-0 grid grid-cols-2 gap-2 list-none p-pad bg-bg-0 border border-control rounded-control">
          {step.codes.map((one) => (
            <li key={one} className="text-key select-all">
              {one}
            </li>
          ))}
        </ol>
      </Form>
    );
  if (step.kind === 'scan')
    return (
      <Form
        submit={t('second.confirm')}
        pending={pending}
        onSubmit={() =>
          void run(async () => {
            const codes = await confirmSecondFactor(code.trim());
            await client.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
            showNotice({ kind: 'done', title: t('second.done') });
            setStep({ kind: 'codes', codes });
          })
        }
      >
        <p className="m-0">{t('second.scan')}</p>
        <img
          className="w-48 bg-white p-2"
          alt={t('second.qr')}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(step.begun.qrSvg)}`}
        />
        <p className="m-0 break-all select-all text-meta">{step.begun.secret}</p>
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
      </Form>
    );
  const active = data.state === 'active';
  return (
    <Form
      submit={t(active ? 'second.remove' : 'second.begin')}
      pending={pending}
      onSubmit={() =>
        void run(async () => {
          if (active) {
            await removeSecondFactor(password, code.trim());
            await client.invalidateQueries({ queryKey: secondFactorQuery.queryKey });
            showNotice({ kind: 'done', title: t('second.removed') });
          } else setStep({ kind: 'scan', begun: await beginSecondFactor(password) });
          setPassword('');
          setCode('');
        })
      }
    >
      <p className="m-0">
        {active
          ? t('second.active', { left: data.recoveryLeft })
          : t(data.demand === 'required' ? 'second.required' : 'second.none')}
      </p>
      <TextField
        label={t('second.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={failed}
        required
        autoFocus
      />
      {active ? (
        <TextField
          label={t('second.code')}
          description={t('second.codeHow')}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          maxLength={20}
          required
        />
      ) : null}
    </Form>
  );
}

function Form(props: { submit: string; pending: boolean; onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className="grid gap-4 justify-items-start"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      {props.children}
      <Button type="submit" kind="primary" pending={props.pending} onPress={() => undefined}>
        {props.submit}
      </Button>
    </form>
  );
}
