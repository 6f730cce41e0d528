import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { Day } from './day.ts';

/** A call to the duty desk; by hand it is a prompt, scripted it is what the officers go by. */
export interface IncomingCall {
  atMs: number;
  text: string;
}

const CALLS: readonly (readonly [string, string])[] = [
  ['19:52', '县气象台 0913-5550121：北部回波加强，未来一小时雨强还要加大。'],
  ['20:20:50', '善化村 王建民 199****0005：沟口桥被冲，3 个人困在善化桥西桥墩上，水还在涨。'],
  ['20:34:20', '水洼村网格员：后沟坡上裂缝变宽，坡下两户 7 口人还没走。'],
  ['20:36', '尧头1队 199****：车载终端没电，车在检修，今晚出不了动。'],
  ['20:41', '冯原镇值班室 0913-5551010：善化村需要一辆救护车，桥西有人受伤。'],
  ['20:43', '西社村 副主任：书记电话打不通，村里没收到转移通知。'],
  ['20:46', '王庄镇值班室 0913-5551020：水洼村进村路塌方，车过不去，请派路政。'],
  ['21:11', '澄消1 现场：3 人都上岸了，1 人腿伤，交救护车。'],
  ['21:48', '县气象台 0913-5550121：雨停了，上游不再来水。'],
];

export function callsOf(day: Day): IncomingCall[] {
  return CALLS.map(([clock, text]) => ({ atMs: day.at(clock), text }));
}

/** What people of the villages report by themselves, also when the desk is played by hand. */
export interface VillageReport {
  atMs: number;
  as: string;
  intent: Omit<Extract<CommandIntent, { type: 'ReportIncident' }>, 'incidentId'>;
}

export function villageReportsOf(day: Day): VillageReport[] {
  const plain = { photos: [], notDuplicateOf: [], source: { kind: 'grid' } } as const;
  return [
    {
      atMs: day.at('20:23'),
      as: 'village',
      intent: {
        ...plain,
        photos: [],
        notDuplicateOf: [],
        type: 'ReportIncident',
        hazard: 'flash_flood',
        title: '山洪 善化村',
        grade: 3,
        place: {
          point: { lon: 109.8769, lat: 35.3453 },
          division: '610525101233',
          name: '善化桥西',
          by: 'device',
          accuracyM: 15,
        },
        text: '善化桥西 3 人被困桥墩，水位快速上涨。',
        figures: [{ figure: 'trapped', value: 3 }],
      },
    },
    {
      atMs: day.at('20:36:30'),
      as: 'person:p-610525102206-grid',
      intent: {
        ...plain,
        photos: [],
        notDuplicateOf: [],
        type: 'ReportIncident',
        hazard: 'landslide',
        title: '滑坡 水洼村',
        grade: 4,
        place: {
          point: { lon: 109.96486, lat: 35.329619 },
          division: '610525102206',
          name: '水洼村后沟',
          by: 'device',
          accuracyM: 20,
        },
        text: '后沟坡体裂缝变宽，坡下 7 人。',
        figures: [{ figure: 'threatened', value: 7 }],
      },
    },
  ];
}
