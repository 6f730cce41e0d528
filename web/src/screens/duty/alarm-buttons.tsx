import type { Can } from '@sitong/shared/kernel/can.ts';
import { canAcknowledge, canActOnAlarm, canShelve, canUnshelve } from '@sitong/shared/pillars/monitoring/can.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { useClock } from '../../ui/clock/clock-context.tsx';
import type { Enabled } from '../../ui/keys/action.ts';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { useConsole } from '../../wall/console-store.ts';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import { NoteDialog } from './note-dialog.tsx';
import { ShelveDialog } from './shelve-dialog.tsx';

/** What may be done with the alarm itself: acknowledge (and nothing else), take it over, set it aside. */
export function AlarmButtons({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('duty');
  const session = useSession();
  const clock = useClock();
  const act = useAct();
  const may = useMay();
  const words = useRefusalWords();
  const [sheet, setSheet] = useState<'none' | 'note' | 'shelve'>('none');

  const enabled = (type: Intent['type'], can: Can): (() => Enabled) => {
    return () => {
      const role = may(type);
      if (!role.enabled) return role;
      return can.allowed === 'yes' ? role : { enabled: false, reason: words(can) };
    };
  };
  const alarmId = alarm.id;
  const mine = alarm.owner === session.person;
  const canTake: Can = mine ? { allowed: 'no', code: 'already_yours' } : canActOnAlarm(alarm, session);
  useKeyAction({
    id: 'alarm.noteLetter',
    key: 'N',
    scope: 'list',
    labelKey: 'duty:keys.ackNote',
    enabledWhen: enabled('AcknowledgeAlarm', canAcknowledge(alarm, session)),
    run: () => setSheet('note'),
  });
  return (
    <div className="flex flex-wrap items-center gap-3 max-2xl:gap-2 px-pad-wide max-2xl:px-pad py-2 border-t border-hairline">
      <ActionButton
        action={{
          id: 'alarm.ack',
          key: 'F4',
          labelKey: 'duty:keys.ack',
          enabledWhen: enabled('AcknowledgeAlarm', canAcknowledge(alarm, session)),
          run: () => void act({ type: 'AcknowledgeAlarm', alarmId }, t('done.acked')),
        }}
      />
      <ActionButton
        kind="quiet"
        action={{
          id: 'alarm.note',
          key: 'Shift+F4',
          labelKey: 'duty:keys.ackNote',
          enabledWhen: enabled('AcknowledgeAlarm', canAcknowledge(alarm, session)),
          run: () => setSheet('note'),
        }}
      />
      <ActionButton
        kind="quiet"
        action={{
          id: 'alarm.take',
          key: 'T',
          scope: 'list',
          labelKey: 'duty:keys.take',
          enabledWhen: enabled('TakeAlarm', canTake),
          run: () => void act({ type: 'TakeAlarm', alarmId, seat: session.username }, t('done.taken')),
        }}
      />
      {alarm.shelved === undefined ? (
        <ActionButton
          kind="quiet"
          action={{
            id: 'alarm.shelve',
            key: 'S',
            scope: 'list',
            labelKey: 'duty:keys.shelve',
            enabledWhen: enabled('ShelveAlarm', canShelve(alarm, session)),
            run: () => setSheet('shelve'),
          }}
        />
      ) : (
        <ActionButton
          kind="quiet"
          action={{
            id: 'alarm.unshelve',
            key: 'S',
            scope: 'list',
            labelKey: 'duty:keys.unshelve',
            enabledWhen: enabled('UnshelveAlarm', canUnshelve(alarm, session)),
            run: () => {
              // Taken back by hand: the strip has nothing left to take back.
              useConsole.setState({ undoable: undefined });
              void act({ type: 'UnshelveAlarm', alarmId }, t('done.unshelved'));
            },
          }}
        />
      )}
      {alarm.shelved === undefined ? null : (
        <span className="text-meta text-ink-2">{t('desk.shelvedFor', { reason: alarm.shelved.reason })}</span>
      )}
      {sheet === 'note' ? <NoteDialog alarmId={alarmId} onClose={() => setSheet('none')} /> : null}
      {sheet === 'shelve' ? (
        <ShelveDialog
          onClose={() => setSheet('none')}
          onShelve={async (reason, until) => {
            const answer = await act({ type: 'ShelveAlarm', alarmId, reason, until });
            if (!answer.ok) return;
            setSheet('none');
            useConsole.setState({
              undoable: { text: t('done.shelved'), doneAtMs: clock.now(), intent: { type: 'UnshelveAlarm', alarmId } },
            });
          }}
        />
      ) : null}
    </div>
  );
}
