import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { useChangeAddress } from '../use-address.ts';
import { BOARD_PARTS, canFollow, chosenOf, sameChosen, stepTo, type Told, ToldSchema } from './chosen.ts';
import { FOLLOW_PART, setFollow, useFollow } from './follow-store.ts';
import { openSecondWindow } from './open-second.ts';

const CHANNEL = 'sitong.chosen';

/** What this page was last about, told or followed: a reload is no choice, and what was followed is not told again. */
let about: { readonly chosen: ReturnType<typeof chosenOf> } | undefined;

/**
 * Two monitors, one person: what is chosen in one window is shown by the other, when that one follows (Alt+F).
 * Nothing is led away from a screen with other work on it, and whatever is written in a dialog stays open over what
 * comes; nothing takes the focus.
 */
export function SecondWindow() {
  const { t } = useTranslation('monitors');
  const { pathname, searchStr } = useLocation();
  const world = useLive((live) => live.world);
  const user = useSession().username;
  const clock = useClock();
  const navigate = useNavigate();
  const change = useChangeAddress([...BOARD_PARTS, FOLLOW_PART]);
  const [channel, setChannel] = useState<BroadcastChannel>();

  useEffect(() => {
    const opened = new BroadcastChannel(CHANNEL);
    setChannel(opened);
    return () => opened.close();
  }, []);

  // Kept for this window; a link copied from here must not make another one follow.
  useEffect(() => change({ [FOLLOW_PART]: undefined }), [change]);

  useEffect(() => {
    // A choice that led to another screen is told when that screen has its line.
    if (channel === undefined) return;
    const { alarms } = useLive.getState().replica.state.monitoring;
    const chosen = chosenOf(pathname, searchStr, alarms);
    const before = about;
    about = { chosen };
    if (before === undefined || chosen === undefined || sameChosen(before.chosen, chosen)) return;
    channel.postMessage({ world, user, chosen } satisfies Told);
  }, [channel, pathname, searchStr, world, user]);

  useEffect(() => {
    if (channel === undefined) return;
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const told = ToldSchema.safeParse(data);
      if (!told.success || useFollow.getState().follow === 'off') return;
      if (told.data.world !== world || told.data.user !== user) return;
      const step = stepTo(told.data.chosen, pathname);
      if (step === undefined) return;
      about = { chosen: told.data.chosen };
      useFollow.setState({ lastMs: clock.now() });
      if (step.kind === 'board') change(step.changes);
      else void navigate({ to: inWorld(paths.incident(step.incident), world), replace: true });
    };
    return () => {
      channel.onmessage = null;
    };
  }, [channel, pathname, world, user, clock, change, navigate]);

  useKeyAction({
    id: 'window.follow',
    key: 'Alt+F',
    labelKey: 'monitors:follow.key',
    enabledWhen: () => (canFollow(pathname) ? { enabled: true } : { enabled: false, reason: t('follow.where') }),
    run: () => {
      const next = useFollow.getState().follow === 'on' ? 'off' : 'on';
      setFollow(next);
      showNotice({ kind: 'done', title: t(next === 'on' ? 'follow.on' : 'follow.off') });
    },
  });
  useKeyAction({
    id: 'window.second',
    key: 'Alt+Shift+N',
    labelKey: 'monitors:follow.open',
    run: () => {
      if (openSecondWindow() === 'blocked') showNotice({ kind: 'refused', title: t('follow.blocked') });
    },
  });
  return null;
}
