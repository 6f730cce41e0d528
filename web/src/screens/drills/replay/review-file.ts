import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useTranslation } from 'react-i18next';
import { csvField } from '../../../plumbing/http/csv-field.ts';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import type { Bookmark } from './bookmarks.ts';
import type { Metric } from './metrics.ts';

/** Rows of a file for the review: words as on screen, times in seconds so that a spreadsheet can count with them. */
export type ReviewRows = readonly (readonly (string | number)[])[];

/** The measures up to this moment, under the name of the drill and the moment they were taken at; then every bookmark. */
export function useReview(metrics: readonly Metric[], atMs: number, bookmarks: readonly Bookmark[]): ReviewRows {
  const { t } = useTranslation('drill');
  const title = useWorldState((state) => state.command.drills['drill']?.title ?? t('replay.live.title'));
  return [
    [t('replay.export.drill'), title],
    [t('replay.export.until'), toTimestamp(atMs)],
    [t('replay.metrics.what'), t('replay.export.tookS'), t('replay.export.withinS'), t('replay.metrics.result')],
    ...metrics.map(({ id, tookMs, withinMs }) => [
      t(`replay.metrics.name.${id}`),
      tookMs === undefined ? '' : seconds(tookMs),
      seconds(withinMs),
      t(
        tookMs === undefined
          ? 'replay.metrics.notYet'
          : tookMs <= withinMs
            ? 'replay.metrics.yes'
            : 'replay.metrics.no',
      ),
    ]),
    [],
    [t('replay.moment.own'), t('replay.note.text'), t('replay.note.by')],
    ...bookmarks.map((one) => [toTimestamp(one.atMs), one.text, one.by]),
  ];
}

const seconds = (ms: number): number => Math.round(ms / 1000);

/** RFC 4180: every text quoted, numbers bare. */
export function reviewText(rows: ReviewRows): string {
  return rows
    .map((row) => row.map((cell) => (typeof cell === 'number' ? String(cell) : csvField(cell))).join(','))
    .join('\r\n');
}
