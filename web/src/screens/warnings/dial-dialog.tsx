import type { Call } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiError, api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { useNames } from './use-names.ts';

const ShownSchema = z.object({ name: z.string(), phone: z.string() });

/** The full number, asked for and written down, then dialled; the result is recorded next. */
export function DialDialog({ call, onClose, onRecord }: { call: Call; onClose: () => void; onRecord: () => void }) {
  const { t } = useTranslation(['warning', 'release']);
  const names = useNames();
  const world = useLive((live) => live.world);
  const [phone, setPhone] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const person = call.escalated.findLast((step) => step.person !== undefined)?.person ?? call.person;
  const show = async (): Promise<void> => {
    try {
      const body = { person, reason: t('warning:dial.reason') };
      const shown = await api(inWorld('/api/unmask', world), { method: 'POST', body, schema: ShownSchema });
      setPhone(shown.phone);
    } catch (error) {
      setTrouble(error instanceof ApiError ? error.code : String(error));
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('warning:dial.title', { name: names.person(person) })}
      actions={
        <>
          <Button onPress={onRecord}>{t('warning:silent.record')}</Button>
          {phone === undefined ? (
            <Button kind="primary" autoFocus onPress={() => void show()}>
              {t('warning:dial.show')}
            </Button>
          ) : (
            <Button
              kind="primary"
              autoFocus
              onPress={() => {
                window.location.href = `tel:${phone}`;
                onRecord();
              }}
            >
              {t('warning:dial.call')}
            </Button>
          )}
        </>
      }
    >
      <p className="m-0 text-ink-2">
        {names.place(call.place)} {t(`release:duty.${call.duty}`)}
      </p>
      <p className="my-2 text-figure font-medium">{phone ?? names.phone(person)}</p>
      <p className="m-0 text-meta text-ink-3">{t('warning:dial.ask')}</p>
      {trouble === undefined ? null : (
        <p role="alert" className="mb-0 text-fault">
          {t('warning:dial.failed', { code: trouble })}
        </p>
      )}
    </Dialog>
  );
}
