import { LIVE, type WorldId } from '@sitong/shared/kernel/ids.ts';
import { PRACTICE_KEY, practiceLookup } from '@sitong/shared/kernel/practice-schedule.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { LogEvent } from '@sitong/shared/protocol/catalogue.ts';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../../paths.ts';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { inWorld } from '../../../plumbing/live/world-address.ts';
import { formatMinute, formatTime } from '../../../ui/format/time.ts';
import { ScreenMain } from '../../../ui/keys/keys-context.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useThemeOnScreen } from '../../../ui/theme-context.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import type { EventWords } from '../../../wall/event-words/event-words.ts';
import { tellNewestFirst, useEventWords } from '../../../wall/event-words/use-event-words.ts';
import { MapLegend } from '../../../wall/map/map-legend.tsx';
import { SituationMap } from '../../../wall/map/situation-map.tsx';
import { useMayReview } from '../../../wall/replay-from-here.tsx';
import { useHere } from '../../../wall/use-here.ts';
import { useSearchParam } from '../../../wall/use-search-param.ts';
import { type Bookmark, useBookmarks } from './bookmarks.ts';
import { BookmarksDialog } from './bookmarks-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { knownIn } from './known.ts';
import { KnownPanel } from './known-panel.tsx';
import { LatelyPanel } from './lately-panel.tsx';
import { densityOf, type Mark, marksOf, turningPoints } from './marks.ts';
import { metricsOf } from './metrics.ts';
import { MetricsPanel } from './metrics-panel.tsx';
import { showMoment, showPositions } from './put-on-screen.ts';
import { ReplayBar } from './replay-bar.tsx';
import { usePositionsAt } from './replay-data.ts';
import { useReview } from './review-file.ts';
import { SeenPanel } from './seen-panel.tsx';
import type { Tape } from './tape.ts';
import { usePlayback } from './use-playback.ts';

const ROOT_PX = 16;
const PADDING = { top: 56, right: 24, bottom: 24, left: 24 } as const;
const DENSITY_PARTS = 180;
const none: readonly Bookmark[] = [];

export function ReplayView({
  world,
  tape,
  told,
  cut,
}: {
  world: WorldId;
  tape: Tape;
  told: readonly LogEvent[];
  cut: 'whole' | 'cut';
}) {
  const { t } = useTranslation('drill');
  const { startMs, endMs } = tape;
  const [beginMs] = useState(() => askedMoment() ?? startMs);
  const playback = usePlayback(startMs, endMs, beginMs);
  const here = useHere();
  const { atMs } = playback;
  const count = tape.countAt(atMs);
  // Before anything is drawn: no panel may show one frame of another moment.
  useLayoutEffect(() => showMoment(world, tape, count), [world, tape, count]);
  const positions = usePositionsAt(world, atMs);
  useEffect(() => {
    if (positions.data !== undefined) showPositions(positions.data.positions);
  }, [positions.data]);
  const bookmarks = useBookmarks(world).data ?? none;
  const own = useMemo(
    () => bookmarks.filter((one) => one.atMs >= startMs && one.atMs <= endMs),
    [bookmarks, startMs, endMs],
  );
  const [asking, setAsking] = useState<'nothing' | 'bookmark' | 'export'>('nothing');
  const before = useMemo(() => tape.stateAfter(0), [tape]);
  const marks = useMemo(() => marksOf(told, before), [told, before]);
  const density = useMemo(
    () =>
      densityOf(
        told.map(({ at }) => toMs(at)),
        startMs,
        endMs,
        DENSITY_PARTS,
      ),
    [told, startMs, endMs],
  );
  const moments = useMemo(
    () => [...turningPoints(told, before), ...own.map(({ atMs, text }) => ({ atMs, kind: 'own' as const, text }))],
    [told, before, own],
  );
  const state = useMemo(() => tape.stateAfter(count), [tape, count]);
  const metrics = useMemo(
    () => metricsOf(told.slice(0, count), practiceLookup(state.command.practice[PRACTICE_KEY])(startMs)),
    [told, count, state, startMs],
  );
  const parties = useMemo(() => knownIn(state), [state]);
  const entries = useSaid(tape, count);
  const [asked, choose] = useSearchParam('event');
  const event = entries.find(({ id }) => id === asked) ?? newestOf(entries, marks);
  const theme = useThemeOnScreen();
  const review = useReview(metrics, atMs, own);
  // Who sets bookmarks and takes files along; the others look.
  const mayReview = useMayReview() ? undefined : t('replay.mayNot');
  return (
    <ScreenMain
      here={here}
      className="grid min-h-0 grid-cols-[24rem_minmax(0,1fr)_26rem] max-2xl:grid-cols-[21rem_minmax(0,1fr)_21rem] max-2xl:lang-en:grid-cols-[22rem_minmax(0,1fr)_22rem] grid-rows-[minmax(0,1fr)_auto] gap-gutter p-gutter"
    >
      <h1 className="sr-only">{t('replay.title')}</h1>
      <div className="grid grid-rows-[max-content_max-content_minmax(11rem,1fr)] gap-gutter min-h-0 overflow-y-auto">
        <Facts world={world} startMs={startMs} endMs={endMs} cut={cut} />
        <MetricsPanel metrics={metrics} atMs={atMs} />
        <LatelyPanel entries={entries} count={count} chosen={event?.id} onChoose={choose} />
      </div>
      <SituationMap
        surface="desk"
        theme={theme}
        rootPx={ROOT_PX}
        padding={PADDING}
        fit="situation"
        legend={<MapLegend />}
      >
        <p className="absolute top-3 left-3 m-0 flex items-baseline gap-3 border border-drill bg-bg-1 px-3 py-1">
          <span className="text-key font-medium">{formatTime(atMs)}</span>
          <span className="text-meta text-ink-2">
            {t(positions.error === null ? 'replay.mapNote' : 'replay.mapNoPositions')}
          </span>
        </p>
      </SituationMap>
      <div className="grid grid-rows-[minmax(0,1fr)_auto] gap-gutter min-h-0">
        <KnownPanel parties={parties} />
        <SeenPanel world={world} tape={tape} atMs={atMs} event={event} />
      </div>
      <div className="col-span-full">
        <ReplayBar
          playback={playback}
          startMs={startMs}
          endMs={endMs}
          density={density}
          marks={marks}
          moments={moments}
          off={mayReview}
          onBookmark={() => {
            playback.pause();
            setAsking('bookmark');
          }}
          onExport={() => setAsking('export')}
        />
      </div>
      {asking === 'bookmark' ? (
        <BookmarksDialog
          world={world}
          atMs={atMs}
          bookmarks={own}
          onGo={playback.seek}
          onClose={() => setAsking('nothing')}
        />
      ) : null}
      {asking === 'export' ? (
        <ExportDialog world={world} tape={tape} cut={cut} review={review} onClose={() => setAsking('nothing')} />
      ) : null}
    </ScreenMain>
  );
}

/** What had happened by now and is worth a line, newest first; told from the first event on, so that names are known. */
function useSaid(tape: Tape, count: number): readonly EventWords[] {
  const tell = useEventWords();
  return useMemo(
    () => tellNewestFirst(tape.events.slice(0, count).reverse(), tell).filter(({ quiet }) => quiet !== 'quiet'),
    [tape, count, tell],
  );
}

/** The newest alarm, warning, order or decision: what somebody had to see. */
function newestOf(entries: readonly EventWords[], marks: readonly Mark[]): EventWords | undefined {
  const marked = new Set(marks.map(({ seq }) => String(seq)));
  return entries.find(({ id }) => marked.has(id));
}

/** `&at=` of the address, if it names a moment. */
function askedMoment(): number | undefined {
  const ms = Date.parse(new URLSearchParams(window.location.search).get('at') ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

function Facts(props: { world: WorldId; startMs: number; endMs: number; cut: 'whole' | 'cut' }) {
  const { world, startMs, endMs, cut } = props;
  const { t } = useTranslation('drill');
  const { date } = useFormat();
  const drill = useWorldState((state) => state.command.drills['drill']);
  return (
    <Panel
      title={
        <span className="block whitespace-normal line-clamp-3" title={drill?.title}>
          {drill?.title ?? t(world === LIVE ? 'replay.live.title' : 'replay.title')}
        </span>
      }
      actions={
        <a className="text-ink-2 underline" href={inWorld(paths.drills, world)}>
          {t('replay.back')}
        </a>
      }
    >
      <dl className="m-0 px-pad py-3 [@media(max-height:60rem)]:py-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-meta [&_dt]:text-ink-3 [&_dt]:whitespace-nowrap [&_dd]:m-0">
        {world === LIVE ? null : (
          <>
            <dt>{t('detail.scenario')}</dt>
            <dd>{t(`detail.scenarioName.${drill?.scenario === 'storm' ? 'storm' : 'other'}`)}</dd>
          </>
        )}
        <dt>{t('replay.time')}</dt>
        <dd>
          {date(startMs)} {formatMinute(startMs)}–{formatMinute(endMs)}
        </dd>
        <dt>{t(world === LIVE ? 'replay.live.acts' : 'replay.out')}</dt>
        <dd className="text-drill">{t(world === LIVE ? 'replay.live.noAct' : 'detail.noSend')}</dd>
        {cut === 'whole' ? null : (
          <>
            <dt>{t('replay.log')}</dt>
            <dd className="text-fault">{t('replay.cut')}</dd>
          </>
        )}
      </dl>
    </Panel>
  );
}
