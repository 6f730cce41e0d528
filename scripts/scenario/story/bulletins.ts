import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Day } from './day.ts';

/** A message for `POST /api/ingest/cap`. */
export interface Bulletin {
  atMs: number;
  xml: string;
}

const SENDER = 'Chengcheng_County_Meteorological_Observatory';
const PREFIX = '61052541600000';

interface Words {
  clock: string;
  msgType: 'Alert' | 'Update' | 'Cancel';
  severity: 'Severe' | 'Extreme';
  headline: string;
  description: string;
  area: string;
  codes: readonly string[];
  /** Clock time at which it ends; without one the shipped practice decides. */
  expires?: string;
  follows?: string;
}

const BULLETINS: readonly Words[] = [
  {
    clock: '20:18',
    msgType: 'Alert',
    severity: 'Severe',
    headline: '澄城县气象台发布暴雨橙色预警[Ⅱ级/严重]',
    description: '预计未来3小时我县北部镇（街道）降雨量将达50毫米以上，局地伴有短时强降水，请注意防范。',
    area: '澄城县',
    codes: ['610525000000'],
  },
  {
    clock: '20:38',
    msgType: 'Update',
    severity: 'Extreme',
    headline: '澄城县气象台升级发布暴雨红色预警[Ⅰ级/特别严重]',
    description: '冯原镇、王庄镇过去3小时降雨量已达100毫米以上，降雨仍将持续，山洪、地质灾害风险很高。',
    area: '冯原镇、王庄镇',
    codes: ['610525101000', '610525102000'],
    expires: '23:38',
    follows: '20:18',
  },
  {
    clock: '22:05',
    msgType: 'Cancel',
    severity: 'Extreme',
    headline: '澄城县气象台解除暴雨红色预警',
    description: '降雨已经停止，解除暴雨红色预警。',
    area: '冯原镇、王庄镇',
    codes: ['610525101000', '610525102000'],
    follows: '20:38',
  },
];

/**
 * The county weather office's warnings in the shape of CMA messages (see the samples of the project). In a drill
 * they are exercises: CAP status Exercise, never Actual. `salt` keeps two drills' messages apart.
 */
export function bulletinsOf(day: Day, salt: string): Bulletin[] {
  const named = (clock: string) => {
    const sent = toTimestamp(day.at(clock)).replace(/\.\d+/, '');
    return { sent, identifier: `${PREFIX}_${sent.replace(/\+.*$/, '').replace(/\D/g, '')}_${salt}` };
  };
  return BULLETINS.map((words) => {
    const { sent, identifier } = named(words.clock);
    const before = words.follows === undefined ? undefined : named(words.follows);
    const expires = words.expires === undefined ? undefined : named(words.expires).sent;
    const reference =
      before === undefined ? '' : `\n  <references>${SENDER},${before.identifier},${before.sent}</references>`;
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>${identifier}</identifier>
  <sender>${SENDER}</sender>
  <sent>${sent}</sent>
  <status>Exercise</status>
  <msgType>${words.msgType}</msgType>
  <scope>Public</scope>${reference}
  <info>
    <language>zh-CN</language>
    <category>Met</category>
    <event>暴雨</event>
    <urgency>${words.msgType === 'Update' ? 'Immediate' : 'Unknown'}</urgency>
    <severity>${words.severity}</severity>
    <certainty>${words.msgType === 'Update' ? 'Observed' : 'Unknown'}</certainty>
    <effective>${sent}</effective>${expires === undefined ? '' : `\n    <expires>${expires}</expires>`}
    <senderName>澄城县气象台</senderName>
    <headline>${words.headline}</headline>
    <description>${words.description}</description>
    <area>
      <areaDesc>${words.area}</areaDesc>
${words.codes.map((code) => `      <geocode><valueName>CPEAS Geographic Code</valueName><value>${code}</value></geocode>`).join('\n')}
    </area>
  </info>
</alert>`;
    return { atMs: day.at(words.clock) + 5000, xml };
  });
}
