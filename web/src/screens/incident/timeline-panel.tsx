import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { canTellAboutIncident } from '@sitong/shared/pillars/command/can.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { openOrdersOf } from '@sitong/shared/pillars/rescue/public.ts';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { sendIntent } from '../../plumbing/live/use-live-world.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChipChoice } from '../../ui/chip.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { sameDay } from '../../ui/format/time.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { isComposing } from '../../ui/keys/chord.ts';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { focusPane } from '../../ui/keys/panes.ts';
import { LogList } from '../../ui/log-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useFormat } from '../../ui/use-format.ts';
import type { EventKind } from '../../wall/event-words/told.ts';
import { useEventWords } from '../../wall/event-words/use-event-words.ts';
import { NOTE_FIELD } from '../../wall/incident-keys.ts';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { ReplayFromHere, useMayReview } from '../../wall/replay-from-here.tsx';

const filters = ['all', 'decision', 'order', 'site', 'report'] as const;
type Filter = (typeof filters)[number];

const kinds: Readonly<Record<Exclude<Filter, 'all'>, readonly EventKind[]>> = {
  decision: ['incident', 'response'],
  order: ['order', 'task'],
  site: ['site', 'figure', 'team', 'alarm', 'source'],
  report: ['report', 'warning', 'call'],
};

/** Everything that happened to the incident, in words, newest first, by day. */
export function TimelinePanel(props: {
  incident: Incident;
  events: readonly Envelope[];
  more: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
  error: { readonly code: string; readonly retry: () => void } | undefined;
  /** Cards above the list: what has to be settled first. */
  children?: ReactNode;
}) {
  const { incident, events, more, error } = props;
  const { t } = useTranslation('incident');
  const { date } = useFormat();
  const tell = useEventWords();
  const nowMs = useNow(60_000);
  const [filter, setFilter] = useState<Filter>('all');
  const mayReview = useMayReview();
  const [chosen, setChosen] = useState<string | null>(null);
  const entries = useMemo(() => {
    const wanted = filter === 'all' ? undefined : kinds[filter];
    return events.flatMap((event) => {
      const words = tell(event);
      if (words.quiet === 'quiet' || (wanted !== undefined && !wanted.includes(words.what))) return [];
      return [{ ...words, groupId: sameDay(words.atMs, nowMs) ? null : date(words.atMs) }];
    });
  }, [events, filter, tell, date, nowMs]);
  const groups = useMemo(() => {
    const days = [...new Set(entries.flatMap(({ groupId }) => (groupId === null ? [] : [groupId])))];
    return days.map((day) => ({ id: day, heading: day }));
  }, [entries]);
  const lines = useMemo(
    () => entries.map(({ groupId, ...entry }) => (groupId === null ? entry : { ...entry, groupId })),
    [entries],
  );
  const here = entries.find(({ id }) => id === chosen);
  return (
    <Panel
      title={t('timeline.title')}
      meta={t('timeline.meta', { count: entries.length })}
      state={
        error === undefined
          ? { kind: 'ready' }
          : {
              kind: 'error',
              what: t('timeline.failed'),
              stillWorks: t('timeline.liveGoesOn'),
              code: error.code,
              onRetry: error.retry,
            }
      }
      actions={
        <ChipChoice
          label={t('timeline.filter')}
          choices={filters.map((id) => ({ id, label: t(`timeline.show.${id}`) }))}
          value={filter}
          onChange={setFilter}
        />
      }
      footer={
        more.has || here !== undefined ? (
          <>
            {more.has ? (
              <Button kind="quiet" pending={more.loading} onPress={more.load}>
                {t('timeline.older')}
              </Button>
            ) : null}
            {here === undefined ? null : <ReplayFromHere atMs={here.atMs} />}
          </>
        ) : undefined
      }
    >
      <div className="flex flex-col h-full min-h-0">
        <NoteBox incident={incident} />
        {props.children}
        <div className="flex-1 min-h-0">
          <LogList
            label={t('timeline.title')}
            variant="timeline"
            entries={lines}
            groups={groups}
            empty={t('timeline.empty')}
            {...(mayReview ? { selectedId: chosen, onSelect: setChosen } : {})}
          />
        </div>
      </div>
    </Panel>
  );
}

/** F9: one line into the record. Enter sends, also while nothing else has the focus; what is refused stays. */
function NoteBox({ incident }: { incident: Incident }) {
  const { t } = useTranslation('incident');
  const session = useSession();
  const words = useRefusalWords();
  const rescue = useWorldState((state) => state.rescue);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string>();
  const can = canTellAboutIncident(
    incident,
    session,
    openOrdersOf(rescue, incident.id).map(({ team }) => team),
  );
  useKeyAction({ id: 'note.focus', key: 'F9', labelKey: 'incident:note.label', run: () => input.current?.focus() });
  const send = async (): Promise<void> => {
    if (text.trim() === '' || sending) return;
    setSending(true);
    const answer = await sendIntent({
      type: 'AddNote',
      incidentId: incident.id,
      text: text.trim(),
      photos: [],
    }).finally(() => setSending(false));
    setRefused(answer.ok ? undefined : words(answer.refused));
    if (answer.ok) setText('');
  };
  return (
    <div className="px-pad py-2">
      <div className="flex items-center gap-2 px-3 min-h-control border border-control rounded-control bg-field focus-within:shadow-[0_0_0_2px_var(--focus)]">
        <input
          ref={input}
          id={NOTE_FIELD}
          className="flex-1 min-w-0 bg-transparent outline-none placeholder:text-ink-3"
          aria-label={t('note.label')}
          placeholder={can.allowed === 'yes' ? t('note.placeholder') : words(can)}
          disabled={can.allowed === 'no'}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (isComposing(event.nativeEvent)) return;
            if (event.key === 'Enter') void send();
            else if (event.key === 'Escape') {
              // One level back: to the list it writes into, never to nowhere.
              event.preventDefault();
              event.stopPropagation();
              const pane = event.currentTarget.closest<HTMLElement>('[data-pane]');
              if (pane !== null) focusPane(pane);
            }
          }}
        />
        <KeyHint keys={text === '' ? 'F9' : 'Enter'} />
      </div>
      {refused === undefined ? null : (
        <p role="alert" className="m-0 pt-1 text-meta text-level-1">
          {refused}
        </p>
      )}
    </div>
  );
}
