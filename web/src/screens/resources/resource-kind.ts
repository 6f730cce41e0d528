import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';

export const resourceKinds = ['shelters', 'depots', 'teams'] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/** Something the county has, at the place that the register says. */
export interface Resource {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly name: string;
  readonly point: Point;
}

/** All three kinds; the map shows them together, whichever list is beside it. */
export function resourcesOf({ data }: CountyIndex): readonly Resource[] {
  return [
    ...data.shelters.map(({ id, name, point }): Resource => ({ id, kind: 'shelters', name, point })),
    ...data.depots.map(({ id, name, point }): Resource => ({ id, kind: 'depots', name, point })),
    ...data.teams.map(({ id, name, base }): Resource => ({ id, kind: 'teams', name, point: base })),
  ];
}
