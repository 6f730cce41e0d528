import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Prose } from '../../../plumbing/text/prose.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatStopwatch } from '../../../ui/format/duration.ts';
import { formatMinute } from '../../../ui/format/time.ts';
import { levelText } from '../../../ui/level/level.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { useFormat } from '../../../ui/use-format.ts';

export interface TaskCardProps {
  order: Order;
  grade: Level | undefined;
  /** `I-0142`; absent while the incident is not known here. */
  incidentNumber: string | undefined;
  shelter: { name: string; capacity: number } | undefined;
  villageName: string;
  /** Since when the team is on site, device or world time, ms. */
  arrivedMs: number | undefined;
  moved: number | undefined;
  /** `brief`: no rows and no map, so that the outbox fits on the screen. */
  size: 'whole' | 'brief';
  map: ReactNode;
  foot: ReactNode;
}

/** The one task card (ux §6.12). */
export function TaskCard(props: TaskCardProps) {
  const { order, grade, incidentNumber, size, map, foot } = props;
  const { t } = useTranslation(['field', 'command']);
  const { content } = order;
  return (
    <article className="overflow-hidden rounded-phone border border-hairline bg-bg-1" aria-label={content.task}>
      <div className="grid gap-0.5 px-4 pt-2.5 pb-2.5">
        <p className="m-0 flex flex-wrap items-center gap-x-2">
          {grade === undefined ? null : (
            <>
              <LevelGlyph level={grade} size={22} />
              <span className={`font-medium ${levelText[grade]}`}>{t(`command:grade.${grade}`)}</span>
            </>
          )}
          <span className="text-ink-2">{incidentNumber}</span>
          <span className="ml-auto text-ink-2">{shownNumber('D', order.number)}</span>
        </p>
        <h2 className="m-0 flex flex-wrap items-baseline gap-x-3 text-title font-bold">
          <span className="text-balance">
            <Prose text={content.task} />
          </span>
          <Arrived sinceMs={props.arrivedMs} />
        </h2>
        <Place {...props} />
        <Moved order={order} moved={props.moved} />
        {order.revisions > 0 ? (
          <p className="m-0 font-medium text-ink-1">{t('task.revised', { count: order.revisions })}</p>
        ) : null}
        {size === 'whole' ? <Rows {...props} /> : null}
      </div>
      {size === 'whole' ? map : null}
      {size === 'whole' ? <div className="border-t border-hairline px-4 py-1.5">{foot}</div> : null}
    </article>
  );
}

function Place({ order, villageName, size }: TaskCardProps) {
  if (size === 'brief') return null;
  const { name } = order.content.destination;
  return <p className="m-0 text-row font-medium">{name.startsWith(villageName) ? name : `${villageName} ${name}`}</p>;
}

function Arrived({ sinceMs }: { sinceMs: number | undefined }) {
  const { t } = useTranslation('field');
  const now = useNow();
  if (sinceMs === undefined) return null;
  return (
    <span className="text-row font-medium text-own">{t('task.arrived', { span: formatStopwatch(now - sinceMs) })}</span>
  );
}

function Moved({ order, moved }: { order: Order; moved: number | undefined }) {
  const { t } = useTranslation('field');
  if (moved === undefined) return null;
  const { headcount } = order.content;
  return (
    <p className="m-0 flex flex-wrap gap-x-6 text-ink-2">
      <span>{t('task.moved', { count: moved })}</span>
      {headcount === undefined ? null : (
        <b className="text-ink-1">{t('task.left', { count: Math.max(0, headcount - moved) })}</b>
      )}
    </p>
  );
}

/** 去 限 险 护 找: only what was said. */
function Rows({ order, shelter }: TaskCardProps) {
  const { t } = useTranslation('field');
  const { content } = order;
  const rows: readonly (readonly [key: 'to' | 'by' | 'risk' | 'gear' | 'who', value: ReactNode])[] = [
    ['to', <To key="to" shelter={shelter} destination={content.destination.name} />],
    ['by', content.arriveBy === undefined ? undefined : <By key="by" dueMs={Date.parse(content.arriveBy)} />],
    ['risk', content.hazards === '' ? '' : <Prose key="risk" text={content.hazards} />],
    ['gear', content.protection],
    [
      'who',
      [
        content.siteCommander,
        content.channel === undefined ? undefined : t('task.channel', { channel: content.channel }),
      ]
        .filter((part) => part !== undefined && part !== '')
        .join('\u2003'),
    ],
  ];
  return (
    <dl className="m-0 mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 leading-snug">
      {rows.map(([key, value]) =>
        value === undefined || value === '' ? null : (
          <div key={key} className="contents">
            <dt className="text-ink-3">
              <span aria-hidden="true">{t(`task.row.${key}`)}</span>
              <span className="sr-only">{t(`task.rowName.${key}`)}</span>
            </dt>
            <dd className="m-0">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function To({ shelter, destination }: { shelter: TaskCardProps['shelter']; destination: string }) {
  const { t } = useTranslation('field');
  if (shelter === undefined) return destination;
  return (
    <span className="flex flex-wrap gap-x-5">
      <span>{shelter.name}</span>
      <span>{t('task.capacity', { count: shelter.capacity })}</span>
    </span>
  );
}

function By({ dueMs }: { dueMs: number }) {
  const { t } = useTranslation(['field', 'ui']);
  const { remaining, span } = useFormat();
  const now = useNow();
  const left = dueMs - now;
  return (
    <span className="flex flex-wrap gap-x-5">
      <span>{t('task.arriveBy', { at: formatMinute(dueMs) })}</span>
      <span className={left < 0 ? 'font-medium text-level-1' : ''}>
        {left < 0 ? t('ui:countdown.over', { span: span(-left) }) : t('ui:countdown.left', { span: remaining(left) })}
      </span>
    </span>
  );
}
