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
  /** Where rows grow with what they say: how high a line is, as far as it has been seen. */
  readonly heightOf?: ((id: string) => number | undefined) | undefined;
}

/** Rows of no group, then each group under its heading, even an empty one. */
export function linesOf<R extends Row>(
  rows: readonly R[],
  { groups, groupOf, rowPx, groupPx, heightOf }: Shape<R>,
): readonly FootLine<R>[] {
  const line = (row: R): FootLine<R> => ({ kind: 'row', id: row.id, heightPx: heightOf?.(row.id) ?? rowPx, row });
  const sections = grouped(rows, groups, groupOf);
  return [
    ...sections.pinned.map(line),
    ...sections.groups.flatMap(({ group, rows: inGroup }) => [
      headingOf(group, heightOf?.(`heading/${group.id}`) ?? groupPx),
      ...inGroup.map(line),
    ]),
  ];
}

function headingOf({ id, heading }: ListGroup, heightPx: number) {
  return { kind: 'heading', id: `heading/${id}`, heightPx, heading } as const;
}
