import type { Figure } from '@sitong/shared/pillars/command/events.ts';
import { type Beat, type Situation, timeOf } from './beat.ts';
import { orderBeats } from './orders.ts';
import { FLOOD, SHANHUA, SHUIWA, SLIDE } from './places.ts';

export function figure(
  incident: string,
  clock: string,
  what: Figure,
  value: number,
  source: string,
  reason?: string,
): Beat {
  return {
    name: `figure-${incident}-${what}-${clock}`,
    clock,
    as: 'duty',
    intent: (situation) => ({
      type: 'RecordFigure',
      incidentId: situation.id(incident),
      figure: what,
      value,
      asOf: timeOf(situation, clock),
      source,
      ...(reason === undefined ? {} : { reason }),
    }),
  };
}

/** The alarm of the slope sensor, while it stands: the second incident comes from it. */
function slopeAlarm({ state }: Situation): string | undefined {
  return Object.values(state.monitoring.alarms).find(
    ({ cause }) => cause.kind === 'threshold' && cause.sensor === 's-slope-landslide-001',
  )?.id;
}

/** From the shift to the teams on their way. */
export function openingBeats(): Beat[] {
  return [
    {
      name: 'shift',
      clock: '19:30:05',
      as: 'leader',
      intent: ({ id }) => ({
        type: 'StartShift',
        shiftId: id('shift'),
        officers: ['p-duty', 'p-duty-2'],
        leader: 'p-leader',
      }),
    },
    {
      name: 'report-flood',
      clock: '20:21:08',
      as: 'duty',
      intent: (situation) => ({
        type: 'ReportIncident',
        incidentId: situation.id(FLOOD),
        hazard: 'flash_flood',
        title: '山洪 善化村',
        grade: 3,
        place: { ...SHANHUA, name: '冯原镇善化村善化桥', by: 'name' },
        source: { kind: 'phone', caller: { name: '王建民', phone: '19900000005' } },
        occurredAt: timeOf(situation, '20:15'),
        text: '善化桥西 3 人被困桥墩，沟口组 94 户受威胁，水位快速上涨。',
        photos: [],
        notDuplicateOf: [],
        figures: [
          { figure: 'trapped', value: 3 },
          { figure: 'threatened', value: 386 },
        ],
      }),
    },
    {
      name: 'verify-flood',
      clock: '20:21:25',
      as: 'leader',
      intent: ({ id }) => ({ type: 'VerifyIncident', incidentId: id(FLOOD), text: '冯原镇值班室电话核实' }),
      patienceMin: 1,
    },
    {
      name: 'site-flood',
      clock: '20:24:10',
      as: 'leader',
      intent: ({ id }) => ({
        type: 'NameSiteCommander',
        incidentId: id(FLOOD),
        person: 'p-610525101-mayor',
        channel: '应急-1',
      }),
    },
    {
      name: 'report-slide',
      clock: '20:34:40',
      as: 'duty',
      intent: (situation) => {
        const alarmId = slopeAlarm(situation);
        return {
          type: 'ReportIncident',
          incidentId: situation.id(SLIDE),
          hazard: 'landslide',
          title: '滑坡 水洼村',
          grade: 4,
          place: { ...SHUIWA, name: '王庄镇水洼村后沟', by: 'sensor' },
          source: alarmId === undefined ? { kind: 'duty' } : { kind: 'alarm', alarmId },
          text: '后沟坡体位移加快，坡下 2 户 7 人。',
          photos: [],
          notDuplicateOf: [],
          figures: [{ figure: 'threatened', value: 7 }],
        };
      },
    },
    {
      name: 'site-slide',
      clock: '20:36:50',
      as: 'leader',
      intent: ({ id }) => ({
        type: 'NameSiteCommander',
        incidentId: id(SLIDE),
        person: 'p-610525102-mayor',
        channel: '应急-3',
      }),
    },
    {
      name: 'yaotou-off',
      clock: '20:36:10',
      as: 'duty',
      intent: () => ({
        type: 'ReportTeamStatus',
        team: 'team-yaotou-1',
        to: 'off_duty',
        cause: 'voice',
        reason: '检修',
      }),
    },
    ...orderBeats(),
    figure(FLOOD, '20:30:00', 'evacuated', 86, '冯原镇'),
    figure(FLOOD, '20:44:00', 'trapped', 3, '冯原1队'),
    figure(FLOOD, '20:46:00', 'evacuated', 214, '冯原镇'),
    {
      name: 'response',
      clock: '20:40:00',
      as: 'commander',
      intent: ({ id }) => ({
        type: 'ActivateResponse',
        responseId: id('response-flood'),
        hazard: 'flood',
        level: 2,
        signing: { mode: 'signed', post: 'commander' },
        incidentIds: [id(FLOOD), id(SLIDE)],
      }),
    },
  ];
}
