import type { Can } from '@sitong/shared/kernel/can.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { canAccept, canChangeOrder } from '@sitong/shared/pillars/rescue/can.ts';
import type { Order, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderDetail } from '../../pillars/rescue/panels/order-detail.tsx';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { UndoBar } from '../../ui/feedback/undo-bar.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useAct, useMay } from '../../wall/use-act.ts';
import { PhoneButton } from './phone-button.tsx';

/** The order that is looked at, what can be done with it, and the ten seconds in which a new one is taken back. */
export function OrderPane(props: {
  order: Order | undefined;
  now: TeamNow | undefined;
  about: string;
  nextTeam: string | undefined;
  sent: { orderId: string; atMs: number } | undefined;
  onUndone: () => void;
  onReassign: (team: string, old: Order) => void;
  onRevise: (old: Order) => void;
}) {
  const { order, now, about, nextTeam, sent, onUndone, onReassign, onRevise } = props;
  const { t } = useTranslation('dispatch');
  const county = useCounty();
  const session = useSession();
  const act = useAct();
  const may = useMay();
  const words = useRefusalWords();
  const undoMs = usePractice().order.undoS * 1000;
  const sentOrder = useWorldState((state) => (sent === undefined ? undefined : state.rescue.orders[sent.orderId]));
  const [asking, setAsking] = useState<'withdraw' | 'voice'>();
  const reason = (can: Can): string | undefined => (can.allowed === 'yes' ? undefined : words(can));
  const role = (type: 'WithdrawOrder' | 'AcceptOrder'): string | undefined => {
    const allowed = may(type);
    return allowed.enabled ? undefined : allowed.reason;
  };
  const team = order === undefined ? undefined : county.teams.get(order.team);
  const undo = async (): Promise<void> => {
    if (sent === undefined) return;
    const answer = await act({ type: 'WithdrawOrder', orderId: sent.orderId, reason: t('undo.reason') });
    if (answer.ok) onUndone();
  };
  const change = order === undefined ? undefined : (role('WithdrawOrder') ?? reason(canChangeOrder(order, session)));
  return (
    <>
      {order === undefined || team === undefined ? (
        <Panel
          title={t('detail.title')}
          state={{ kind: 'empty', text: t('detail.empty'), detail: t('detail.emptyHow') }}
        />
      ) : (
        <OrderDetail
          order={order}
          now={now}
          about={about}
          // On a low screen what happens next takes its room.
          note={
            order.status === 'accepted' ? null : (
              <span className="[@media(max-height:60rem)]:hidden">{t('detail.voiceNote')}</span>
            )
          }
          actions={
            <>
              <PhoneButton
                key={order.id}
                person={team.leader}
                label={t('detail.call')}
                reason={t('phone.reason', { order: shownNumber('D', order.number) })}
              />
              <Button
                onPress={() => {
                  if (nextTeam !== undefined) onReassign(nextTeam, order);
                }}
                disabledReason={change ?? (nextTeam === undefined ? t('detail.noNext') : undefined)}
              >
                {t('detail.reassign')}
              </Button>
              <Button onPress={() => setAsking('withdraw')} disabledReason={change}>
                {t('detail.withdraw')}
              </Button>
              <Button onPress={() => onRevise(order)} disabledReason={change}>
                {t('detail.revise')}
              </Button>
              <Button
                onPress={() => setAsking('voice')}
                disabledReason={role('AcceptOrder') ?? reason(canAccept(order, team, true, session))}
              >
                {t('detail.voiceAccept')}
              </Button>
            </>
          }
        />
      )}
      <div>
        {sent === undefined || sentOrder === undefined ? null : (
          <>
            <UndoBar
              text={t('undo.text', {
                order: shownNumber('D', sentOrder.number),
                team: county.teams.get(sentOrder.team)?.name ?? '',
              })}
              doneAtMs={sent.atMs}
              undoMs={undoMs}
              onUndo={() => void undo()}
            />
            <UndoKey untilMs={sent.atMs + undoMs} run={() => void undo()} />
          </>
        )}
      </div>
      {asking === undefined || order === undefined ? null : (
        <ReasonDialog
          kind={asking}
          order={order}
          onClose={() => setAsking(undefined)}
          onSend={async (text) => {
            const answer = await act(
              asking === 'withdraw'
                ? { type: 'WithdrawOrder', orderId: order.id, reason: text }
                : { type: 'AcceptOrder', orderId: order.id, voice: true },
            );
            if (answer.ok) setAsking(undefined);
          }}
        />
      )}
    </>
  );
}

function UndoKey({ untilMs, run }: { untilMs: number; run: () => void }) {
  const { t } = useTranslation('dispatch');
  const clock = useClock();
  useKeyAction({
    id: 'dispatch.undo',
    key: 'Ctrl+Z',
    labelKey: 'dispatch:keys.undo',
    enabledWhen: () => (clock.now() <= untilMs ? { enabled: true } : { enabled: false, reason: t('undo.over') }),
    run,
  });
  return null;
}

function ReasonDialog(props: {
  kind: 'withdraw' | 'voice';
  order: Order;
  onClose: () => void;
  onSend: (text: string) => Promise<void>;
}) {
  const { kind, order, onClose, onSend } = props;
  const { t } = useTranslation('dispatch');
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const missing = kind === 'withdraw' && text.trim() === '';
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`ask.${kind}.title`, { order: shownNumber('D', order.number) })}
      actions={
        <ActionButton
          kind="primary"
          pending={sending}
          action={{
            id: 'dispatch.confirm',
            key: 'Ctrl+Enter',
            labelKey: kind === 'withdraw' ? 'dispatch:ask.withdraw.send' : 'dispatch:ask.voice.send',
            enabledWhen: () => (missing ? { enabled: false, reason: t('ask.withdraw.need') } : { enabled: true }),
            run: () => {
              setSending(true);
              void onSend(text.trim()).finally(() => setSending(false));
            },
          }}
        />
      }
    >
      {kind === 'voice' ? (
        <p className="m-0">{t('ask.voice.body')}</p>
      ) : (
        <TextField
          label={t('ask.withdraw.reason')}
          value={text}
          onChange={setText}
          maxLength={200}
          required
          autoFocus
        />
      )}
    </Dialog>
  );
}
