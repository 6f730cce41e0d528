import type { WorldState } from '@sitong/shared/protocol/world-state.ts';

export interface OutcomeCheck {
  name: string;
  /** Empty: it is as it should be. */
  left: string[];
}

/** How the evening ended: everything closed, everybody home, nothing unanswered. */
export function outcomeOf(state: WorldState): OutcomeCheck[] {
  const { command, rescue, monitoring, release } = state;
  const named = <T>(all: Readonly<Record<string, T>>, keep: (one: T) => boolean, name: (one: T) => string): string[] =>
    Object.values(all).filter(keep).map(name);
  return [
    {
      name: 'incidents closed',
      left: named(
        command.incidents,
        () => true,
        ({ title, status }) => `${title} ${status}`,
      ),
    },
    {
      name: 'no team attached',
      left: named(
        rescue.teams,
        (team) => team.orderId !== undefined,
        ({ id, status }) => `${id} ${status}`,
      ),
    },
    {
      name: 'every team back',
      left: named(
        rescue.teams,
        (team) => team.status !== 'available',
        ({ id, status }) => `${id} ${status}`,
      ),
    },
    {
      name: 'no alarm unacknowledged',
      left: named(
        monitoring.alarms,
        (alarm) => alarm.status !== 'acked',
        ({ number, status }) => `A-${number} ${status}`,
      ),
    },
    {
      name: 'responses ended',
      left: named(
        command.responses,
        () => true,
        ({ hazard, status }) => `${hazard} ${status}`,
      ),
    },
    {
      name: 'no own warning in force',
      left: named(
        release.warnings,
        () => true,
        ({ content, status }) => `${content.headline} ${status}`,
      ),
    },
    {
      name: 'reports sent',
      left: named(
        release.reports,
        (one) => one.status !== 'sent' && one.status !== 'received',
        ({ number, status }) => `R-${number} ${status}`,
      ),
    },
  ];
}
