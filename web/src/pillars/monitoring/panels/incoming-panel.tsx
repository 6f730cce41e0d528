import type { IncomingWarning } from '@sitong/shared/pillars/monitoring/state.ts';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { Age } from '../../../ui/clock/age.tsx';
import { Countdown } from '../../../ui/clock/countdown.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { DenseList } from '../../../ui/table/dense-list.tsx';

interface Row extends IncomingWarning {
  readonly id: string;
}

const rows = new WeakMap<IncomingWarning, Row>();

/** The list asks for an id of its own; the row is the same as long as the warning is. */
function rowOf(warning: IncomingWarning): Row {
  const known = rows.get(warning);
  if (known !== undefined) return known;
  const made = { ...warning, id: warning.incomingId };
  rows.set(warning, made);
  return made;
}

const drawn = (row: Row): ReactNode => <IncomingRow row={row} />;

/** Warnings received and in force, the worst first; Enter opens an incident from one. */
export function IncomingPanel({ onAct }: { onAct: (incomingId: string) => void }) {
  const { t } = useTranslation('monitoring');
  const incoming = useWorldState((state) => state.monitoring.incoming);
  const list = useMemo(
    () =>
      Object.values(incoming)
        .map(rowOf)
        .sort((a, b) => (a.level ?? 5) - (b.level ?? 5) || Date.parse(b.receivedAt) - Date.parse(a.receivedAt)),
    [incoming],
  );
  return (
    <Panel
      title={t('incoming.title', { count: list.length })}
      className="max-h-[40%]"
      state={list.length === 0 ? { kind: 'empty', text: t('incoming.none') } : { kind: 'ready' }}
    >
      {list.length === 0 ? null : (
        <DenseList
          label={t('incoming.label')}
          rows={list}
          rowHeight="recommendation"
          grows
          textOf={(row) => `${row.headline} ${row.areaText}`}
          onAct={onAct}
          virtual={list.length > 3}
        >
          {drawn}
        </DenseList>
      )}
    </Panel>
  );
}

/** The sender stands in the line below: said first here as well, it would push what is warned of out of a narrow panel. */
function whatIsTold({ headline, senderName }: Row): string {
  const rest = senderName !== '' && headline.startsWith(senderName) ? headline.slice(senderName.length).trim() : '';
  return rest === '' ? headline : rest;
}

function IncomingRow({ row }: { row: Row }) {
  const { t } = useTranslation('monitoring');
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 w-full py-1 leading-[1.35]">
      {row.level === undefined ? (
        <Icon name="alert" className="text-ink-3 text-[1.3em]" />
      ) : (
        <LevelGlyph level={row.level} size={20} />
      )}
      <div className="min-w-0">
        <p className="m-0 flex gap-3 items-baseline text-row">
          <span className="min-w-0 flex-1 break-words line-clamp-4" title={row.headline}>
            {whatIsTold(row)}
          </span>
          <span className="text-meta whitespace-nowrap">
            <Countdown dueMs={Date.parse(row.expiresAt)} />
          </span>
        </p>
        <p className="m-0 flex flex-wrap gap-x-3 text-meta text-ink-3">
          <span className="min-w-0 line-clamp-4" title={`${row.senderName} ${row.areaText}`}>
            {`${row.senderName} ${row.areaText}`}
          </span>
          <span className="ml-auto whitespace-nowrap">
            <span className={row.signature === 'invalid' ? 'text-fault' : ''}>{t(`signature.${row.signature}`)}</span>{' '}
            <Age atMs={Date.parse(row.sent)} cadenceMs={Number.POSITIVE_INFINITY} />
          </span>
        </p>
      </div>
    </div>
  );
}
