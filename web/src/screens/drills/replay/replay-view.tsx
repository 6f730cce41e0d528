import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { PRACTICE_KEY, practiceLookup } from '@sitong/shared/kernel/practice-schedule.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { LogEvent } from '@sitong/shared/protocol/catalogue.ts';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../../paths.ts';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { inWorld } from '../../../plumbing/live/world-address.ts';
import { formatMinute, formatTime } from '../../../ui/format/time.ts';
import { LogList } from '../../../ui/log-list.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useThemeOnScreen } from '../../../ui/theme-context.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import { tellNewestFirst, useEventWords } from '../../../wall/event-words/use-event-words.ts';
import { MapLegend } from '../../../wall/map/map-legend.tsx';
import { SituationMap } from '../../../wall/map/situation-map.tsx';
import { knownIn } from './known.ts';
import { KnownPanel } from './known-panel.tsx';
import { densityOf, marksOf, turningPoints } from './marks.ts';
import { metricsOf } from './metrics.ts';
import { MetricsPanel } from './metrics-panel.tsx';
import { useOwnBookmarks } from './own-bookmarks.ts';
import { showMoment, showPositions } from './put-on-screen.ts';
import { ReplayBar } from './replay-bar.tsx';
import { usePositionsAt } from './replay-data.ts';
import type { Tape } from './tape.ts';
import { usePlayback } from './use-playback.ts';

const ROOT_PX = 16;
const PADDING = { top: 56, right: 24, bottom: 24, left: 24 } as const;
const DENSITY_PARTS = 180;
const LAST_SHOWN = 30;

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
  const { atMs } = playback;
  const count = tape.countAt(atMs);
  // Before anything is drawn: no panel may show one frame of another moment.
  useLayoutEffect(() => showMoment(world, tape, count), [world, tape, count]);
  const positions = usePositionsAt(world, atMs);
  useEffect(() => {
    if (positions.data !== undefined) showPositions(positions.data.positions);
  }, [positions.data]);
  const [own, toggleOwn] = useOwnBookmarks(world);
  const marks = useMemo(() => marksOf(told), [told]);
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
    () => [...turningPoints(told), ...own.map((ms) => ({ atMs: ms, kind: 'own' as const }))],
    [told, own],
  );
  const state = useMemo(() => tape.stateAfter(count), [tape, count]);
  const metrics = useMemo(
    () => metricsOf(told.slice(0, count), practiceLookup(state.command.practice[PRACTICE_KEY])(startMs)),
    [told, count, state, startMs],
  );
  const parties = useMemo(() => knownIn(state), [state]);
  const theme = useThemeOnScreen();
  return (
    <main className="grid min-h-0 grid-cols-[24rem_minmax(0,1fr)_26rem] max-2xl:grid-cols-[21rem_minmax(0,1fr)_21rem] grid-rows-[minmax(0,1fr)_auto] gap-gutter p-gutter">
      <h1 className="sr-only">{t('replay.title')}</h1>
      <div className="grid grid-rows-[auto_auto_minmax(0,1fr)] gap-gutter min-h-0">
        <Facts world={world} startMs={startMs} endMs={endMs} cut={cut} />
        <MetricsPanel metrics={metrics} atMs={atMs} />
        <Lately tape={tape} count={count} />
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
      <KnownPanel parties={parties} />
      <div className="col-span-full">
        <ReplayBar
          playback={playback}
          startMs={startMs}
          endMs={endMs}
          density={density}
          marks={marks}
          moments={moments}
          onBookmark={() => toggleOwn(atMs)}
        />
      </div>
    </main>
  );
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
      title={drill?.title ?? t('replay.title')}
      actions={
        <a className="text-ink-2 underline" href={inWorld(paths.drills, world)}>
          {t('replay.back')}
        </a>
      }
      padded
    >
      <dl className="m-0 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-meta [&_dt]:text-ink-3 [&_dt]:whitespace-nowrap [&_dd]:m-0">
        <dt>{t('detail.scenario')}</dt>
        <dd>{t(`detail.scenarioName.${drill?.scenario === 'storm' ? 'storm' : 'other'}`)}</dd>
        <dt>{t('replay.time')}</dt>
        <dd>
          {date(startMs)} {formatMinute(startMs)}–{formatMinute(endMs)}
        </dd>
        <dt>{t('replay.out')}</dt>
        <dd className="text-drill">{t('detail.noSend')}</dd>
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

/** The last things that had happened by this moment, newest first. */
function Lately({ tape, count }: { tape: Tape; count: number }) {
  const { t } = useTranslation('drill');
  const tell = useEventWords();
  const entries = useMemo(() => {
    // Told from the first event on: what a later one ends is then known by name.
    return tellNewestFirst(tape.events.slice(0, count).reverse(), tell)
      .filter(({ quiet }) => quiet !== 'quiet')
      .slice(0, LAST_SHOWN);
  }, [tape, count, tell]);
  return (
    <Panel className="min-h-0" title={t('replay.lately')} meta={t('replay.events', { count })}>
      <LogList label={t('replay.lately')} entries={entries} empty={t('replay.nothingYet')} />
    </Panel>
  );
}
