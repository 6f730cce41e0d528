import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { Navigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { numberedScreens, paths } from '../../../paths.ts';
import { loadCounty, useCounty, useCountyLoaded } from '../../../plumbing/county/county-store.ts';
import { worldOfAddress } from '../../../plumbing/live/use-live-world.ts';
import { inWorld } from '../../../plumbing/live/world-address.ts';
import { loadSession, useSession, useSessionStore } from '../../../plumbing/session/session-store.ts';
import { Button } from '../../../ui/button.tsx';
import { ConsoleHeader } from '../../../ui/shell/console-header.tsx';
import { DrillFrame } from '../../../ui/shell/drill-frame.tsx';
import { Footer } from '../../../ui/shell/footer.tsx';
import { DutyPeople } from '../../../wall/duty-people.tsx';
import { HeaderStatus } from '../../../wall/header-status.tsx';
import type { Span } from '../../../wall/replay-address.ts';
import { UnackedCounts } from '../../../wall/unacked-counts.tsx';
import { useDrillNews } from '../drill-data.ts';
import { codeOf } from '../query-state.ts';
import { clearMoment } from './put-on-screen.ts';
import { useTape } from './replay-data.ts';
import { ReplayView } from './replay-view.tsx';
import { spanOfAddress } from './span.ts';
import { SpanDialog } from './span-dialog.tsx';

/**
 * `/replay?world=drill-…[&at=2026-07-18T20:47:32+08:00]`: a drill as it was at any moment; without a world a span of
 * the live one, `/replay?from=…&to=…`. It keeps no live line to the server: the log is read once and folded here, so
 * that nothing on the panels can be sent.
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
  const [span] = useState(() => spanOfAddress(window.location.search));
  useDrillNews();
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
        status={
          <>
            {world === LIVE ? <ReplayMark /> : null}
            <HeaderStatus />
          </>
        }
        counts={<UnackedCounts />}
        people={<DutyPeople />}
      />
      {world === LIVE && span === undefined ? <WhichSpan /> : <Tape span={world === LIVE ? span : undefined} />}
      <Footer
        health={[]}
        keys={[
          { keys: 'Space', label: t('drill:replay.keys.play') },
          { keys: '← →', label: t('drill:replay.keys.step') },
          { keys: 'B', label: t('drill:replay.bookmark') },
        ]}
        seat={t('common:seat', { name: session.name })}
      />
      {world === LIVE ? (
        <DrillFrame word={t('drill:replay.live.word')} label={t('drill:replay.live.frame')} />
      ) : (
        <DrillFrame />
      )}
    </div>
  );
}

/** That this was real, is over, and that nothing here can be done. */
function ReplayMark() {
  const { t } = useTranslation('drill');
  return (
    <span className="shrink-0 rounded-control border border-drill px-2 py-1 font-medium text-drill">
      {t('replay.live.word')} <span className="font-normal max-2xl:hidden">{t('replay.live.readOnly')}</span>
    </span>
  );
}

function WhichSpan() {
  const { t } = useTranslation('drill');
  const [asking, setAsking] = useState<'no' | 'yes'>('yes');
  return (
    <main className="grid min-h-64 place-items-center content-center gap-4 p-6 text-ink-2">
      <p className="m-0">{t('replay.whichDrill')}</p>
      <Button onPress={() => setAsking('yes')}>{t('replay.live.open')}</Button>
      {asking === 'yes' ? <SpanDialog onClose={() => setAsking('no')} /> : null}
    </main>
  );
}

function Tape({ span }: { span: Span | undefined }) {
  const { t } = useTranslation('drill');
  const [world] = useState(() => worldOfAddress());
  const tape = useTape(world, span);
  if (tape.error !== null) return <Waiting>{t('replay.failed', { code: codeOf(tape.error) })}</Waiting>;
  if (tape.data === undefined) return <Waiting>{t('replay.loading')}</Waiting>;
  if (tape.data.tape.events.length === 0 && span === undefined) return <Waiting>{t('replay.empty')}</Waiting>;
  return <ReplayView world={world} {...tape.data} />;
}

function Waiting({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-64 place-items-center p-6 text-ink-2" aria-busy="true">
      <p>{children}</p>
    </main>
  );
}
