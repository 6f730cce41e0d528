import type { ReactNode } from 'react';
import type { FootItem } from './foot-places.ts';
import { grouped, type ListGroup } from './groups.ts';
import type { Row } from './use-held-rows.ts';

/** What stands in a list: its rows, and the headings between them. */
export type FootLine<R extends Row> = FootItem &
  ({ readonly kind: 'row'; readonly row: R } | { readonly kind: 'heading'; readonly heading: ReactNode });

interface Shape<R extends Row> {
  readonly groups: readonly ListGroup[] | undefined;
  readonly groupOf: ((row: R) => string | null) | undefined;
  readonly rowPx: number;
  readonly groupPx: number;
}

/** Rows of no group, then each group under its heading, even an empty one. */
export function linesOf<R extends Row>(
  rows: readonly R[],
  { groups, groupOf, rowPx, groupPx }: Shape<R>,
): readonly FootLine<R>[] {
  const line = (row: R): FootLine<R> => ({ kind: 'row', id: row.id, heightPx: rowPx, row });
  const sections = grouped(rows, groups, groupOf);
  return [
    ...sections.pinned.map(line),
    ...sections.groups.flatMap(({ group, rows: inGroup }) => [
      { kind: 'heading' as const, id: `heading/${group.id}`, heightPx: groupPx, heading: group.heading },
      ...inGroup.map(line),
    ]),
  ];
}
