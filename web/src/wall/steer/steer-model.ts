import type { CommandState, Incident } from '@sitong/shared/pillars/command/state.ts';

/** An incident that a console has put on the wall. */
export interface Pushed {
  readonly incident: Incident;
  readonly by: string;
  readonly atMs: number;
}

/** What the wall is asked to show; undefined: everything. An incident that is no longer open is not held on to. */
export function pushedOf({ wall, incidents }: Pick<CommandState, 'wall' | 'incidents'>): Pushed | undefined {
  const now = wall['now'];
  if (now === undefined || now.view.kind !== 'incident') return undefined;
  const incident = incidents[now.view.incidentId];
  if (incident === undefined || incident.status === 'merged') return undefined;
  return { incident, by: now.by, atMs: Date.parse(now.at) };
}

/** The incident an address is about: `/incidents/<id>`, or `?incident=<id>` at a desk. */
export function incidentOfAddress(pathname: string, search: string): string | undefined {
  return /^\/incidents\/([^/]+)$/.exec(pathname)?.[1] ?? new URLSearchParams(search).get('incident') ?? undefined;
}
