import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../../ui/format/time.ts';
import { plainText } from '../../../ui/log-list.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { EventWords } from '../../../wall/event-words/event-words.ts';
import { stateOf } from '../query-state.ts';
import { useSeen } from './replay-data.ts';
import { type Sight, type Viewer, viewersAt } from './seen.ts';
import type { Tape } from './tape.ts';

interface SeenPanelProps {
  readonly world: WorldId;
  readonly tape: Tape;
  readonly atMs: number;
  /** The chosen event, or the newest that somebody had to see; undefined: nothing has happened yet. */
  readonly event: EventWords | undefined;
}

/** Whose screen had shown the chosen event by this moment: the delivery ledger, not what anybody says of it. */
export function SeenPanel({ world, tape, atMs, event }: SeenPanelProps) {
  const { t } = useTranslation('drill');
  const seq = event === undefined ? undefined : Number(event.id);
  const asked = useSeen(world, seq);
  const viewers = useMemo(
    () => (asked.data === undefined || event === undefined ? [] : viewersAt(asked.data.people, tape, event.atMs, atMs)),
    [asked.data, tape, event, atMs],
  );
  const seen = viewers.filter(({ sight }) => sight === 'seen').length;
  return (
    <Panel
      className="max-h-80"
      title={t('replay.seen.title')}
      meta={t('replay.seen.how')}
      actions={viewers.length === 0 ? null : <span>{t('replay.seen.count', { seen, of: viewers.length })}</span>}
      state={event === undefined ? { kind: 'ready' } : stateOf(asked, { what: t('replay.seen.failed') })}
    >
      <div className="h-full overflow-auto px-pad py-2 grid content-start gap-2">
        {event === undefined ? (
          <p className="m-0 text-ink-2">{t('replay.nothingYet')}</p>
        ) : (
          <>
            <p className="m-0 flex items-baseline gap-2 min-w-0 font-medium">
              <time className="shrink-0 text-meta font-normal text-ink-3" dateTime={new Date(event.atMs).toISOString()}>
                {formatTime(event.atMs)}
              </time>
              <span className="min-w-0 break-words leading-[1.35]">{plainText(event)}</span>
            </p>
            {viewers.length === 0 && asked.data !== undefined ? (
              <p className="m-0 text-ink-2">{t('replay.seen.nobody')}</p>
            ) : null}
            <ul className="m-0 p-0 list-none grid gap-1" aria-label={t('replay.seen.title')}>
              {viewers.map((viewer) => (
                <Row key={viewer.username} viewer={viewer} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Panel>
  );
}

const dot: Readonly<Record<Sight, string>> = {
  seen: 'bg-ink-2 border-ink-2',
  later: 'border-dashed border-ink-1',
  never: 'border-dashed border-ink-1',
};

function Row({ viewer: { name, roles, sight, seenMs } }: { viewer: Viewer }) {
  const { t } = useTranslation(['drill', 'refusals']);
  const [role] = roles;
  const gap = sight !== 'seen';
  return (
    <li
      className={`flex items-start gap-2 min-w-0 ${gap ? 'border border-ink-1 rounded-chip px-2 -mx-2 font-medium' : ''}`}
    >
      <span
        role="img"
        aria-label={t(gap ? 'drill:replay.seen.notYet' : 'drill:replay.seen.seen')}
        className={`block size-2.5 mt-[0.35em] shrink-0 rounded-full border ${dot[sight]}`}
      />
      <span className="flex flex-wrap flex-1 min-w-0 items-baseline gap-x-2 leading-[1.35]">
        <span className="min-w-0 break-words">
          {role === undefined ? null : <span className="text-ink-2 font-normal">{t(`refusals:role.${role}`)} </span>}
          {role === 'wall' ? null : name}
        </span>
        <span className={`ml-auto text-meta leading-[1.35] whitespace-nowrap ${gap ? '' : 'text-ink-3 font-normal'}`}>
          {sight === 'never'
            ? t('drill:replay.seen.never')
            : t(`drill:replay.seen.${sight}At`, { at: formatTime(seenMs ?? 0) })}
        </span>
      </span>
    </li>
  );
}
