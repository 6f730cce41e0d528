import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useMay } from '../../wall/use-act.ts';
import { DrillClock } from './drill-clock.tsx';
import { type Drill, drillsChanged, endDrill, sendInWorld } from './drill-data.ts';
import { DrillPrompts } from './drill-prompts.tsx';
import { codeOf } from './query-state.ts';
import { ResumeDrill } from './resume-drill.tsx';
import { nearestSpeed, SPEEDS } from './speeds.ts';

export function DrillDetail({ drill }: { drill: Drill | undefined }) {
  const { t } = useTranslation('drill');
  if (drill === undefined) {
    return (
      <Panel className="h-full" title={t('clock.heading')} padded>
        <p className="m-0 text-ink-2">{t('detail.none')}</p>
      </Panel>
    );
  }
  return (
    <div className="h-full grid grid-rows-[minmax(0,auto)_minmax(9rem,1fr)] gap-gutter">
      <Panel className="[&>div]:overflow-auto" title={drill.title} padded footer={<Doors drill={drill} />}>
        <div className="grid gap-4">
          <Clock drill={drill} />
          <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-meta">
            <Fact name={t('detail.scenario')}>
              {t(`detail.scenarioName.${drill.scenario === 'storm' ? 'storm' : 'other'}`)}
            </Fact>
            <Fact name={t('column.officers')}>{t(`officers.${drill.officers ?? 'unknown'}`)}</Fact>
            <Fact name={t('column.player')}>{t(`player.${drill.player}`)}</Fact>
            {drill.player === 'failed' ? <Fact name={t('detail.told')}>{drill.told}</Fact> : null}
            <Fact name={t('detail.world')}>{drill.world}</Fact>
          </dl>
          <ResumeDrill drill={drill} />
          <p className="m-0 text-meta text-drill">{t('detail.noSend')}</p>
        </div>
      </Panel>
      <DrillPrompts world={drill.world} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt className="text-ink-3 whitespace-nowrap">{name}</dt>
      <dd className="m-0 min-w-0 break-words">{children}</dd>
    </>
  );
}

function Clock({ drill }: { drill: Drill }) {
  const { t } = useTranslation(['drill', 'common']);
  const client = useQueryClient();
  const words = useRefusalWords();
  const may = useMay()('SetWorldClock');
  const off = drill.status === 'running' ? (may.enabled ? undefined : may.reason) : t('steer');
  const set = async (speed: number, running: 'running' | 'paused'): Promise<void> => {
    try {
      const answer = await sendInWorld(drill.world, { type: 'SetWorldClock', speed, running });
      if (!answer.ok) showNotice({ kind: 'refused', title: t('common:refused'), detail: words(answer.refused) });
    } catch (error) {
      showNotice({ kind: 'refused', title: t('common:refused'), detail: words({ code: codeOf(error) }) });
    }
    drillsChanged(client);
  };
  const { speed, running } = drill.clock;
  const next = running === 'running' ? 'paused' : 'running';
  return (
    <div className="grid gap-3">
      <DrillClock drill={drill} big />
      <div className="flex flex-wrap items-center gap-4">
        <Button disabledReason={off} onPress={() => void set(speed, next)}>
          {t(next === 'paused' ? 'clock.pause' : 'clock.run')}
        </Button>
        {off === undefined ? (
          <ChipChoice
            label={t('clock.speed')}
            choices={SPEEDS.map((id) => ({ id, label: t('form.times', { speed: id }) }))}
            value={nearestSpeed(speed)}
            onChange={(id) => void set(Number(id), running)}
          />
        ) : (
          <span className="text-meta text-ink-3">{off}</span>
        )}
      </div>
    </div>
  );
}

/** Ways in and out. A world is entered by its address, so that every tab knows which it is in. */
function Doors({ drill }: { drill: Drill }) {
  const { t } = useTranslation('drill');
  const here = useLive((live) => live.world);
  const world = WorldIdSchema.safeParse(drill.world);
  const isOpen = drill.status !== 'closed' && world.success;
  return (
    <div className="flex flex-wrap gap-3 w-full">
      {isOpen && here !== drill.world ? (
        <>
          <DoorLink href={inWorld(paths.duty, world.data)}>{t('open.duty')}</DoorLink>
          <DoorLink href={inWorld(paths.wall, world.data)}>{t('open.wall')}</DoorLink>
        </>
      ) : null}
      {world.success ? <DoorLink href={inWorld(paths.replay, world.data)}>{t('replay.open')}</DoorLink> : null}
      {here === LIVE ? null : <DoorLink href={paths.drills}>{t('open.live')}</DoorLink>}
      {isOpen ? <EndDrill drill={drill} /> : null}
    </div>
  );
}

function DoorLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      className="inline-flex items-center min-h-control px-3 border border-control rounded-control text-ink-1 no-underline hover:bg-bg-2"
    >
      {children}
    </a>
  );
}

function EndDrill({ drill }: { drill: Drill }) {
  const { t } = useTranslation(['drill', 'ui', 'refusals']);
  const client = useQueryClient();
  const may = useMay()('EndDrill');
  const [asking, setAsking] = useState<'no' | 'yes' | 'sending'>('no');
  const end = async (): Promise<void> => {
    setAsking('sending');
    try {
      await endDrill(drill.world);
      showNotice({ kind: 'done', title: t('end.done') });
    } catch (error) {
      showNotice({ kind: 'refused', title: t('end.failed'), detail: t('refusals:unknown', { code: codeOf(error) }) });
    }
    setAsking('no');
    drillsChanged(client);
  };
  return (
    <>
      <Button
        kind="danger"
        className="ml-auto"
        disabledReason={may.enabled ? undefined : may.reason}
        onPress={() => setAsking('yes')}
      >
        {t('end.button')}
      </Button>
      <Dialog
        open={asking !== 'no'}
        onClose={() => setAsking('no')}
        title={t('end.title')}
        actions={
          <>
            <Button onPress={() => setAsking('no')} autoFocus>
              {t('ui:dialog.cancel')}
            </Button>
            <Button kind="danger" pending={asking === 'sending'} onPress={() => void end()}>
              {t('end.button')}
            </Button>
          </>
        }
      >
        <p className="m-0 font-medium">{drill.title}</p>
        <p>{t('end.body')}</p>
      </Dialog>
    </>
  );
}
