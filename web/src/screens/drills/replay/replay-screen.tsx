import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { Navigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { numberedScreens, paths } from '../../../paths.ts';
import { loadCounty, useCounty, useCountyLoaded } from '../../../plumbing/county/county-store.ts';
import { worldOfAddress } from '../../../plumbing/live/use-live-world.ts';
import { inWorld } from '../../../plumbing/live/world-address.ts';
import { loadSession, useSession, useSessionStore } from '../../../plumbing/session/session-store.ts';
import { ConsoleHeader } from '../../../ui/shell/console-header.tsx';
import { DrillFrame } from '../../../ui/shell/drill-frame.tsx';
import { Footer } from '../../../ui/shell/footer.tsx';
import { DutyPeople } from '../../../wall/duty-people.tsx';
import { HeaderStatus } from '../../../wall/header-status.tsx';
import { UnackedCounts } from '../../../wall/unacked-counts.tsx';
import { codeOf } from '../query-state.ts';
import { clearMoment } from './put-on-screen.ts';
import { useTape } from './replay-data.ts';
import { ReplayView } from './replay-view.tsx';

/**
 * `/replay?world=drill-…[&at=2026-07-18T20:47:32+08:00]`: a drill as it was at any moment. It keeps no line to the
 * server: the log is read once and folded here, so nothing on this screen can be sent.
 */
export function ReplayScreen() {
  const { t } = useTranslation('drill');
  const { state } = useSessionStore();
  const county = useCountyLoaded();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    if (state.kind === 'unknown') void loadSession();
  }, [state.kind]);
  const signedIn = state.kind === 'signed_in' && state.session.access !== 'enrol';
  useEffect(() => {
    if (signedIn) loadCounty().catch((error: unknown) => setTrouble(codeOf(error)));
  }, [signedIn]);
  useEffect(() => clearMoment, []);
  if (state.kind === 'signed_out')
    return <Navigate to={paths.signin} search={{ next: window.location.pathname + window.location.search }} />;
  if (trouble !== undefined) return <Waiting>{t('replay.failed', { code: trouble })}</Waiting>;
  if (!signedIn || county === 'waiting') return <Waiting>{t('replay.loading')}</Waiting>;
  return <Frame />;
}

function Frame() {
  const { t } = useTranslation(['common', 'drill']);
  const county = useCounty();
  const session = useSession();
  const [world] = useState(() => worldOfAddress());
  const nav = numberedScreens.map((name, i) => ({
    href: inWorld(paths[name], world),
    label: t(`common:screen.${name}`),
    number: i + 1,
    current: false,
  }));
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] bg-bg-0 text-ink-1 p-2.5">
      <ConsoleHeader
        title={t('common:console', { county: county.divisions.get(county.county)?.name ?? county.data.title })}
        homeHref={inWorld(paths.drills, world)}
        nav={nav}
        status={<HeaderStatus />}
        counts={<UnackedCounts />}
        people={<DutyPeople />}
      />
      {world === LIVE ? <Waiting>{t('drill:replay.whichDrill')}</Waiting> : <Tape />}
      <Footer
        health={[]}
        keys={[
          { keys: 'Space', label: t('drill:replay.keys.play') },
          { keys: '← →', label: t('drill:replay.keys.step') },
          { keys: 'B', label: t('drill:replay.bookmark') },
        ]}
        seat={t('common:seat', { name: session.name })}
      />
      <DrillFrame />
    </div>
  );
}

function Tape() {
  const { t } = useTranslation('drill');
  const [world] = useState(() => worldOfAddress());
  const tape = useTape(world);
  if (tape.error !== null) return <Waiting>{t('replay.failed', { code: codeOf(tape.error) })}</Waiting>;
  if (tape.data === undefined) return <Waiting>{t('replay.loading')}</Waiting>;
  if (tape.data.tape.events.length === 0) return <Waiting>{t('replay.empty')}</Waiting>;
  return <ReplayView world={world} {...tape.data} />;
}

function Waiting({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-64 place-items-center p-6 text-ink-2" aria-busy="true">
      <p>{children}</p>
    </main>
  );
}
