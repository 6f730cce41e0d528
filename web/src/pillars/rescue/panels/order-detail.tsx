import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { MINUTE_MS, SECOND_MS } from '@sitong/shared/kernel/time.ts';
import { departureClock, orderClocks } from '@sitong/shared/pillars/rescue/clocks.ts';
import type { Order, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { usePracticeAt } from '../../../plumbing/live/use-practice.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { Countdown } from '../../../ui/clock/countdown.tsx';
import { formatStopwatch } from '../../../ui/format/duration.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { VerticalLadder } from '../../../ui/ladder.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ladderSteps } from '../selectors/ladder-steps.ts';
import { isUnaccepted } from '../selectors/order-rows.ts';
import { Unaccepted } from './order-list.tsx';

/** One order: what was told, how far it got with the proof, and what happens next if nobody does anything. */
export function OrderDetail(props: {
  order: Order;
  now: TeamNow | undefined;
  about: string;
  actions: ReactNode;
  note?: ReactNode;
}) {
  const { order, now, about, actions } = props;
  const { t } = useTranslation(['dispatch', 'rescue']);
  const county = useCounty();
  const { content } = order;
  const team = county.teams.get(order.team);
  const name = (id: string): string => county.persons.get(id)?.name ?? id;
  return (
    <Panel
      title={
        <span className="flex gap-3">
          <span>{shownNumber('D', order.number)}</span>
          <span>{team?.name ?? order.team}</span>
        </span>
      }
      meta={about}
      actions={isUnaccepted(order) ? <Unaccepted order={order} /> : t(`rescue:orderStatus.${order.status}`)}
      footer={
        // Lower on a laptop: the map above is to show where, and the teams by name.
        <div className="flex flex-wrap items-center gap-2 w-full [@media(max-height:50rem)]:gap-1.5 [@media(max-height:50rem)]:[&_button]:min-h-8 [@media(max-height:50rem)]:[&_button]:px-2.5">
          {actions}
          <span className="ml-auto text-meta text-ink-3 empty:hidden">{props.note}</span>
        </div>
      }
    >
      <div className="h-full overflow-auto">
        {/* A laptop shows the whole order and all that comes next: due and care take a line each instead of two halves. */}
        <dl className="m-0 px-pad py-3 [@media(max-height:60rem)]:py-1.5 [@media(max-height:50rem)]:py-1 [@media(max-height:50rem)]:gap-y-0.5 [@media(max-height:50rem)]:leading-[1.35] grid grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1.2fr)] max-2xl:grid-cols-[auto_minmax(0,1fr)_auto_fit-content(45%)] gap-x-3 gap-y-1 border-b border-hairline [&>dt]:text-ink-3 [&>dd]:m-0 [&>dd]:min-w-0">
          <dt>{t('detail.task')}</dt>
          <dd className="font-medium">{content.task}</dd>
          <dt>{t('detail.by')}</dt>
          <dd>
            {name(order.issuedBy)}
            {order.voice ? ` ${t('detail.voice')}` : null}
            {order.revisions > 0 ? ` ${t('detail.revised', { count: order.revisions })}` : null}
          </dd>
          <dt>{t('detail.due')}</dt>
          <dd className="max-2xl:col-span-3">
            {content.arriveBy === undefined ? (
              t('detail.noDue')
            ) : (
              <>
                {t('detail.dueAt', { at: formatMinute(Date.parse(content.arriveBy)) })}{' '}
                {order.status === 'completed' ? null : (
                  <Countdown dueMs={Date.parse(content.arriveBy)} className="text-ink-2" />
                )}
              </>
            )}
          </dd>
          <dt>{t('detail.protection')}</dt>
          <dd className="max-2xl:col-span-3">
            {[content.protection, content.hazards].filter((text) => text !== '').join(' · ') || '—'}
          </dd>
        </dl>
        <div className="px-pad-wide max-2xl:px-pad py-3 max-2xl:py-2 [@media(max-height:60rem)]:py-1">
          <OrderLadder order={order} leader={name(team?.leader ?? '')} />
        </div>
        <NextSteps order={order} now={now} departWithinMin={team?.departWithinMin ?? 10} />
      </div>
    </Panel>
  );
}

/** Each way once, with how often it was tried: an order that rings again would otherwise fill the line with repeats. */
function sentWays({ sentBy }: Order): (Order['sentBy'][number] & { times: number })[] {
  const ways: (Order['sentBy'][number] & { times: number })[] = [];
  for (const way of sentBy) {
    const same = ways.find(({ channel, simulated }) => channel === way.channel && simulated === way.simulated);
    if (same === undefined) ways.push({ ...way, times: 1 });
    else same.times += 1;
  }
  return ways;
}

function OrderLadder({ order, leader }: { order: Order; leader: string }) {
  const { t } = useTranslation(['dispatch', 'rescue']);
  const nowMs = useNow();
  const ways = sentWays(order);
  // Said once before all of them, so that a narrow line does not lose it with its end.
  const allSimulated = ways.length > 1 && ways.every(({ simulated }) => simulated);
  const each = ways
    .map(({ channel, simulated, times }) => {
      const name = t(`proof.channel.${channel}`);
      const way = simulated && !allSimulated ? t('proof.simulated', { channel: name }) : name;
      return times === 1 ? way : t('proof.times', { way, times });
    })
    .join(t('listComma'));
  const sent = allSimulated ? t('proof.allSimulated', { ways: each }) : each;
  const steps = ladderSteps(order, nowMs, {
    step: (step) => t(`rescue:orderStatus.${step}`),
    waiting: (span) => t('proof.waiting', { span }),
    proof: (step) => {
      if (order.steps[step] === undefined) return t('proof.skipped');
      if (step === 'saved') return t('proof.saved');
      if (step === 'sent') return sent === '' ? t('proof.sent') : sent;
      if (step === 'delivered') {
        const device = order.device ?? t('proof.device');
        return order.batteryPct === undefined
          ? `${leader} ${device}`
          : t('proof.delivered', { leader, device, pct: order.batteryPct });
      }
      return step === 'read' ? t('proof.read', { leader }) : t('proof.accepted', { leader });
    },
    missing: (step) => (step === 'saved' ? '' : t(`proof.missing.${step}`)),
  });
  return <VerticalLadder steps={steps} />;
}

/** `0:08 后 未接满60秒，手机重响，本席提示音`. */
function NextSteps({
  order,
  now,
  departWithinMin,
}: {
  order: Order;
  now: TeamNow | undefined;
  departWithinMin: number;
}) {
  const { t } = useTranslation('dispatch');
  const nowMs = useNow();
  const practiceAt = usePracticeAt();
  const departure = now === undefined ? undefined : departureClock(now, order, departWithinMin);
  const clocks = [...orderClocks(order, practiceAt), ...(departure === undefined ? [] : [departure])];
  if (clocks.length === 0) return null;
  return (
    <ol
      aria-label={t('next.title')}
      className="m-0 px-pad-wide max-2xl:px-pad py-3 max-2xl:py-2 [@media(max-height:60rem)]:py-1 [@media(max-height:60rem)]:leading-[1.35] list-none border-t border-hairline grid grid-cols-[6rem_1fr] max-2xl:grid-cols-[4rem_1fr] gap-x-3 gap-y-1 [@media(max-height:60rem)]:gap-y-0.5"
    >
      {clocks.map(({ step, dueMs, runsMs }, i) => (
        <li key={step} className="grid grid-cols-subgrid col-span-2">
          <span className={i === 0 ? 'text-level-3 font-medium' : 'text-ink-2'}>
            {dueMs > nowMs ? t('next.in', { span: formatStopwatch(dueMs - nowMs) }) : t('next.now')}
          </span>
          <span>{t(`next.${step}`, { seconds: runsMs / SECOND_MS, minutes: runsMs / MINUTE_MS })}</span>
        </li>
      ))}
    </ol>
  );
}
