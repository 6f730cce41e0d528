import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { TeamRow } from '@sitong/shared/kernel/master/teams.ts';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { Call } from '@sitong/shared/pillars/release/state.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callSteps, movedSoFar, nextStep, type ToldFact } from '../../pillars/release/field/call-stage.ts';
import { type OrderStage, ordersToShow, type ToldAct } from '../../pillars/rescue/field/order-stage.ts';
import { placeName } from '../../plumbing/outbox/county-basics.ts';
import { formatMinute } from '../../ui/format/time.ts';
import { DrillFrame } from '../../ui/shell/drill-frame.tsx';
import { DeadZoneStrip } from './dead-zone-strip.tsx';
import { useField, useOutboxNow } from './field-context.tsx';
import { FieldHeader } from './field-header.tsx';
import type { FieldWorld } from './field-world.ts';
import { IdleOfficerCard, IdleOfficerPad } from './idle-officer.tsx';
import { useIdleTouch } from './lock/idle-touch.ts';
import { LockStrip } from './lock/lock-strip.tsx';
import {
  CallCard,
  CallPad,
  fetchParts,
  HelpBanner,
  MenuSheet,
  OutboxCard,
  OwnPhone,
  ReportSheet,
  SmsFallback,
  ToSignCard,
} from './sheets.tsx';
import { unlockSound } from './sound.ts';
import { IdleTeamCard, IdleTeamPad } from './team/idle-team.tsx';
import { TeamCard, useMoved } from './team/team-card.tsx';
import { TeamPad } from './team/team-pad.tsx';
import { useDelivery, useRead } from './use-delivery.ts';
import { useOfflineSupport } from './use-offline-support.ts';
import { useRing } from './use-ring.ts';
import { toldRelease, toldRescue } from './use-told.ts';

type Matter = { kind: 'order'; id: string; order: Order; stage: OrderStage } | { kind: 'call'; id: string; call: Call };

/** Orders first, then calls with a step still open, then calls that are done. */
function mattersOf(world: FieldWorld, acts: readonly ToldAct[], facts: readonly ToldFact[]): readonly Matter[] {
  const open = (call: Call): number => (nextStep(callSteps(call, facts)) === undefined ? 1 : 0);
  const calls = [...world.calls].sort((a, b) => open(a) - open(b) || Date.parse(b.openedAt) - Date.parse(a.openedAt));
  return [
    ...ordersToShow(world.orders, world.team, acts).map(
      ({ order, stage }): Matter => ({ kind: 'order', id: order.id, order, stage }),
    ),
    ...calls.map((call): Matter => ({ kind: 'call', id: call.id, call })),
  ];
}

/** One matter at a time: its card above, its acts below. */
export function FieldPage({ stored }: { stored: FieldWorld | undefined }) {
  const { t } = useTranslation('field');
  const { world, worldId, basics, line, session } = useField();
  const { items, photos, line: way } = useOutboxNow();
  const [picked, setPicked] = useState<string>();
  const [sheet, setSheet] = useState<'none' | 'menu' | 'report'>('none');
  const acts = useMemo(() => toldRescue(items, worldId), [items, worldId]);
  const facts = useMemo(() => toldRelease(items, worldId), [items, worldId]);
  const matters = useMemo(() => mattersOf(world, acts, facts), [world, acts, facts]);
  const matter = matters.find(({ id }) => id === picked) ?? matters[0];
  const offline = useOfflineSupport();
  useIdleTouch(session, way);
  useDelivery(stored);
  useRead(matter?.kind === 'order' ? matter.order : undefined);
  const waiting = matters.find((one) => one.kind === 'order' && one.stage === 'waiting');
  useRing(waiting?.kind === 'order' ? waiting.order : undefined);
  useEffect(() => {
    window.addEventListener('pointerdown', unlockSound, { once: true });
    return () => window.removeEventListener('pointerdown', unlockSound);
  }, []);
  // At once, and again when the line goes and comes, until all of them are there.
  useEffect(() => {
    void fetchParts(line.kind);
  }, [line.kind]);
  const team = basics.teams[0];
  const busy =
    photos.length > 0 ||
    items.some(({ status, by }) => status.kind === 'refused' || (status.kind === 'waiting' && by === 'person'));
  const showOutbox = busy || line.kind === 'away';
  const report = (): void => setSheet('report');
  const drilling = worldId !== 'live' || world.drill !== 'live';
  return (
    <main className="field-page bg-bg-0 text-ink-1" aria-label={t('title')} data-drill={drilling || undefined}>
      <OwnPhone />
      <DeadZoneStrip />
      <LockStrip />
      {team === undefined ? null : <HelpBanner teamId={team.id} />}
      <FieldHeader onMenu={() => setSheet('menu')} />
      <div className="field-middle grid auto-rows-max content-start gap-3 px-5 pb-4">
        <Others matters={matters} current={matter} onPick={setPicked} />
        <MatterCard
          matter={matter}
          acts={acts}
          facts={facts}
          team={team}
          size={showOutbox && items.length > 0 ? 'brief' : 'whole'}
        />
        {matter === undefined ? null : <ToSignCard />}
        {showOutbox && (items.length > 0 || photos.length > 0) ? <OutboxCard /> : null}
        {line.kind === 'away' ? <SmsFallback /> : null}
      </div>
      <div className="grid gap-gap-action px-5 pt-2">
        <MatterPad matter={matter} acts={acts} facts={facts} team={team} onReport={report} />
      </div>
      {sheet === 'report' ? <ReportSheet open onClose={() => setSheet('none')} /> : null}
      {sheet === 'menu' ? (
        <MenuSheet open onClose={() => setSheet('none')} onReport={report} offline={offline} />
      ) : null}
      {drilling ? <DrillFrame /> : null}
    </main>
  );
}

/** Other matters that wait, one touch away. */
function Others({
  matters,
  current,
  onPick,
}: {
  matters: readonly Matter[];
  current: Matter | undefined;
  onPick: (id: string) => void;
}) {
  const { t } = useTranslation('field');
  const { basics } = useField();
  if (matters.length < 2) return null;
  return (
    <nav className="no-scrollbar -mx-5 flex gap-2 overflow-x-auto px-5 py-1" aria-label={t('others')}>
      {matters.map((one) => (
        <button
          key={one.id}
          type="button"
          className="field-button flex-none"
          aria-pressed={one.id === current?.id}
          onClick={() => onPick(one.id)}
        >
          {one.kind === 'order'
            ? shownNumber('D', one.order.number)
            : t('call.tab', {
                place: placeName(basics, one.call.place),
                at: formatMinute(Date.parse(one.call.openedAt)),
              })}
        </button>
      ))}
    </nav>
  );
}

interface MatterProps {
  matter: Matter | undefined;
  acts: readonly ToldAct[];
  facts: readonly ToldFact[];
  team: TeamRow | undefined;
}

function MatterCard({ matter, acts, facts, team, size }: MatterProps & { size: 'whole' | 'brief' }) {
  const { world, basics } = useField();
  if (matter === undefined) return team === undefined ? <IdleOfficerCard /> : <IdleTeamCard team={team} />;
  switch (matter.kind) {
    case 'order':
      return (
        <TeamCard
          order={matter.order}
          stage={matter.stage}
          acts={acts}
          size={matter.stage === 'waiting' ? 'whole' : size}
        />
      );
    case 'call':
      return (
        <CallCard
          call={matter.call}
          warning={world.warnings.find(({ id }) => id === matter.call.warningId)}
          place={placeName(basics, matter.call.place)}
          steps={callSteps(matter.call, facts)}
          figures={movedSoFar(matter.call, facts)}
        />
      );
    default:
      return assertNever(matter);
  }
}

function MatterPad({ matter, acts, facts, team, onReport }: MatterProps & { onReport: () => void }) {
  const { world, basics } = useField();
  if (matter === undefined)
    return team === undefined ? (
      <IdleOfficerPad onReport={onReport} />
    ) : (
      <IdleTeamPad team={team} onReport={onReport} />
    );
  switch (matter.kind) {
    case 'order':
      return <OrderPad key={matter.id} order={matter.order} stage={matter.stage} acts={acts} />;
    case 'call':
      return (
        <CallPad
          key={matter.id}
          call={matter.call}
          warning={world.warnings.find(({ id }) => id === matter.call.warningId)}
          place={placeName(basics, matter.call.place)}
          steps={callSteps(matter.call, facts)}
          remaining={movedSoFar(matter.call, facts).remaining}
          onReport={onReport}
        />
      );
    default:
      return assertNever(matter);
  }
}

function OrderPad({ order, stage, acts }: { order: Order; stage: OrderStage; acts: readonly ToldAct[] }) {
  return <TeamPad teamId={order.team} order={order} stage={stage} acts={acts} moved={useMoved(order)} />;
}
