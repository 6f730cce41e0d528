import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { gradeByFigures } from '@sitong/shared/pillars/command/grading.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { sendIntent } from '../../plumbing/live/use-live-world.ts';
import { practiceNow } from '../../plumbing/live/use-practice.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { openNewIncident, useConsole } from '../console-store.ts';
import { newestReport } from '../newest-report.ts';
import { useRefusalWords } from '../refusal-words.ts';
import { incidentOfAddress } from '../steer/steer-model.ts';
import { withQuery } from '../with-query.ts';
import type { Command, NameRow } from './command.ts';
import { pressKey } from './press-key.ts';

export type RunAnswer = { readonly refused?: string };

/** Carries a command out: an intent, another screen, or the very key the verb is the twin of. */
export function useRunCommand(): (command: Command) => Promise<RunAnswer> {
  const navigate = useNavigate();
  const router = useRouter();
  const county = useCounty();
  const session = useSession();
  const clock = useClock();
  const words = useRefusalWords();
  const { t } = useTranslation(['duty', 'command', 'rescue', 'wall']);
  return useCallback(
    async (command) => {
      const { replica, world } = useLive.getState();
      const { incidents } = replica.state.command;
      const go = (path: string, query: Readonly<Record<string, string | undefined>> = {}): RunAnswer => {
        void navigate({ to: withQuery(path, world, query) });
        return {};
      };
      const act = async (intent: Intent, done: string, undo?: Intent): Promise<RunAnswer> => {
        if (useConsole.getState().desk === 'locked') return { refused: words({ code: 'desk_locked' }) };
        const answer = await sendIntent(intent);
        if (!answer.ok) return { refused: words(answer.refused) };
        if (undo === undefined) showNotice({ kind: 'done', title: done });
        else useConsole.setState({ undoable: { text: done, doneAtMs: clock.now(), intent: undo } });
        return {};
      };
      switch (command.verb) {
        case 'new': {
          const row = county.divisions.get(command.division);
          if (row === undefined) return { refused: words({ code: 'unknown_division' }) };
          const incidentId = newId();
          const figures = Object.fromEntries(command.figures.map(({ figure, value }) => [figure, { value }]));
          const title = `${t(`command:hazard.${command.hazard}`)} ${row.name}`;
          const answer = await sendIntent({
            type: 'ReportIncident',
            incidentId,
            hazard: command.hazard,
            title,
            grade: gradeByFigures(command.hazard, figures),
            place: { point: row.seat, division: row.code, name: row.name, by: 'name' },
            source: { kind: 'duty' },
            text: command.text,
            photos: [],
            notDuplicateOf: [],
            figures: [...command.figures],
          });
          if (answer.ok) {
            showNotice({ kind: 'done', title: t('duty:done.reported', { title }) });
            return go(paths.dispatch, { incident: incidentId });
          }
          if (answer.refused.code === 'near_duplicate') {
            openNewIncident({
              from: { kind: 'blank' },
              hazard: command.hazard,
              division: command.division,
              figures: command.figures,
              text: command.text,
            });
          }
          return { refused: words(answer.refused) };
        }
        case 'dispatch': {
          const incident = incidents[command.incident];
          const team = county.teams.get(command.team);
          if (incident === undefined || team === undefined) return { refused: words({ code: 'incident_not_open' }) };
          const orderId = newId();
          return act(
            {
              type: 'DispatchTeam',
              orderId,
              incidentId: incident.id,
              team: team.id,
              exclusive: true,
              voice: false,
              content: {
                task: command.task,
                skills: [],
                destination: {
                  name: incident.place.name,
                  point: incident.place.point,
                  division: incident.place.division,
                },
                ...(command.dueMs === undefined ? {} : { arriveBy: toTimestamp(command.dueMs) }),
                hazards: '',
                protection: '',
                feedbackMin: practiceNow(clock.now()).order.feedbackMin,
              },
            },
            t('duty:done.dispatched', { team: team.name, task: command.task }),
            { type: 'WithdrawOrder', orderId, reason: t('duty:done.undone') },
          );
        }
        case 'status':
          return act(
            {
              type: 'ReportTeamStatus',
              team: command.team,
              to: command.status,
              cause: 'voice',
              ...(command.reason === '' ? {} : { reason: command.reason }),
            },
            t('duty:done.status', {
              team: county.teams.get(command.team)?.name ?? command.team,
              status: t(`rescue:teamStatus.${command.status}`),
            }),
          );
        case 'ack':
          return act(
            {
              type: 'AcknowledgeAlarm',
              alarmId: command.alarm,
              ...(command.note === '' ? {} : { note: command.note }),
            },
            t('duty:done.acked'),
          );
        case 'take':
          return act({ type: 'TakeAlarm', alarmId: command.alarm, seat: session.username }, t('duty:done.taken'));
        case 'shelve':
          return act(
            {
              type: 'ShelveAlarm',
              alarmId: command.alarm,
              reason: command.reason,
              until: toTimestamp(command.untilMs),
            },
            t('duty:done.shelved'),
            { type: 'UnshelveAlarm', alarmId: command.alarm },
          );
        case 'log':
          return act(
            {
              type: 'EnterDutyLog',
              text: command.text,
              ...(command.incident === undefined ? {} : { incidentId: command.incident }),
            },
            t('duty:done.logged'),
          );
        case 'find':
        case 'locate':
          return go(...addressOf(command, router.state.location));
        case 'warn':
          return go(paths.warnings, { draft: 'incident', incident: command.incident });
        case 'report':
          return go(paths.reports, { report: newestReport(replica.state.release, command.incident) });
        case 'wall': {
          const incident = command.incident === undefined ? undefined : incidents[command.incident];
          if (incident === undefined)
            return act({ type: 'SteerWall', view: { kind: 'overview' } }, t('wall:push.back'));
          return act(
            { type: 'SteerWall', view: { kind: 'incident', incidentId: incident.id } },
            t('wall:push.done', { title: incident.title }),
          );
        }
        case 'go':
          return go(paths[command.screen]);
        case 'next':
        case 'mute':
        case 'pane':
        case 'back':
        case 'help':
        case 'undo':
          // Closed for good before the key: the line gives the focus back as it goes, and F6 moves it on from there.
          flushSync(() => useConsole.setState({ line: 'closed' }));
          pressKey(KEY_OF[command.verb]);
          return {};
        default:
          return command satisfies never;
      }
    },
    [navigate, router, county, session, clock, words, t],
  );
}

const KEY_OF = { next: 'F3', mute: 'F8', pane: 'F6', back: 'Shift+F6', help: 'F1', undo: 'Ctrl+Z' } as const;

/**
 * Where a thing is looked at (`find`), and where it is seen on a map (`locate`). A look at a team or a village leaves
 * the incident and the need that were chosen as they are: the order is still for them.
 */
function addressOf(
  { verb, thing }: { verb: 'find' | 'locate'; thing: NameRow },
  { pathname, searchStr }: { pathname: string; searchStr: string },
): [string, Record<string, string | undefined>] {
  const kept = {
    incident: incidentOfAddress(pathname, searchStr),
    need: pathname === paths.dispatch ? (new URLSearchParams(searchStr).get('need') ?? undefined) : undefined,
  };
  switch (thing.kind) {
    case 'incident':
      return verb === 'find' ? [paths.incident(thing.id), {}] : [paths.dispatch, { incident: thing.id }];
    case 'team':
      return [paths.dispatch, { ...kept, team: thing.id }];
    case 'division':
      return verb === 'find'
        ? [paths.hazards, { division: thing.id }]
        : [paths.dispatch, { ...kept, division: thing.id }];
    case 'person':
      return [paths.roster, { person: thing.id }];
    default:
      return thing.kind satisfies never;
  }
}
