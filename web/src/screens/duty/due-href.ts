import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { paths } from '../../paths.ts';
import type { DueItem } from '../../wall/panels/due-today.ts';
import { withQuery } from '../../wall/with-query.ts';

/** Where the work of a row is done; undefined: here, by finishing the task. */
export function dueHref(item: DueItem, world: WorldId): string | undefined {
  switch (item.kind) {
    case 'task':
      return item.task.incidentId === undefined
        ? undefined
        : withQuery(paths.incident(item.task.incidentId), world, {});
    case 'report':
      return withQuery(paths.reports, world, { report: item.report.id });
    case 'hand_over':
    case 'no_shift':
      return withQuery(paths.roster, world, {});
    case 'shelved':
      return withQuery(paths.duty, world, { alarm: item.alarm.id });
    case 'warning_ends':
      return withQuery(paths.warnings, world, { warning: item.warning.id });
    case 'stock':
      return withQuery(paths.resources, world, { tab: 'depots' });
    default:
      return item satisfies never;
  }
}
