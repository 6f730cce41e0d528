import type { ReactNode } from 'react';
import type { Row } from './use-held-rows.ts';

export interface ListGroup {
  readonly id: string;
  readonly heading: ReactNode;
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
