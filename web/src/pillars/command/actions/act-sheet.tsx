import type { IntentAnswer } from '@sitong/shared/protocol/down.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';

/** One act with its few fields. What the server refuses is said here and the input stays. */
export function ActSheet(props: {
  title: string;
  send: string;
  /** Why it cannot go yet. */
  missing?: string | undefined;
  onClose: () => void;
  onSend: () => Promise<IntentAnswer>;
  /** A refusal that the caller shows in its own way; return true when it did. */
  onRefused?: (refused: Extract<IntentAnswer, { ok: false }>['refused']) => boolean;
  children: ReactNode;
}) {
  const { title, send, missing, onClose, onSend, onRefused } = props;
  const { t } = useTranslation('incident');
  const words = useRefusalWords();
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string>();
  const run = async (): Promise<void> => {
    if (sending) return;
    setSending(true);
    setRefused(undefined);
    const answer = await onSend().finally(() => setSending(false));
    if (answer.ok) onClose();
    else if (onRefused?.(answer.refused) !== true) setRefused(words(answer.refused));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('act.cancel')}
          </Button>
          <ActionButton
            kind="primary"
            pending={sending}
            action={{
              id: 'act.send',
              key: 'Ctrl+Enter',
              labelKey: 'incident:act.send',
              enabledWhen: () => (missing === undefined ? { enabled: true } : { enabled: false, reason: missing }),
              run: () => void run(),
            }}
          >
            {send}
          </ActionButton>
        </>
      }
    >
      <div className="grid gap-4">
        {refused === undefined ? null : (
          <p role="alert" className="m-0 p-3 border-2 border-ink-1 rounded-control">
            {refused}
          </p>
        )}
        {props.children}
      </div>
    </Dialog>
  );
}
