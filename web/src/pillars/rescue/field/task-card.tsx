import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Prose } from '../../../plumbing/text/prose.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatDayMinute, formatMinute, sameDay } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { levelText } from '../../../ui/level/level.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import type { SceneClocks } from './scene-clocks.ts';

export interface TaskCardProps {
  order: Order;
  grade: Level | undefined;
  /** `I-0142`; absent while the incident is not known here. */
  incidentNumber: string | undefined;
  shelter: { name: string; capacity: number } | undefined;
  villageName: string;
  /** What runs on site; absent until the team is there. */
  scene: SceneClocks | undefined;
  /** The newest step that ended the way there or the work, world time, ms. */
  reached: { act: 'arrive' | 'complete' | 'withdraw' | 'return'; atMs: number } | undefined;
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
        <h2 className="m-0 text-balance text-title font-bold">
          <Prose text={content.task} />
        </h2>
        <Reached reached={props.reached} />
        <Place {...props} />
        <Moved order={order} moved={props.moved} />
        {order.revisions > 0 ? (
          <p className="m-0 font-medium text-ink-1">{t('task.revised', { count: order.revisions })}</p>
        ) : null}
        <Rows {...props} />
      </div>
      {size === 'whole' ? map : null}
      <div className="border-t border-hairline px-4 py-1.5">{foot}</div>
    </article>
  );
}

function Place({ order, villageName, size }: TaskCardProps) {
  if (size === 'brief') return null;
  const { name } = order.content.destination;
  return <p className="m-0 text-row font-medium">{name.startsWith(villageName) ? name : `${villageName} ${name}`}</p>;
}

/** ✓ 已到场 · 11:24 · 在场12分: the word, the time of day and the time gone by, each for itself. */
function Reached({ reached }: Pick<TaskCardProps, 'reached'>) {
  const { t } = useTranslation('field');
  const { span } = useFormat();
  const now = useNow();
  if (reached === undefined) return null;
  const { act, atMs } = reached;
  return (
    <p className="m-0 flex flex-wrap items-baseline gap-x-4 text-row">
      <span className="inline-flex items-center gap-1.5 font-medium text-own">
        <Icon name="check" />
        {t(`act.past.${act}`)}
      </span>
      <time className="font-medium" dateTime={new Date(atMs).toISOString()}>
        {sameDay(atMs, now) ? formatMinute(atMs) : formatDayMinute(atMs)}
      </time>
      <span className="text-ink-2">
        {t(act === 'arrive' ? 'task.onScene' : 'task.ago', { span: span(Math.max(0, now - atMs)) })}
      </span>
    </p>
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

type RowKey = 'to' | 'by' | 'report' | 'safe' | 'risk' | 'gear' | 'who';

/** 去 限 险 护 找: only what was said. On site 限 gives way to what is due there; `brief` leaves only what runs. */
function Rows({ order, shelter, scene, reached, size }: TaskCardProps) {
  const { t } = useTranslation('field');
  const { content } = order;
  const dueMs = content.arriveBy === undefined || reached !== undefined ? undefined : Date.parse(content.arriveBy);
  const running: readonly (readonly [key: RowKey, value: ReactNode])[] = [
    ['by', dueMs === undefined ? undefined : <Due key="by" dueMs={dueMs} what="arriveBy" />],
    ['report', scene === undefined ? undefined : <Due key="report" dueMs={scene.feedbackDueMs} what="feedbackBy" />],
    ['safe', scene === undefined ? undefined : <Due key="safe" dueMs={scene.safetyDueMs} what="safeBy" />],
  ];
  const whole: readonly (readonly [key: RowKey, value: ReactNode])[] = [
    ['to', <To key="to" shelter={shelter} destination={content.destination.name} />],
    ...running,
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
  const rows = size === 'whole' ? whole : running;
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

/** A moment of the day by which something is due, and in words how long that still is: never two clock faces side by side. */
function Due({ dueMs, what }: { dueMs: number; what: 'arriveBy' | 'feedbackBy' | 'safeBy' }) {
  const { t } = useTranslation(['field', 'ui']);
  const { span } = useFormat();
  const now = useNow();
  const left = dueMs - now;
  const seconds = Math.ceil(left / 1000);
  const leftWords =
    seconds < 600 ? t('field:task.minSec', { m: Math.floor(seconds / 60), s: seconds % 60 }) : span(left);
  return (
    <span className="flex flex-wrap gap-x-5">
      <span>{t(`field:task.${what}`, { at: sameDay(dueMs, now) ? formatMinute(dueMs) : formatDayMinute(dueMs) })}</span>
      <span className={left < 0 ? 'font-medium text-level-1' : 'font-medium'}>
        {left < 0 ? t('ui:countdown.over', { span: span(-left) }) : t('ui:countdown.left', { span: leftWords })}
      </span>
    </span>
  );
}
