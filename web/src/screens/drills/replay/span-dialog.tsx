import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/feedback/dialog.tsx';
import { replayOfSpan } from '../../../wall/replay-address.ts';
import { SpanForm } from './span-form.tsx';

const HOUR_MS = 3_600_000;
/** The night before, seen from the morning. */
const BEGIN_MS = 12 * HOUR_MS;

/** Which span of the live world is looked back on; leaves for the replay. */
export function SpanDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['drill', 'ui']);
  const [nowMs] = useState(() => Date.now());
  return (
    <Dialog open onClose={onClose} title={t('drill:replay.span.title')}>
      <div className="grid gap-4">
        <SpanForm begin={{ fromMs: nowMs - BEGIN_MS, toMs: nowMs - 60_000 }}>
          {({ span, fault }) => (
            <>
              <p className="m-0 text-meta text-ink-2">{t('drill:replay.span.note')}</p>
              <div className="flex justify-end gap-3">
                <Button onPress={onClose}>{t('ui:dialog.cancel')}</Button>
                <ActionButton
                  kind="primary"
                  action={{
                    id: 'replay.span',
                    key: 'Ctrl+Enter',
                    labelKey: 'drill:replay.span.go',
                    enabledWhen: () => (fault === undefined ? { enabled: true } : { enabled: false, reason: fault }),
                    run: () => {
                      if (span !== undefined) window.location.assign(replayOfSpan(LIVE, span));
                    },
                  }}
                />
              </div>
            </>
          )}
        </SpanForm>
      </div>
    </Dialog>
  );
}
