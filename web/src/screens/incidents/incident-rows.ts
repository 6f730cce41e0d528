import { type Hazard, HazardSchema } from '@sitong/shared/kernel/hazard.ts';
import { type Level, LevelSchema } from '@sitong/shared/kernel/level.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { z } from 'zod';

/** One line of the table, open from the live state, closed from the server's view. */
export interface IncidentRow {
  readonly id: string;
  readonly number: number;
  readonly hazard: Hazard;
  readonly title: string;
  readonly grade: Level;
  readonly status: Incident['status'] | 'closed' | 'void';
  readonly division: string;
  readonly place: string;
  readonly reportedMs: number;
  readonly endedMs: number | undefined;
  /** The open incident itself, for figures and persons. */
  readonly incident: Incident | undefined;
}

export const ClosedPageSchema = z.object({
  incidents: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      hazard: HazardSchema,
      title: z.string(),
      grade: LevelSchema,
      status: z.enum(['closed', 'void']),
      division: z.string(),
      place: z.string(),
      reportedAt: z.string(),
      closedAt: z.string().nullable(),
      changedAt: z.string(),
    }),
  ),
});
type Closed = z.infer<typeof ClosedPageSchema>['incidents'][number];

export function openRow(incident: Incident): IncidentRow {
  const { id, number, hazard, title, grade, status, division, place, reportedAt } = incident;
  return {
    id,
    number,
    hazard,
    title,
    grade,
    status,
    division,
    place: place.name,
    reportedMs: Date.parse(reportedAt),
    endedMs: undefined,
    incident,
  };
}

export function closedRow(closed: Closed): IncidentRow {
  const { id, number, hazard, title, grade, status, division, place, reportedAt, closedAt, changedAt } = closed;
  return {
    id,
    number,
    hazard,
    title,
    grade,
    status,
    division,
    place,
    reportedMs: Date.parse(reportedAt),
    endedMs: Date.parse(closedAt ?? changedAt),
    incident: undefined,
  };
}

export type SortColumn = 'grade' | 'number' | 'title' | 'status' | 'reported';
export interface Sorting {
  readonly column: SortColumn;
  readonly direction: 'ascending' | 'descending';
}

const STATUS_RANK: readonly IncidentRow['status'][] = [
  'reported',
  'verified',
  'responding',
  'controlled',
  'ended',
  'merged',
  'closed',
  'void',
];

export function sortRows(rows: readonly IncidentRow[], { column, direction }: Sorting): IncidentRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const by = (a: IncidentRow, b: IncidentRow): number => {
    switch (column) {
      case 'grade':
        return a.grade - b.grade;
      case 'number':
        return a.number - b.number;
      case 'title':
        return a.title.localeCompare(b.title, 'zh-CN');
      case 'status':
        return STATUS_RANK.indexOf(a.status) - STATUS_RANK.indexOf(b.status);
      case 'reported':
        return a.reportedMs - b.reportedMs;
      default:
        return column satisfies never;
    }
  };
  // Equal ones: the newest first, whichever way the column runs.
  return [...rows].sort((a, b) => sign * by(a, b) || b.number - a.number);
}

/** By number, title or place; full-width typing counts as plain. */
export function matches(row: Pick<IncidentRow, 'number' | 'title' | 'place'>, typed: string): boolean {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  if (wanted === '') return true;
  const digits = /^i?-?0*(\d+)$/.exec(wanted)?.[1];
  if (digits !== undefined && String(row.number).includes(digits)) return true;
  return `${row.title} ${row.place}`.toLowerCase().includes(wanted);
}
