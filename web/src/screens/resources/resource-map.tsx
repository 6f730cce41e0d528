import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { teamMarks } from '../../pillars/rescue/team-marks.ts';
import { useKindGlyphs } from '../../pillars/rescue/use-kind-glyphs.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { atLeast, type Bounds, boundsOf, snapped } from '../../plumbing/map/bounds.ts';
import { mapLook } from '../../plumbing/map/map-look.ts';
import { MapView } from '../../plumbing/map/map-view.tsx';
import { emptyDrawing, type MapScene } from '../../plumbing/map/scene.ts';
import { usePositions } from '../../plumbing/positions/position-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { useThemeOnScreen } from '../../ui/theme-context.tsx';
import { useLater } from '../../ui/use-later.ts';
import { countyBounds } from '../../wall/map/situation-model.ts';
import { pickMarkTool } from './pick-mark.ts';
import { type Resource, type ResourceKind, resourcesOf } from './resource-kind.ts';
import type { Target } from './use-target.ts';
import type { Route } from './use-ways.ts';

const padding = { top: 40, right: 48, bottom: 32, left: 48 } as const;
const names = { factor: 1, leastPx: 12 } as const;
const deskRootPx = 16;
/** Teams are drawn where they stand this often. */
const coarseMs = 10_000;

interface ResourceMapProps {
  readonly kind: ResourceKind;
  readonly chosen: string | undefined;
  readonly target: Target | undefined;
  readonly route: Route | undefined;
  /** Somebody pressed a mark; it may be of another kind than the list's. */
  readonly onPick: (kind: ResourceKind, id: string) => void;
}

/** Shelters, stores and teams on the ground; what is chosen in the list is ringed, what is pressed here is chosen there. */
export function ResourceMap({ kind, chosen, target, route, onPick }: ResourceMapProps) {
  const { t } = useTranslation('admin');
  const county = useCounty();
  const teams = useWorldState((state) => state.rescue.teams);
  const orders = useWorldState((state) => state.rescue.orders);
  const units = useLive((live) => live.units.list);
  const nowMs = useNow(coarseMs);
  const placed = usePositions((positions) => positions.placed);
  const dark = useThemeOnScreen() === 'dark';
  const draw = useLater(resourceScene, 'the map marks');
  const look = useMemo(() => mapLook(dark ? 'dark' : 'light', 'desk', deskRootPx), [dark]);
  const glyphs = useKindGlyphs();
  const resources = useMemo(() => resourcesOf(county), [county]);
  const marks = useMemo(() => teamMarks(county.data.teams, { teams, orders }, units), [county, teams, orders, units]);
  const way = route?.id === chosen ? route?.lonLat : undefined;
  const scene = useMemo(
    (): MapScene =>
      draw?.create({ county, look, glyphs, nowMs, placed, resources, teams: marks, kind, chosen, target, way }) ??
      emptyScene,
    [draw, county, look, glyphs, nowMs, placed, resources, marks, kind, chosen, target, way],
  );
  const pressed = useRef<string>(undefined);
  const held = useRef<Bounds>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where a team stands is asked again once positions have come
  const bounds = useMemo((): Bounds => {
    const before = held.current;
    // Who has pressed a mark sees it already: the map stays where it is.
    if (before !== undefined && chosen !== undefined && pressed.current === chosen) return before;
    const { columns } = usePositions.getState();
    const one = resources.filter(({ id }) => id === chosen);
    const at = draw === undefined ? one.map(({ point }) => point) : draw.standing(one, marks, columns);
    const points = [...at, ...(target === undefined ? [] : [target.point])];
    const around = boundsOf(points);
    return around === undefined ? countyBounds(county) : snapped(atLeast(around, 0.08), 0.01);
  }, [resources, marks, draw, placed, chosen, target, county]);
  useEffect(() => {
    held.current = bounds;
  }, [bounds]);
  const newest = useRef({ chosen, resources, marks, draw, onPick });
  newest.current = { chosen, resources, marks, draw, onPick };
  const tool = useMemo(
    () =>
      pickMarkTool(
        () => {
          const now = newest.current;
          return now.draw?.standing(now.resources, now.marks, usePositions.getState().columns) ?? [];
        },
        () => newest.current.chosen,
        (id) => {
          pressed.current = id;
          const found: Resource | undefined = newest.current.resources.find((one) => one.id === id);
          if (found !== undefined) newest.current.onPick(found.kind, id);
        },
      ),
    [],
  );
  return (
    <MapView
      look={look}
      names={names}
      scene={scene}
      bounds={bounds}
      padding={padding}
      maxFitZoom={13}
      label={t('ledger.map.label')}
      tool={tool}
      className="h-full"
    />
  );
}

const emptyScene: MapScene = () => emptyDrawing;

/** The drawing half comes with the map's own chunk: the list must not wait for it. */
const resourceScene = () =>
  import('./resource-scene.ts').then(({ createResourceScene, standingOf }) => ({
    create: createResourceScene(),
    standing: standingOf,
  }));
