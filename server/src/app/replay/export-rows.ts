import { type Envelope, isVisible, type Scope } from '@sitong/shared/kernel/envelope.ts';
import { hidePersons } from '@sitong/shared/kernel/mask.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { csvText } from '../csv.ts';

/** A file of the review, as text with how many rows it has below its head. */
export interface ReviewFile {
  rows: number;
  text: string;
}

const HEADS = {
  'zh-CN': {
    log: ['序号', '世界时间', '记录时间', '类型', '对象', '区划', '人员', '岗位', '席位', '代', '起因序号', '内容'],
    ledger: ['序号', '世界时间', '记录时间', '类型', '对象', '账号', '姓名', '角色', '首次显示', '迟秒'],
  },
  en: {
    log: [
      'No.',
      'World time',
      'Recorded',
      'Type',
      'Of',
      'Division',
      'Person',
      'Post',
      'Seat',
      'For',
      'Caused by',
      'Content',
    ],
    ledger: ['No.', 'World time', 'Recorded', 'Type', 'Of', 'Account', 'Name', 'Roles', 'First shown', 'After s'],
  },
} as const;
export type Language = keyof typeof HEADS;

const personOf = (county: CountyIndex, id: string): string => county.persons.get(id)?.name ?? id;

/** The log as it lies, one event a row; numbers of mobile phones and identity cards that people typed are masked. */
export function logFile(events: readonly Envelope[], county: CountyIndex, language: Language): ReviewFile {
  const rows = events.map(({ seq, at, recordedAt, type, stream, division, actor, causedBy, body }) => [
    seq,
    at,
    recordedAt,
    type,
    stream,
    county.divisions.get(division)?.name ?? division,
    personOf(county, actor.person),
    actor.post ?? '',
    actor.seat ?? '',
    actor.onBehalfOf === undefined ? '' : personOf(county, actor.onBehalfOf),
    causedBy ?? '',
    hidePersons(JSON.stringify(body)),
  ]);
  return { rows: rows.length, text: csvText(HEADS[language].log, rows) };
}

/** One who had a screen in this world. */
export interface LedgerReader {
  username: string;
  name: string;
  roles: readonly string[];
  scope: Scope;
  /** When a screen of theirs first stood at these places of the log, in the order of the log. */
  steps: readonly { seq: number; at: Date }[];
}

/**
 * Who was shown what when: for each event a row for each who may see it, with when a visible screen of theirs first
 * stood at it or beyond, by the server's clock; empty: none did.
 */
export function ledgerFile(
  events: readonly Envelope[],
  readers: readonly LedgerReader[],
  language: Language,
): ReviewFile {
  const firstShown = readers.map(({ steps }) => earliestFrom(steps));
  const rows = events.flatMap((event) => {
    const { seq, at, recordedAt, type, stream, division, audience } = event;
    return readers.flatMap(({ username, name, roles, scope }, i) => {
      if (!isVisible(scope, division, audience)) return [];
      const shownMs = firstShown[i]?.(seq);
      const late = shownMs === undefined ? '' : Math.max(0, Math.round((shownMs - toMs(recordedAt)) / 1000));
      const shown = shownMs === undefined ? '' : toTimestamp(shownMs);
      return [[seq, at, recordedAt, type, stream, username, name, roles.join(' '), shown, late]];
    });
  });
  return { rows: rows.length, text: csvText(HEADS[language].ledger, rows) };
}

/** When the log was first shown up to `seq` or beyond. Several screens of one person go at their own pace. */
function earliestFrom(steps: LedgerReader['steps']): (seq: number) => number | undefined {
  const seqs = steps.map(({ seq }) => seq);
  const earliest: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let i = steps.length - 1; i >= 0; i -= 1) {
    least = Math.min(least, steps[i]?.at.getTime() ?? least);
    earliest[i] = least;
  }
  return (seq) => {
    let [low, high] = [0, seqs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((seqs[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return earliest[low];
  };
}
