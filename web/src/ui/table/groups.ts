import type { ReactNode } from 'react';
import type { Row } from './use-held-rows.ts';

export interface ListGroup {
  readonly id: string;
  readonly heading: ReactNode;
}

/** How far down a row stands in a virtual list, in pixels. */
export function rowTop<R extends Row>(
  sections: ReturnType<typeof grouped<R>>,
  id: string,
  { rowPx, groupPx }: { readonly rowPx: number; readonly groupPx: number },
): number {
  const at = (rows: readonly R[]): number => rows.findIndex((row) => row.id === id);
  const pinned = at(sections.pinned);
  if (pinned !== -1) return pinned * rowPx;
  let top = sections.pinned.length * rowPx;
  for (const { rows } of sections.groups) {
    const index = at(rows);
    if (index !== -1) return top + groupPx + index * rowPx;
    top += groupPx + rows.length * rowPx;
  }
  return 0;
}

/** Rows by group in the groups' order; rows whose group is not named stay pinned, never lost. */
export function grouped<R extends Row>(
  rows: readonly R[],
  groups: readonly ListGroup[] | undefined,
  groupOf: ((row: R) => string | null) | undefined,
): { pinned: readonly R[]; groups: readonly { group: ListGroup; rows: readonly R[] }[] } {
  if (groups === undefined || groupOf === undefined) return { pinned: rows, groups: [] };
  const named = new Map<string, R[]>(groups.map((group) => [group.id, []]));
  const pinned: R[] = [];
  for (const row of rows) {
    const id = groupOf(row);
    (named.get(id ?? '') ?? pinned).push(row);
  }
  return { pinned, groups: groups.map((group) => ({ group, rows: named.get(group.id) ?? [] })) };
}
