import { HOUR_MS, MINUTE_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatMinute } from '../../ui/format/time.ts';

/** Undefined: as long as may be. */
const spans = {
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  shift: undefined,
} as const;
type Span = keyof typeof spans;
const choices: readonly Span[] = ['30m', '1h', '2h', '4h', 'shift'];

/** Sets an alarm aside with a reason, for one shift at most (MON-7). */
export function ShelveDialog(props: {
  onClose: () => void;
  onShelve: (reason: string, until: string) => Promise<void>;
}) {
  const { onClose, onShelve } = props;
  const { t } = useTranslation(['duty', 'ui']);
  const now = useNow(60_000);
  const mostMs = usePractice().alarm.shelveMaxH * HOUR_MS;
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState<Span>('1h');
  const [pending, setPending] = useState(false);
  const untilMs = now + Math.min(spans[span] ?? mostMs, mostMs);
  const submit = (): void => {
    setPending(true);
    void onShelve(reason.trim(), toTimestamp(untilMs)).finally(() => setPending(false));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('duty:shelve.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
          <ActionButton
            kind="primary"
            pending={pending}
            action={{
              id: 'shelve.submit',
              key: 'Ctrl+Enter',
              labelKey: 'duty:shelve.submit',
              enabledWhen: () =>
                reason.trim() === '' ? { enabled: false, reason: t('duty:shelve.needReason') } : { enabled: true },
              run: submit,
            }}
          />
        </>
      }
    >
      <div className="grid gap-4">
        <TextField
          label={t('duty:shelve.reason')}
          value={reason}
          onChange={setReason}
          maxLength={200}
          required
          autoFocus
        />
        <ChipChoice
          label={t('duty:shelve.until')}
          value={span}
          onChange={setSpan}
          choices={choices.map((id) => ({ id, label: t(`duty:shelve.span.${id}`) }))}
        />
        <p className="m-0 text-ink-2">{t('duty:shelve.untilTime', { at: formatMinute(untilMs) })}</p>
      </div>
    </Dialog>
  );
}
