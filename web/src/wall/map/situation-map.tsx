import { TeamKindSchema } from '@sitong/shared/kernel/master/teams.ts';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fixAgeMs, type KindGlyphs, placeTeam } from '../../pillars/rescue/team-marks.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import type { Bounds } from '../../plumbing/map/bounds.ts';
import type { MapPadding } from '../../plumbing/map/map-canvas.tsx';
import { mapLook } from '../../plumbing/map/map-look.ts';
import type { MapTool } from '../../plumbing/map/map-tool.ts';
import { MapView } from '../../plumbing/map/map-view.tsx';
import { emptyDrawing } from '../../plumbing/map/scene.ts';
import { usePositions } from '../../plumbing/positions/position-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatMinute } from '../../ui/format/time.ts';
import type { Theme } from '../../ui/theme.ts';
import { useFormat } from '../../ui/use-format.ts';
import { heldBounds } from './held-bounds.ts';
import { LocatorInset } from './locator-inset.tsx';
import { countyBounds, situationBounds } from './situation-model.ts';
import type { SceneMemory } from './situation-scene.ts';
import { type ShownResources, useSituation } from './use-situation.ts';
import { useTrailHistory } from './use-trail-history.ts';

export interface SituationMapProps {
  /** Where it is read: decides sizes of marks and names. */
  readonly surface: 'desk' | 'wall';
  readonly theme: Theme;
  /** Pixels of one rem on this screen. */
  readonly rootPx: number;
  /** What overlays cover; the storm is fitted into the rest. */
  readonly padding: MapPadding;
  readonly shown?: ShownResources;
  /** `county`: the whole county whatever happens. */
  readonly fit?: 'situation' | 'county';
  readonly selected?: { readonly lon: number; readonly lat: number };
  /** Comes before the situation: the surroundings of one place. */
  readonly focus?: { readonly lon: number; readonly lat: number };
  readonly tool?: MapTool | undefined;
  readonly legend?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
}

/** Staleness changes by minutes: marks look at the clock this often. */
const coarseMs = 10_000;

/** The map of the situation with the layers of all four pillars. */
export function SituationMap(props: SituationMapProps) {
  const { surface, theme, rootPx, padding, shown = 'relevant', fit = 'situation', selected, focus } = props;
  const { t } = useTranslation(['wall', 'rescue']);
  const { span } = useFormat();
  const county = useCounty();
  const situation = useSituation(shown);
  const history = useTrailHistory(situation.teams);
  const nowMs = useNow(coarseMs);
  const placed = usePositions((positions) => positions.placed);
  const memory = useSceneMemory();
  const look = useMemo(() => mapLook(theme === 'dark' ? 'dark' : 'light', surface, rootPx), [theme, surface, rootPx]);
  const glyphs = useMemo(
    () => Object.fromEntries(TeamKindSchema.options.map((kind) => [kind, t(`rescue:kindGlyph.${kind}`)])) as KindGlyphs,
    [t],
  );
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
  const scene = useMemo(
    () => memory?.scene({ situation, county, look, glyphs, words, nowMs, selected, history }) ?? emptyScene,
    [memory, situation, county, look, glyphs, words, nowMs, selected, history],
  );
  const held = useRef<Bounds>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where teams stand is asked again with the coarse clock
  const wanted = useMemo(() => {
    if (fit === 'county') return countyBounds(county);
    const { columns } = usePositions.getState();
    return situationBounds(
      situation,
      (mark) => {
        if (fixAgeMs(mark, columns, nowMs) === undefined) return undefined;
        const at: number[] = [];
        placeTeam(mark, columns, at);
        return { lon: at[0] ?? mark.base.lon, lat: at[1] ?? mark.base.lat };
      },
      county,
    );
  }, [situation, county, fit, nowMs, placed]);
  const bounds = focus !== undefined ? around(focus) : fit === 'county' ? wanted : heldBounds(held.current, wanted);
  useEffect(() => {
    held.current = bounds;
  }, [bounds]);
  return (
    <MapView
      look={look}
      names={surface === 'wall' ? { factor: (1.3 * rootPx) / 26, leastPx: (21 * rootPx) / 26 } : desk}
      scene={scene}
      bounds={bounds}
      padding={padding}
      maxFitZoom={12.5}
      label={t('wall:map.label')}
      legend={props.legend}
      tool={props.tool}
      {...(surface === 'wall' ? { overView } : {})}
      {...(props.className === undefined ? {} : { className: props.className })}
    >
      {props.children}
    </MapView>
  );
}

const overView = (view: Bounds): ReactNode => <LocatorInset view={view} />;

const desk = { factor: 1, leastPx: 12 } as const;

/** Some four kilometres each way: a village with its valley and the roads that lead there. */
function around({ lon, lat }: { readonly lon: number; readonly lat: number }): Bounds {
  return { west: lon - 0.045, east: lon + 0.045, south: lat - 0.037, north: lat + 0.037 };
}

const emptyScene = () => emptyDrawing;

/** The drawing half comes with the map's own chunk: words and figures must not wait for it. */
function useSceneMemory(): SceneMemory | undefined {
  const [memory, setMemory] = useState<SceneMemory>();
  useEffect(() => {
    let gone: 'no' | 'yes' = 'no';
    import('./situation-scene.ts').then(
      ({ createSceneMemory }) => {
        if (gone === 'no') setMemory(createSceneMemory(() => performance.now()));
      },
      (error: unknown) => console.error('the map marks did not load', error),
    );
    return () => {
      gone = 'yes';
    };
  }, []);
  return memory;
}
