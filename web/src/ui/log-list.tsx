import type { ReactNode } from 'react';
import { useNow } from './clock/clock-context.tsx';
import { formatDayMinute, formatTime, sameDay } from './format/time.ts';
import { DenseList } from './table/dense-list.tsx';
import type { ListGroup } from './table/groups.ts';

/** A piece of a line: what matters is set off, by weight or (own teams, levels) by colour. */
export interface LogPart {
  readonly text: string;
  readonly tone?: 'plain' | 'strong' | 'own' | 'level-1' | 'level-2' | 'level-3' | 'level-4' | 'fault';
}

/** Filled: a turning point. Square: a document went out or came in. Open: everything else. */
export type LogMark = 'turning' | 'document' | 'plain';

export interface LogEntry {
  readonly id: string;
  readonly atMs: number;
  readonly kind: string;
  readonly parts: readonly LogPart[];
  /** Who, or where from; a second line, in the timeline only. */
  readonly by?: string;
  readonly mark?: LogMark;
  readonly groupId?: string;
}

const tones: Readonly<Record<NonNullable<LogPart['tone']>, string>> = {
  plain: '',
  strong: 'font-medium text-ink-1',
  own: 'text-own',
  'level-1': 'font-medium text-level-1',
  'level-2': 'font-medium text-level-2',
  'level-3': 'font-medium text-level-3',
  'level-4': 'font-medium text-level-4',
  fault: 'text-fault',
};

const marks: Readonly<Record<LogMark, string>> = {
  turning: 'rounded-full bg-ink-1 border-ink-1',
  document: 'bg-bg-1 border-ink-1',
  plain: 'rounded-full bg-bg-1 border-control',
};

/**
 * What happened, newest first: time, kind, text. `timeline` adds a rail with marks and a second line. A line is as high
 * as its text needs; only what somebody wrote at length ends in an ellipsis, whole under the pointer.
 */
export function LogList(props: {
  label: string;
  entries: readonly LogEntry[];
  variant?: 'log' | 'timeline';
  groups?: readonly ListGroup[];
  empty?: ReactNode;
  /** One entry of the list looked at more closely, beside it. */
  selectedId?: string | null;
  onSelect?: (id: string) => void;
}) {
  const { label, entries, variant = 'log', groups } = props;
  return (
    <DenseList
      holds="view"
      label={label}
      rows={entries}
      rowHeight={variant === 'log' ? 'log' : 'task'}
      grows
      textOf={textOfEntry}
      empty={props.empty}
      {...(groups === undefined ? {} : { groups, groupOf: groupOfEntry })}
      {...(props.onSelect === undefined ? {} : { onSelect: props.onSelect, selectedId: props.selectedId ?? null })}
    >
      {variant === 'log' ? logLine : timelineLine}
    </DenseList>
  );
}

// Named once: a list draws all its rows again when the functions it draws them with are others.
const textOfEntry = (entry: LogEntry): string => `${formatTime(entry.atMs)} ${entry.kind} ${plainText(entry)}`;
const groupOfEntry = (entry: LogEntry): string | null => entry.groupId ?? null;

export function plainText(entry: Pick<LogEntry, 'parts'>): string {
  return entry.parts.map((part) => part.text).join('');
}

function logLine(entry: LogEntry): ReactNode {
  return (
    <div className="flex items-baseline gap-3 w-full min-w-0 py-1 max-2xl:py-px">
      <time className="text-ink-3 shrink-0 text-meta leading-[1.25]" dateTime={new Date(entry.atMs).toISOString()}>
        <Day atMs={entry.atMs} /> {formatTime(entry.atMs)}
      </time>
      <span className="text-ink-3 shrink-0 text-meta leading-[1.25]">{entry.kind}</span>
      <span
        className="min-w-0 break-words line-clamp-4 leading-[1.35] max-2xl:line-clamp-6 max-2xl:text-meta max-2xl:leading-[1.25]"
        title={plainText(entry)}
      >
        <Parts parts={entry.parts} />
      </span>
    </div>
  );
}

/** `07-17` of an entry of another day than today: a log goes on over midnight, and 21:28 alone would be this evening. */
function Day({ atMs }: { atMs: number }): ReactNode {
  const nowMs = useNow(60_000);
  return sameDay(atMs, nowMs) ? null : <span>{formatDayMinute(atMs).slice(0, 5)}</span>;
}

function timelineLine(entry: LogEntry): ReactNode {
  return (
    <div className="relative grid grid-cols-[4.5rem_1rem_minmax(0,1fr)] gap-x-2 w-full self-stretch items-start pt-1 pb-0.5">
      <span aria-hidden="true" className="absolute left-[5.4rem] inset-y-0 w-px bg-hairline" />
      <time className="text-ink-3 text-meta leading-[1.5]" dateTime={new Date(entry.atMs).toISOString()}>
        {formatTime(entry.atMs)}
      </time>
      <span className={`relative size-2.5 mt-[0.45em] justify-self-center border-2 ${marks[entry.mark ?? 'plain']}`} />
      <div className="min-w-0">
        <p className="m-0 break-words line-clamp-4 leading-[1.4]" title={plainText(entry)}>
          <Parts parts={entry.parts} />
        </p>
        <p className="m-0 flex flex-wrap gap-x-3 text-meta leading-[1.4] text-ink-3">
          <Day atMs={entry.atMs} />
          <span>{entry.kind}</span>
          <span>{entry.by}</span>
        </p>
      </div>
    </div>
  );
}

function Parts({ parts }: { parts: readonly LogPart[] }) {
  let from = 0;
  return parts.map((part) => {
    const at = from;
    from += part.text.length;
    return (
      <span key={at} className={tones[part.tone ?? 'plain']}>
        {part.text}
      </span>
    );
  });
}
