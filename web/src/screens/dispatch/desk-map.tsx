import { distanceM } from '@sitong/shared/kernel/geo.ts';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { placeTeam, type TeamMark } from '../../pillars/rescue/team-marks.ts';
import { useKindGlyphs } from '../../pillars/rescue/use-kind-glyphs.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { atLeast, type Bounds, boundsOf, snapped } from '../../plumbing/map/bounds.ts';
import { mapLook } from '../../plumbing/map/map-look.ts';
import { MapView } from '../../plumbing/map/map-view.tsx';
import { emptyDrawing, type MapScene } from '../../plumbing/map/scene.ts';
import { usePositions } from '../../plumbing/positions/position-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import { useLow } from '../../ui/narrow.ts';
import { useThemeOnScreen } from '../../ui/theme-context.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useLater } from '../../ui/use-later.ts';
import { countyBounds } from '../../wall/map/situation-model.ts';
import { useSituation } from '../../wall/map/use-situation.ts';

const padding = { top: 48, right: 36, bottom: 24, left: 36 } as const;
/** A low map spends its height on the ground that is to be seen. */
const lowPadding = { top: 36, right: 28, bottom: 14, left: 28 } as const;
const deskRootPx = 16;
/** Marks look at the clock this often. */
const coarseMs = 10_000;
/** Teams that wait further away than this are not brought into view by themselves. */
const nearM = 12_000;

/** A village or a team that somebody asked to see. `point`: where it is, of a team where its register says. */
export interface Located {
  readonly kind: 'place' | 'team';
  readonly id: string;
  readonly name: string;
  readonly point: { readonly lon: number; readonly lat: number };
}

/** The situation around one place at a desk, with the recommended way drawn under the teams. */
export function DeskMap(props: {
  centre: { readonly lon: number; readonly lat: number } | undefined;
  /** Recommended way, drawn dashed. */
  route?: readonly (readonly [number, number])[];
  /** Shown instead of the surroundings of `centre`. */
  located?: Located | undefined;
  /** Teams that must be in view. */
  teams: readonly string[];
  children?: ReactNode;
  className?: string;
}) {
  const { centre, route, teams, located } = props;
  const { t } = useTranslation(['wall', 'rescue']);
  const { span } = useFormat();
  const county = useCounty();
  const situation = useSituation('relevant');
  const nowMs = useNow(coarseMs);
  const placed = usePositions((positions) => positions.placed);
  const low = useLow();
  const theme = useThemeOnScreen();
  const dark = theme === 'dark';
  const draw = useLater(deskScene, 'the map marks');
  const look = useMemo(() => mapLook(dark ? 'dark' : 'light', 'desk', deskRootPx), [dark]);
  const glyphs = useKindGlyphs();
  const words = useMemo(
    () => ({
      arrives: (name: string, atMs: number) => t('wall:map.teamArrives', { name, at: formatMinute(atMs) }),
      due: (name: string, dueMs: number) => t('wall:map.teamDue', { name, at: formatMinute(dueMs) }),
      lost: (name: string, ageMs: number) => t('wall:map.teamLost', { name, span: span(ageMs) }),
      unplaced: (name: string) => t('wall:map.teamUnplaced', { name }),
      home: (count: number) => t('wall:map.teamsHome', { count }),
      stack: (name: string, count: number) => t('wall:map.teamStack', { name, count }),
      time: formatMinute,
    }),
    [t, span],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: where teams stand is asked again with the coarse clock
  const { bounds, ringed } = useMemo((): { bounds: Bounds; ringed: { lon: number; lat: number } | undefined } => {
    const at: number[] = [];
    const { columns } = usePositions.getState();
    const stand = (mark: TeamMark): { lon: number; lat: number } => {
      placeTeam(mark, columns, at);
      return { lon: at[0] ?? mark.base.lon, lat: at[1] ?? mark.base.lat };
    };
    if (located !== undefined) {
      const mark = located.kind === 'team' ? situation.teams.find(({ id }) => id === located.id) : undefined;
      const point = mark === undefined ? located.point : stand(mark);
      const around = boundsOf([point]);
      if (around !== undefined) return { bounds: snapped(atLeast(around, 0.05), 0.01), ringed: point };
    }
    const wanted = situation.teams.filter(({ id }) => teams.includes(id)).map(stand);
    const near = centre === undefined ? [] : wanted.filter((point) => distanceM(point, centre) < 3 * nearM);
    const way = (route ?? []).map(([lon, lat]) => ({ lon, lat }));
    const box = boundsOf([...(centre === undefined ? [] : [centre]), ...near, ...way]);
    return {
      bounds: box === undefined ? countyBounds(county) : snapped(atLeast(box, 0.05), 0.01),
      ringed: centre,
    };
  }, [situation.teams, teams, centre, route, located, county, nowMs, placed]);
  const scene = useMemo(
    (): MapScene => draw?.({ situation, county, look, glyphs, words, nowMs, selected: ringed }, route) ?? emptyScene,
    [draw, situation, county, look, glyphs, words, nowMs, ringed, route],
  );
  return (
    <MapView
      look={look}
      names={names}
      scene={scene}
      bounds={bounds}
      padding={low ? lowPadding : padding}
      maxFitZoom={13}
      label={t('wall:map.label')}
      {...(props.className === undefined ? {} : { className: props.className })}
    >
      {props.children}
    </MapView>
  );
}

const names = { factor: 1, leastPx: 12 } as const;

const emptyScene: MapScene = () => emptyDrawing;

/** The drawing half comes with the map's own chunk: lists and figures must not wait for it. */
const deskScene = () =>
  import('./desk-scene.ts').then(({ createDeskScene }) => createDeskScene(() => performance.now()));
