import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { COLOUR_NAME, GRADE_NAME, HAZARD_NAME } from '@sitong/shared/pillars/release/warning-wording.ts';
import { type Beat, timeOf } from './beat.ts';
import { FLOOD } from './places.ts';

interface OwnWarning {
  name: string;
  hazard: Hazard;
  level: Level;
  divisions: string[];
  areaText: string;
  text: string;
  instruction: string;
  expires: string;
  drafted: string;
  /** 红 and 橙 only. */
  checked?: string;
  signed: string;
  signer: 'leader' | 'commander';
  post: string;
  incident?: string;
  replaces?: string;
}

/** 大峪河沿线 9 村. */
const RIVER_VILLAGES = ['101233', '101202', '102201', '102210', '102200', '102214', '102206', '102202', '102212'];
/** 冯原镇西部 11 村. */
const WEST_VILLAGES = [
  '101206',
  '101211',
  '101212',
  '101215',
  '101216',
  '101217',
  '101219',
  '101205',
  '101207',
  '101224',
  '101220',
];
const inCounty = (codes: readonly string[]): string[] => codes.map((code) => `610525${code}`);

const RIVER = {
  hazard: 'flash_flood',
  level: 2,
  divisions: inCounty(RIVER_VILLAGES),
  areaText: '大峪河沿线 9 村',
  instruction: '沟口、河边人员立即按路线转移到安置点，封闭善化桥等涉水路段，专人看守。',
  signer: 'commander',
  post: 'commander',
} as const;

export const WARNINGS: readonly OwnWarning[] = [
  {
    name: 'warning-geology',
    hazard: 'landslide',
    level: 3,
    divisions: inCounty(WEST_VILLAGES),
    areaText: '冯原镇西部 11 村',
    text: '冯原镇西部累计雨量较大，黄土边坡发生滑坡、崩塌的风险较高。',
    instruction: '坡下人员夜间不得留宿，加密巡查，限制车辆通行。',
    expires: '22:04:30',
    drafted: '20:03:00',
    signed: '20:04:30',
    signer: 'leader',
    post: 'bureau-head',
  },
  {
    ...RIVER,
    name: 'warning-river',
    text: '大峪河善化站水位超过准备转移水位并继续上涨，沿线 9 村有山洪危险。',
    expires: '21:22:30',
    drafted: '20:24:30',
    checked: '20:25:20',
    signed: '20:26:30',
    incident: FLOOD,
  },
  {
    name: 'warning-rain',
    hazard: 'rainstorm',
    level: 1,
    divisions: inCounty(['101000', '102000']),
    areaText: '冯原镇、王庄镇',
    text: '冯原镇贺家桥站 3 小时雨量将超过 100 毫米，强降雨仍将持续，山洪、滑坡风险很高。',
    instruction: '危险区人员立即转移，停止一切户外活动，不得返回取物，镇村干部逐户核对。',
    expires: '23:38:00',
    drafted: '20:36:40',
    checked: '20:37:20',
    signed: '20:38:02',
    signer: 'commander',
    post: 'commander',
    incident: FLOOD,
  },
  {
    ...RIVER,
    name: 'warning-river-2',
    text: '大峪河善化站水位超过立即转移水位，洪峰将经过洛城，沿线 9 村山洪危险仍然很高。',
    expires: '22:50:00',
    drafted: '21:14:00',
    checked: '21:15:00',
    signed: '21:16:30',
    incident: FLOOD,
    replaces: 'warning-river',
  },
];

function beatsOf(warning: OwnWarning): Beat[] {
  const { name, hazard, level, divisions, areaText, text, instruction, expires, incident, replaces } = warning;
  const draft: Beat = {
    name: `${name}-draft`,
    clock: warning.drafted,
    as: 'duty',
    intent: (situation) => ({
      type: 'DraftWarning',
      warningId: situation.id(name),
      ...(incident === undefined ? {} : { incidentId: situation.id(incident) }),
      ...(replaces === undefined ? {} : { replaces: situation.id(replaces) }),
      content: {
        hazard,
        level,
        headline: `澄城县应急管理局发布${HAZARD_NAME[hazard]}${COLOUR_NAME[level]}预警[${GRADE_NAME[level]}]`,
        text,
        instruction,
        scope: { divisions: [...divisions], rings: [], areaText },
        expiresAt: timeOf(situation, expires),
      },
    }),
  };
  const check: Beat[] =
    warning.checked === undefined
      ? []
      : [
          {
            name: `${name}-check`,
            clock: warning.checked,
            as: 'leader',
            intent: ({ id }) => ({ type: 'CheckWarning', warningId: id(name), note: '范围、级别已核' }),
          },
        ];
  const sign: Beat = {
    name: `${name}-sign`,
    clock: warning.signed,
    as: warning.signer,
    intent: ({ id }) => ({ type: 'SignWarning', warningId: id(name), signing: { mode: 'signed', post: warning.post } }),
  };
  return [draft, ...check, sign];
}

/** Drafted by one, checked by another where a check is due, signed by who may. */
export function warningBeats(): Beat[] {
  return WARNINGS.flatMap(beatsOf);
}
