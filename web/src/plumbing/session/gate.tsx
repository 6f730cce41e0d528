import type { Role } from '@sitong/shared/kernel/roles.ts';
import { Navigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { loadCounty, useCountyEmpty, useCountyLoaded } from '../county/county-store.ts';
import { ApiError } from '../http/api.ts';
import { worldOver } from '../live/link.ts';
import { useLive } from '../live/live-store.ts';
import { useLiveConnection, worldOfAddress } from '../live/use-live-world.ts';
import { EmptyCounty } from './empty-county.tsx';
import { loadSession, useSessionStore } from './session-store.ts';
import { WorldOver } from './world-over.tsx';

interface GateProps {
  /** Position frames wanted by this screen. */
  positions: 'on' | 'off';
  /** Roles that may open the screen; absent: everyone signed in. */
  roles?: readonly Role[];
  /** `optional`: the screen is of use before anybody brought a county. */
  county?: 'needed' | 'optional';
  children: ReactNode;
}

/** Lets through who is signed in, once the county and the first snapshot are there. */
export function Gate({ positions, roles, county = 'needed', children }: GateProps) {
  const { state } = useSessionStore();
  const { t } = useTranslation('common');
  /** A session that took the place of another in this browser begins with a connection of its own. */
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (state.kind === 'unknown') void loadSession();
  }, [state.kind]);
  if (state.kind === 'unknown') return null;
  if (state.kind === 'signed_out')
    return <Navigate to={paths.signin} search={{ next: window.location.pathname + window.location.search }} />;
  if (state.kind === 'signed_in' && state.session.access === 'enrol') return <Navigate to={paths.enrol} />;
  if (state.kind === 'unreachable') return <Waiting text={t('gate.unreachable')} />;
  if (roles !== undefined && !state.session.roles.some((role) => roles.includes(role))) {
    return <Waiting text={t('gate.denied', { roles: roles.join(' / ') })} />;
  }
  return (
    <Connected key={turn} positions={positions} needed={county} onReplaced={() => setTurn((n) => n + 1)}>
      {children}
    </Connected>
  );
}

interface ConnectedProps {
  positions: 'on' | 'off';
  needed: 'needed' | 'optional';
  onReplaced: () => void;
  children: ReactNode;
}

function Connected({ positions, needed, onReplaced, children }: ConnectedProps) {
  const { t } = useTranslation('common');
  const [world] = useState(() => worldOfAddress());
  useLiveConnection(world, positions);
  const county = useCountyLoaded();
  const emptyCounty = useCountyEmpty();
  const [trouble, setTrouble] = useState<string>();
  const first = useLive((live) => live.replica.seq !== null);
  const link = useLive((live) => live.link);
  useEffect(() => {
    loadCounty().catch((error: unknown) => setTrouble(error instanceof ApiError ? error.code : String(error)));
  }, []);
  useEffect(() => {
    if (link.kind !== 'ended' || link.reason !== 'session_ended') return;
    void loadSession().then((state) => {
      if (state.kind === 'signed_in') onReplaced();
    });
  }, [link, onReplaced]);
  if (worldOver(link) !== undefined && !first) return <WorldOver form="page" />;
  if (link.kind === 'ended' && !first) return <Waiting text={t('gate.ended', { reason: link.reason })} />;
  if (trouble !== undefined && county === 'waiting') return <Waiting text={t('gate.county', { reason: trouble })} />;
  if (county === 'waiting' || !first) return <Waiting text={t('gate.loading')} />;
  if (needed === 'needed' && emptyCounty) return <EmptyCounty />;
  return (
    <>
      <WorldOver form="strip" />
      {children}
    </>
  );
}

function Waiting({ text }: { text: string }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6 text-ink-2" aria-busy="true">
      <p>{text}</p>
    </main>
  );
}
