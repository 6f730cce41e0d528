import { teamsAttachedTo } from '@sitong/shared/pillars/rescue/public.ts';
import type { Beat, Situation } from './beat.ts';
import { figure } from './officers-open.ts';
import { FLOOD, SLIDE } from './places.ts';

/** The others have ended by then: expired, or replaced. */
const STILL_IN_FORCE = ['warning-rain', 'warning-river-2'];

function lift(name: string, clock: string): Beat {
  return {
    name: `${name}-lift`,
    clock,
    as: 'commander',
    intent: ({ state, id }) =>
      state.release.warnings[id(name)] === undefined
        ? undefined
        : { type: 'CancelWarning', warningId: id(name), reason: '降雨停止，水位回落' },
    patienceMin: 3,
  };
}

function step(
  name: string,
  clock: string,
  as: string,
  incident: string,
  type: 'ControlIncident' | 'EndIncident',
  text: string,
): Beat {
  return { name, clock, as, intent: ({ id }) => ({ type, incidentId: id(incident), text }), patienceMin: 20 };
}

function close(incident: string, clock: string, summary: string): Beat {
  return {
    name: `close-${incident}`,
    clock,
    as: 'leader',
    intent: (situation) =>
      allHome(situation, incident) ? { type: 'CloseIncident', incidentId: situation.id(incident), summary } : undefined,
    patienceMin: 30,
  };
}

function allHome({ state, id }: Situation, incident: string): boolean {
  return teamsAttachedTo(state.rescue, id(incident)).length === 0;
}

/** Rain ends, people are safe, everything that was opened is closed. */
export function closingBeats(): Beat[] {
  return [
    figure(FLOOD, '21:12:00', 'trapped', 0, '澄消1', '3 人全部救出'),
    figure(FLOOD, '21:12:30', 'injured', 1, '急救2车'),
    figure(FLOOD, '21:40:00', 'evacuated', 386, '冯原镇', '逐户核对'),
    figure(SLIDE, '21:20:00', 'evacuated', 7, '王庄1队'),
    step('control-slide', '21:55:00', 'duty', SLIDE, 'ControlIncident', '坡体位移停止，道路抢通'),
    step('control-flood', '22:02:00', 'duty', FLOOD, 'ControlIncident', '水位回落，被困人员全部救出'),
    ...STILL_IN_FORCE.map((name, n) => lift(name, `22:06:${10 + 10 * n}`)),
    {
      name: 'end-response',
      clock: '22:14:00',
      as: 'commander',
      intent: ({ id }) => ({
        type: 'EndResponse',
        responseId: id('response-flood'),
        signing: { mode: 'signed', post: 'commander' },
        summary: '降雨停止，险情解除，转移群众妥善安置。',
      }),
      patienceMin: 5,
    },
    step('end-slide', '22:17:00', 'leader', SLIDE, 'EndIncident', '险情解除'),
    step('end-flood', '22:17:30', 'leader', FLOOD, 'EndIncident', '险情解除'),
    close(SLIDE, '22:19:00', '7 人转移，无人员伤亡。'),
    close(FLOOD, '22:19:30', '3 人获救，386 人安全转移。'),
    {
      name: 'yaotou-back',
      clock: '22:14:30',
      as: 'duty',
      intent: () => ({
        type: 'ReportTeamStatus',
        team: 'team-yaotou-1',
        to: 'available',
        cause: 'voice',
        reason: '检修完成',
      }),
      patienceMin: 5,
    },
  ];
}
