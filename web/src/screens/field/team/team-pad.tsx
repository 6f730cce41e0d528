import { practiceAt } from '@sitong/shared/kernel/practice-schedule.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type OrderAct,
  type OrderStage,
  orderButtons,
  type SideButton,
  type ToldAct,
  toldActs,
} from '../../../pillars/rescue/field/order-stage.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import { ActButton } from '../act-button.tsx';
import { useField } from '../field-context.tsx';
import { HelpButton } from '../help-button.tsx';
import { CompleteSheet, HelpSheet } from '../sheets.tsx';
import { useOrderActs } from './use-order-acts.ts';

/** The four big acts in the lower half: one primary by stage, two beside it with their reason, and 求助. */
export function TeamPad(props: {
  teamId: string;
  order: Order;
  stage: OrderStage;
  acts: readonly ToldAct[];
  moved: number | undefined;
}) {
  const { teamId, order, stage, acts, moved } = props;
  const { t } = useTranslation('field');
  const { line } = useField();
  const [sheet, setSheet] = useState<'none' | 'help' | 'complete'>('none');
  const act = useOrderActs(teamId);
  const { primary, side } = orderButtons(stage);
  const told = toldActs(order, acts);
  const keptNote = line.kind === 'live' ? undefined : t('act.keptFirst');
  const run = (what: OrderAct): void => {
    if (what === 'complete') setSheet('complete');
    else void act.step(order, what);
  };
  return (
    <>
      {primary === undefined ? null : (
        <ActButton
          label={t(`act.${primary}`)}
          note={keptNote ?? (primary === 'accept' ? <Waited order={order} /> : t(`act.note.${primary}`))}
          look="primary"
          onPress={() => run(primary)}
        />
      )}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(4.75rem,1fr))] gap-3 min-[22rem]:gap-gap-action">
        {side.map((button) => (
          <Side key={button.act} button={button} told={told[button.act]} onPress={() => run(button.act)} />
        ))}
        <HelpButton onTap={() => setSheet('help')} onHold={() => void act.help('sos', '')} />
      </div>
      {sheet === 'help' ? (
        <HelpSheet
          open
          onClose={() => setSheet('none')}
          onHelp={(kind, text) => void act.help(kind, text)}
          declinable={stage === 'waiting' ? order : undefined}
          onDecline={(reason) => void act.decline(order, reason)}
        />
      ) : null}
      {sheet === 'complete' ? (
        <CompleteSheet
          order={order}
          open
          moved={moved}
          note={keptNote}
          onClose={() => setSheet('none')}
          onComplete={(result, count) => {
            setSheet('none');
            void act.complete(order, result, count);
          }}
        />
      ) : null}
    </>
  );
}

/** How long the order has waited, and when the phone rings again. */
function Waited({ order }: { order: Order }) {
  const { t } = useTranslation('field');
  const { world } = useField();
  const { span } = useFormat();
  const now = useNow();
  const saved = order.steps.saved;
  if (saved === undefined) return null;
  const savedMs = Date.parse(saved);
  const waitedMs = Math.max(0, now - savedMs);
  const ring = practiceAt(world.practice, savedMs).order.reRingS;
  return waitedMs < ring * 1000
    ? t('act.waited', { span: span(waitedMs), ring })
    : t('act.waitedLong', { span: span(waitedMs) });
}

function Side({ button, told, onPress }: { button: SideButton; told: ToldAct | undefined; onPress: () => void }) {
  const { t } = useTranslation('field');
  if (button.state === 'off')
    return (
      <ActButton
        label={t(`act.${button.act}`)}
        note={button.after === undefined ? undefined : t(`act.after.${button.after}`)}
        look="off"
      />
    );
  if (button.state === 'ready')
    return <ActButton label={t(`act.${button.act}`)} note={t('act.direct')} look="ready" onPress={onPress} />;
  const waiting = told?.told === 'waiting';
  return (
    <ActButton
      label={t(`act.past.${button.act}`)}
      note={waiting ? t('outbox.pending') : t('outbox.sent')}
      look={waiting ? 'told' : 'done'}
    />
  );
}
