import { LIVE } from '@sitong/shared/kernel/ids.ts';
import type { Role } from '@sitong/shared/kernel/roles.ts';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type NumberedScreen, numberedScreens, paths } from '../paths.ts';
import { useCounty } from '../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../plumbing/live/live-store.ts';
import { inWorld } from '../plumbing/live/world-address.ts';
import { Gate } from '../plumbing/session/gate.tsx';
import { useSession } from '../plumbing/session/session-store.ts';
import { LinkStrip } from '../ui/feedback/banner.tsx';
import { ScreenMain } from '../ui/keys/keys-context.tsx';
import { ConsoleHeader } from '../ui/shell/console-header.tsx';
import { DrillFrame } from '../ui/shell/drill-frame.tsx';
import { Footer, type FooterKey } from '../ui/shell/footer.tsx';
import { CommandBar } from './command-line/command-bar.tsx';
import { ConsoleKeys } from './console-keys.tsx';
import { DeskLock } from './desk-lock.tsx';
import { DutyPeople } from './duty-people.tsx';
import { HeaderStatus } from './header-status.tsx';
import { useHealthItems } from './health-items.ts';
import { LogEntry } from './log-entry.tsx';
import { NewIncident } from './new-incident/new-incident.tsx';
import { useOwnLetters } from './own-letters.ts';
import { RedBanner } from './red-banner.tsx';
import { FollowMark } from './second-window/follow-mark.tsx';
import { SecondWindow } from './second-window/second-window.tsx';
import { ShellMenu } from './shell-menu.tsx';
import { useAlarmSound } from './sound/use-alarm-sound.ts';
import { SteerKey } from './steer/steer-key.tsx';
import { UnackedCounts } from './unacked-counts.tsx';
import { UndoStrip } from './undo-strip.tsx';
import { useAnnounceAlarms } from './use-announce-alarms.ts';
import { useHere } from './use-here.ts';
import { useIdleLock } from './use-idle-lock.ts';
import { useLinkState } from './use-link-state.ts';

interface ConsoleShellProps {
  screen: NumberedScreen | 'drills' | 'admin';
  positions?: 'on' | 'off';
  roles?: readonly Role[];
  /** Keys that do something on this screen, for the footer; the help sheet lists them all. */
  keys?: readonly FooterKey[];
  /** `own`: the screen names itself; else its name stands here for who hears the page. */
  heading?: 'own';
  children: ReactNode;
}

/** The frame of every desk screen: header, link strip, panes, footer; the drill frame over all in a drill. */
export function ConsoleShell({ positions = 'off', roles, ...frame }: ConsoleShellProps) {
  return (
    <Gate
      positions={positions}
      county={frame.screen === 'admin' ? 'optional' : 'needed'}
      {...(roles === undefined ? {} : { roles })}
    >
      <Frame positions={positions} {...frame} />
    </Gate>
  );
}

function Frame({ screen, positions = 'off', keys = [], heading, children }: Omit<ConsoleShellProps, 'roles'>) {
  const { t } = useTranslation('common');
  const county = useCounty();
  const session = useSession();
  const world = useLive((live) => live.world);
  const drill = useWorldState((state) => state.command.drills['drill']);
  // The hatched frame takes its own edge: nothing of the screen may lie under it.
  const drilling = world !== LIVE || drill !== undefined;
  const link = useLinkState();
  const { pathname } = useLocation();
  const here = useHere();
  useAlarmSound();
  useAnnounceAlarms();
  useIdleLock();
  useOwnLetters(session.username);
  const nav = numberedScreens.map((name, i) => ({
    href: inWorld(paths[name], world),
    label: t(`screen.${name}`),
    number: i + 1,
    current: pathname.startsWith(paths[name]) || name === screen,
  }));
  return (
    <div
      className={`grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)_auto_auto] bg-bg-0 text-ink-1 ${drilling ? 'p-2.5' : ''}`}
    >
      <ConsoleHeader
        title={t('console', { county: county.divisions.get(county.county)?.name ?? county.data.title })}
        homeHref={inWorld(paths.duty, world)}
        nav={nav}
        status={<HeaderStatus />}
        counts={<UnackedCounts />}
        people={<DutyPeople />}
      />
      <div>
        <LinkStrip link={link} />
        <DeskLock />
        {screen === 'duty' ? null : <RedBanner />}
      </div>
      <ScreenMain here={here} className="min-h-0 overflow-hidden">
        {heading === 'own' ? null : <h1 className="sr-only">{t(`screen.${screen}`)}</h1>}
        {children}
      </ScreenMain>
      <div>
        <UndoStrip />
        <CommandBar />
      </div>
      <Health positions={positions} keys={keys} seat={t('seat', { name: session.name })} />
      <ConsoleKeys />
      <SteerKey />
      <SecondWindow />
      {/* In an incident's room F9 is a note on that incident. */}
      {screen === 'incidents' && pathname !== paths.incidents ? null : <LogEntry />}
      <NewIncident />
      {drilling ? <DrillFrame /> : null}
    </div>
  );
}

/** By itself, because it is drawn again with every reading and every second of silence. */
function Health({ positions, keys, seat }: { positions: 'on' | 'off'; keys: readonly FooterKey[]; seat: string }) {
  return <Footer health={useHealthItems(positions)} keys={keys} seat={<Seat seat={seat} />} />;
}

function Seat({ seat }: { seat: string }) {
  return (
    <>
      <FollowMark />
      <ShellMenu seat={seat} />
    </>
  );
}
