import { LIVE, type WorldId, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { Navigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withWords } from '../../i18n/language.ts';
import { paths } from '../../paths.ts';
import { markOf, WIPED_MARK } from '../../plumbing/device/phone-marks.ts';
import { httpLine } from '../../plumbing/outbox/deliver.ts';
import { databaseStore } from '../../plumbing/outbox/field-database.ts';
import { Outbox } from '../../plumbing/outbox/outbox.ts';
import { takeNewPage } from '../../plumbing/pwa/phone-page.ts';
import { loadSession, useSessionStore } from '../../plumbing/session/session-store.ts';
import { browserMachine } from '../../ui/clock/clock-store.ts';
import { useSurface } from '../../ui/surface.ts';
import './field.css';
import { FieldContext } from './field-context.tsx';
import { useFieldLine } from './field-line.ts';
import { useFieldLive } from './field-live.ts';
import { FieldPage } from './field-page.tsx';
import { phoneDatabase } from './phone-database.ts';
import { usePosition } from './position/use-position.ts';
import { useBasics, useFieldWorld } from './use-field-world.ts';

const WipedScreen = lazy(
  withWords('phone', async () => ({ default: (await import('./own-phone/wiped-screen.tsx')).WipedScreen })),
);
const LiveLane = lazy(async () => ({ default: (await import('./live-lane.tsx')).LiveLane }));

/** `?world=drill-…`, else live; as `worldOfAddress`, which comes with the live lane. */
function worldOfPage(): WorldId {
  const named = WorldIdSchema.safeParse(new URLSearchParams(window.location.search).get('world'));
  return named.success ? named.data : LIVE;
}

export function FieldScreen() {
  useSurface({ kind: 'phone' });
  if (markOf(WIPED_MARK) !== null)
    return (
      <Suspense fallback={null}>
        <WipedScreen />
      </Suspense>
    );
  return <FieldOfPerson />;
}

/** The phone page: opens without a line for the person who used it last on this device. */
function FieldOfPerson() {
  const { state } = useSessionStore();
  const { t } = useTranslation('field');
  useEffect(() => {
    if (state.kind === 'unknown') void loadSession();
  }, [state.kind]);
  if (state.kind === 'unknown') return <Waiting text={t('opening')} />;
  if (state.kind === 'signed_out')
    return <Navigate to={paths.signin} search={{ next: window.location.pathname + window.location.search }} />;
  if (state.kind === 'unreachable') return <Unreachable />;
  return <Opened key={state.session.person} session={state.session} />;
}

function Opened({ session }: { session: SessionInfo }) {
  const { t } = useTranslation('field');
  const [worldId] = useState(worldOfPage);
  const line = useFieldLine();
  const outbox = useOutbox(session.person);
  const basics = useBasics(session, line.kind, phoneDatabase);
  const { world, stored, looked } = useFieldWorld(session, worldId, phoneDatabase);
  const position = usePosition(line.kind);
  useEndedLink();
  useWakes(outbox, line.kind);
  return (
    <>
      <Suspense fallback={null}>
        <LiveLane session={session} worldId={worldId} />
      </Suspense>
      {page()}
    </>
  );

  function page() {
    if (outbox === undefined || looked === 'looking') return <Waiting text={t('opening')} />;
    if (basics === undefined || world === undefined)
      return line.kind === 'live' || navigator.onLine ? <Waiting text={t('opening')} /> : <Unreachable />;
    return (
      <FieldContext value={{ session, basics, world, worldId, line, outbox, position }}>
        <FieldPage stored={stored} />
      </FieldContext>
    );
  }
}

function useOutbox(person: string): Outbox | undefined {
  const [outbox, setOutbox] = useState<Outbox>();
  useEffect(() => {
    const made = new Outbox(person, databaseStore(phoneDatabase), httpLine, browserMachine);
    void made.open().then(() => setOutbox(made));
    return () => made.close();
  }, [person]);
  return outbox;
}

/** Everything that may mean that the line is back: the live lane, the browser, the page coming to the front. */
function useWakes(outbox: Outbox | undefined, line: 'live' | 'away'): void {
  useEffect(() => {
    if (outbox === undefined) return;
    if (line === 'live') outbox.wake();
    const seen = (): void => {
      if (document.visibilityState === 'visible') outbox.wake();
    };
    window.addEventListener('online', outbox.wake);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', outbox.wake);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [outbox, line]);
}

function useEndedLink(): void {
  const link = useFieldLive((live) => live.link);
  useEffect(() => {
    if (link.kind !== 'ended') return;
    if (link.reason === 'session_ended') void loadSession();
    if (link.reason === 'protocol_changed') void takeNewPage();
  }, [link]);
}

function Waiting({ text }: { text: string }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-bg-0 p-6 text-ink-2" aria-busy="true">
      <p className="text-row">{text}</p>
    </main>
  );
}

function Unreachable() {
  const { t } = useTranslation('field');
  return (
    <main className="grid min-h-dvh place-content-center gap-4 bg-bg-0 p-6 text-ink-1">
      <h1 className="m-0 text-key font-medium">{t('unreachable.title')}</h1>
      <p className="m-0 text-ink-2">{t('unreachable.body')}</p>
      <button type="button" className="field-button" onClick={() => window.location.reload()}>
        {t('unreachable.retry')}
      </button>
    </main>
  );
}
