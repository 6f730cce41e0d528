import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../action-button.tsx';
import { Button } from '../button.tsx';
import type { Choice } from '../form/choice.ts';
import { Select } from '../form/select.tsx';
import { TextField } from '../form/text-field.tsx';
import { type ConfirmGap, confirmGap } from './confirm-gap.ts';
import { Dialog } from './dialog.tsx';

export interface TwoPersonConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen and that it cannot be taken back. */
  consequence: ReactNode;
  /** Who asks. Never offered as the second person. */
  first: { readonly id: string; readonly name: string };
  /** Who may check; those who may not carry the reason. */
  others: readonly Choice[];
  /** Typed in full before the button answers: the name of what is about to go out. */
  phrase?: string;
  confirmLabel: string;
  /** Sends both persons' consent; what the server refuses is shown and the input kept. */
  onConfirm: (second: { personId: string; secret: string }) => Promise<{ readonly refused?: string }>;
}

/** For public warnings, mass recall and closing what is grave: two persons, both present. */
export function TwoPersonConfirm(props: TwoPersonConfirmProps) {
  const { open, onClose, title, consequence, first, others, phrase, confirmLabel, onConfirm } = props;
  const { t } = useTranslation('ui');
  const [second, setSecond] = useState<string | null>(null);
  const [secret, setSecret] = useState('');
  const [typed, setTyped] = useState('');
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | undefined>();

  const gap = confirmGap({ firstId: first.id, secondId: second, secret, typed, phrase });
  const close = (): void => {
    setSecond(null);
    setSecret('');
    setTyped('');
    setRefused(undefined);
    onClose();
  };
  const confirm = async (): Promise<void> => {
    if (second === null) return;
    setSending(true);
    const answer = await onConfirm({ personId: second, secret }).finally(() => {
      setSending(false);
      // A password is never kept for a second try.
      setSecret('');
    });
    if (answer.refused === undefined) close();
    else setRefused(answer.refused);
  };

  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      mustAnswer
      actions={
        <>
          <Button onPress={close}>{t('dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            pending={sending}
            action={{
              id: 'confirm.submit',
              key: 'Ctrl+Enter',
              labelKey: 'ui:dialog.confirm',
              enabledWhen: () => (gap === 'none' ? { enabled: true } : { enabled: false, reason: t(gapText[gap]) }),
              run: () => void confirm(),
            }}
          >
            {sending ? t('confirm.running') : confirmLabel}
          </ActionButton>
        </>
      }
    >
      <div className="grid gap-4">
        <div>{consequence}</div>
        {phrase === undefined ? null : (
          <TextField label={t('confirm.typePhrase', { phrase })} value={typed} onChange={setTyped} autoComplete="off" />
        )}
        <div className="grid gap-1">
          <span className="text-meta text-ink-2">{t('confirm.first')}</span>
          <span className="text-row font-medium">{first.name}</span>
        </div>
        <Select
          label={t('confirm.second')}
          placeholder={t('confirm.chooseSecond')}
          choices={others.map((other) =>
            other.id === first.id ? { ...other, disabledReason: t('confirm.samePerson') } : other,
          )}
          value={second}
          onChange={setSecond}
          required
        />
        <TextField
          label={t('confirm.secret')}
          type="password"
          autoComplete="off"
          value={secret}
          onChange={setSecret}
          error={refused}
          required
        />
      </div>
    </Dialog>
  );
}

const gapText = {
  'same-person': 'confirm.samePerson',
  'no-second': 'confirm.needSecond',
  'no-phrase': 'confirm.needPhrase',
  'no-secret': 'confirm.needSecret',
} as const satisfies Record<Exclude<ConfirmGap, 'none'>, string>;
