import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { fetchMapAhead } from '../../plumbing/map/map-view.tsx';
import { toggleNameMask } from '../../plumbing/privacy/name-mask.ts';
import { Gate } from '../../plumbing/session/gate.tsx';
import { LinkStrip } from '../../ui/feedback/banner.tsx';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { DrillFrame } from '../../ui/shell/drill-frame.tsx';
import { useSurface } from '../../ui/surface.ts';
import type { Theme } from '../../ui/theme.ts';
import { useThemeOnScreen, useThemes } from '../../ui/theme-context.tsx';
import { wallRootPx } from '../../ui/wall-profile.ts';
import { MapLegend } from '../../wall/map/map-legend.tsx';
import { SituationMap } from '../../wall/map/situation-map.tsx';
import { KpiStrip } from '../../wall/panels/kpi-strip.tsx';
import { WallHead } from '../../wall/panels/wall-head.tsx';
import { PushedStrip } from '../../wall/steer/pushed-strip.tsx';
import { pushedOf } from '../../wall/steer/steer-model.ts';
import { useAnnounceAlarms } from '../../wall/use-announce-alarms.ts';
import { useLinkState } from '../../wall/use-link-state.ts';
import { EachScreen } from './each-screen.tsx';
import { usePixelShift } from './kiosk/pixel-shift.ts';
import { RedTakeover } from './kiosk/red-takeover.tsx';
import { takeoverOf } from './kiosk/takeover.ts';
import { useIdleCursor } from './kiosk/use-idle-cursor.ts';
import { useRenewal } from './kiosk/use-renewal.ts';
import { useWakeLock } from './kiosk/use-wake-lock.ts';
import { useWindowBox } from './use-box.ts';
import { useWallRows } from './use-wall-rows.ts';
import { Columns, SixScreens } from './wall-columns.tsx';
import { gridOf } from './wall-grid.ts';
import { arrangementOf, figuresOf } from './wall-layout.ts';
import { wallOfAddress } from './wall-profile-address.ts';

/** `/wall`: the command wall. Read-only; anyone signed in may open it. */
export function WallScreen() {
  const [{ profile, tiles }] = useState(() => wallOfAddress(window.location.search));
  useSurface(useMemo(() => ({ kind: 'wall', profile }), [profile]));
  const theme = useWallTheme();
  useEffect(fetchMapAhead, []);
  return (
    <Gate positions="on">
      <Wall rootPx={wallRootPx(profile)} tiles={tiles} theme={theme} />
    </Gate>
  );
}

/** A wall is dark unless somebody chose otherwise: it hangs in a dim room (ux §3). */
function useWallTheme(): Theme {
  const themes = useThemes();
  const onScreen = useThemeOnScreen();
  const theme = themes.choice() === 'system' ? 'dark' : onScreen;
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = theme;
    return () => {
      root.dataset['theme'] = themes.theme();
    };
  }, [theme, themes]);
  return theme;
}

interface WallProps {
  readonly rootPx: number;
  readonly tiles: 'one' | '3x2';
  readonly theme: Theme;
}

/**
 * The wall as it was, small in the corner of a takeover: scaled as a picture, so that nothing in it is laid out anew.
 * A third: on a wall of six it fills one screen's width and crosses no bezel.
 */
const tile =
  'fixed inset-0 z-[calc(var(--z-takeover)+1)] origin-bottom-right scale-[0.3333] pointer-events-none outline-8 outline-hairline';

/** On a wall of six the figures stand on the upper middle screen, over a map that is wider than it. */
const overMap = 'absolute z-10 top-0 left-1/2 -translate-x-1/2 w-[calc(100vw/3)]';

/** Pixels the violet frame of a drill takes on each side: nothing is shown under it. */
const drillFramePx = 10;

function Wall({ rootPx, tiles, theme }: WallProps) {
  const world = useLive((live) => live.world);
  const drill = useWorldState((state) => state.command.drills['drill']);
  const framePx = world === LIVE && drill === undefined ? 0 : drillFramePx;
  const screen = useWindowBox();
  const box = { widthPx: screen.widthPx - 2 * framePx, heightPx: screen.heightPx - 2 * framePx };
  const arrangement = arrangementOf({ ...box, rootPx, tiles });
  const grid = gridOf(arrangement, framePx);
  const link = useLinkState();
  const up = useLive((live) => live.link.kind === 'live');
  // The strip of a cut link takes its height from the columns: they show fewer rows, not half ones.
  const heightPx = box.heightPx - (up ? 0 : (60 * rootPx) / 26);
  const fit = useWallRows({ ...box, heightPx, rootPx, tiles }, arrangement);
  useAnnounceAlarms();
  useMapKey();
  useFiguresMark();
  useMaskKey();
  useWakeLock();
  useIdleCursor();
  useRenewal();
  const shift = usePixelShift();
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const wallNow = useWorldState((state) => state.command.wall);
  const open = useWorldState((state) => state.command.incidents);
  const pushed = useMemo(() => pushedOf({ wall: wallNow, incidents: open }), [wallNow, open]);
  const takeover = useMemo(() => takeoverOf(Object.values(alarms)), [alarms]);
  // A wall of six screens: what stands in the upper ones and what in the lower ones is parted at the bezel.
  const split = arrangement === 'tiles';
  const dim = up ? '' : 'opacity-75';
  return (
    // Clipped: the picture that moves two pixels for the panels' sake must never make a page that scrolls.
    <div className="overflow-clip">
      <main
        className={`grid bg-bg-0 text-ink-1 ${takeover === undefined ? '' : tile} ${arrangement === 'narrow' ? 'min-h-dvh' : 'h-dvh overflow-hidden'}`}
        style={{
          gridTemplateColumns: grid.columns,
          gridTemplateRows: grid.rows,
          gridTemplateAreas: grid.areas,
          padding: framePx,
          translate: `${shift[0]}px ${shift[1]}px`,
        }}
      >
        <div style={{ gridArea: 'head' }}>
          <WallHead thirds={split ? 'yes' : 'no'} />
        </div>
        <div style={{ gridArea: 'strip' }}>
          {split ? (
            <EachScreen>
              <LinkStrip link={link} />
            </EachScreen>
          ) : (
            <LinkStrip link={link} />
          )}
        </div>
        {split ? <SixScreens fit={fit} dim={dim} /> : <Columns fit={fit} dim={dim} />}
        <div style={{ gridArea: 'middle' }} className="relative min-h-0 min-w-0 flex flex-col">
          <div className={split ? overMap : 'contents'}>
            <KpiStrip most={figuresOf({ ...box, rootPx, tiles }, arrangement)} />
            {pushed === undefined ? null : <PushedStrip pushed={pushed} />}
          </div>
          <SituationMap
            className="flex-1"
            surface="wall"
            {...(pushed === undefined ? {} : { focus: pushed.incident.place.point })}
            theme={theme}
            rootPx={rootPx}
            padding={fitRoom(rootPx, split ? 118 : 0)}
            legend={<MapLegend />}
          />
        </div>
      </main>
      {takeover === undefined ? null : <RedTakeover alarm={takeover} glyphPx={4 * rootPx} tiles={tiles} />}
      {framePx === 0 ? null : <DrillFrame />}
    </div>
  );
}

/** Room around the storm for marks and their names; `coveredPx` of a root of 26 lie under the figures. */
function fitRoom(rootPx: number, coveredPx: number) {
  const unit = rootPx / 26;
  return { top: (44 + coveredPx) * unit, bottom: 40 * unit, left: 110 * unit, right: 130 * unit };
}

/** Set in the browser's timeline with the first frame that shows figures: the first useful paint. */
function useFiguresMark(): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => performance.mark('sitong:figures'));
    return () => cancelAnimationFrame(frame);
  }, []);
}

/** `M`: from the lists to the map, and back to the first list. */
function useMapKey(): void {
  useKeyAction({
    id: 'wall.map',
    key: 'M',
    scope: 'list',
    labelKey: 'wall:map.focus',
    run: () => {
      const canvas = document.querySelector<HTMLElement>('[data-map] canvas[tabindex]');
      const list = document.querySelector<HTMLElement>('[data-pane]');
      const target = document.activeElement === canvas ? list : canvas;
      if (target === list) list?.setAttribute('tabindex', '-1');
      target?.focus();
    },
  });
}

/** Alt+M: names of persons whole, or family names only while visitors stand before the wall. */
function useMaskKey(): void {
  useKeyAction({ id: 'wall.mask', key: 'Alt+M', labelKey: 'wall:maskKey', run: toggleNameMask });
}
