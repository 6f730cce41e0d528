import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import { HAZARD_EN } from '@sitong/shared/kernel/hazard-en.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { COLOUR_NAME, HAZARD_NAME } from '@sitong/shared/pillars/release/warning-wording.ts';

/** What the public page says beside the warnings, whose own texts stay as they were issued; a county may change it. */
export interface PublicWords {
  lang: 'zh-CN' | 'en';
  title: (county: string) => string;
  office: (county: string) => string;
  none: string;
  noneMore: string;
  inForce: (n: number) => string;
  area: string;
  doNow: string;
  from: string;
  issued: string;
  until: string;
  number: string;
  help: string;
  helpers: readonly (readonly [number: string, who: string])[];
  asOf: string;
  changed: (at: string, ago: string) => string;
  reload: string;
  ago: (span: string) => string;
  justNow: string;
  left: (span: string) => string;
  units: { d: string; h: string; min: string };
  heading: (hazard: Hazard, level: Level) => string;
  grade: Record<Level, string>;
  /** The other language: its address and its name in itself. */
  other: { href: string; lang: string; name: string };
}

const COLOUR_EN: Record<Level, string> = { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'blue' };

export const PUBLIC_WORDS: Record<'zh-CN' | 'en', PublicWords> = {
  'zh-CN': {
    lang: 'zh-CN',
    title: (county) => `${county}预警信息`,
    office: (county) => `${county}应急管理局发布`,
    none: '当前没有生效的预警',
    noneMore: '有新的预警时，本页会显示。',
    inForce: (n) => `生效预警 ${n} 条，按级别排列`,
    area: '影响范围',
    doNow: '请立即这样做',
    from: '发布单位',
    issued: '发布时间',
    until: '有效至',
    number: '编号',
    help: '紧急求助',
    helpers: [
      ['110', '公安'],
      ['119', '消防'],
      ['120', '急救'],
    ],
    asOf: '截至',
    changed: (at, ago) => `最近变动 ${at}（${ago}）。`,
    reload: '本页每2分钟自动更新，也可以手动刷新。',
    ago: (span) => `${span}前`,
    justNow: '刚刚',
    left: (span) => `还有 ${span}`,
    units: { d: '天', h: '小时', min: '分钟' },
    heading: (hazard, level) => `${HAZARD_NAME[hazard]}${COLOUR_NAME[level]}预警`,
    grade: { 1: 'Ⅰ级', 2: 'Ⅱ级', 3: 'Ⅲ级', 4: 'Ⅳ级' },
    other: { href: '/public?lang=en', lang: 'en', name: 'English' },
  },
  en: {
    lang: 'en',
    title: (county) => `${county} warnings`,
    office: (county) => `Issued by the emergency bureau of ${county}`,
    none: 'No warning is in force',
    noneMore: 'A new warning will show on this page.',
    inForce: (n) => (n === 1 ? '1 warning in force' : `${n} warnings in force, worst first`),
    area: 'Area',
    doNow: 'Do this now',
    from: 'Issued by',
    issued: 'Issued at',
    until: 'Valid until',
    number: 'Number',
    help: 'Call for help',
    helpers: [
      ['110', 'Police'],
      ['119', 'Fire'],
      ['120', 'Ambulance'],
    ],
    asOf: 'As of',
    changed: (at, ago) => `Last change ${at} (${ago}). `,
    reload: 'This page renews itself every 2 minutes. Warnings are worded in Chinese, as they were issued.',
    ago: (span) => `${span} ago`,
    justNow: 'just now',
    left: (span) => `${span} left`,
    units: { d: 'd', h: 'h', min: 'min' },
    heading: (hazard, level) => `${HAZARD_EN[hazard]}, ${COLOUR_EN[level]} warning`,
    grade: { 1: 'Level Ⅰ', 2: 'Level Ⅱ', 3: 'Level Ⅲ', 4: 'Level Ⅳ' },
    other: { href: '/public?lang=zh-CN', lang: 'zh-CN', name: '中文' },
  },
};

/**
 * Chinese unless somebody chose English, by the address or by the languages of their device (RFC 9110 §12.5.4): the
 * one of both that they like better, and on a draw Chinese.
 */
export function publicLanguage(chosen: unknown, accepted: string | undefined): 'zh-CN' | 'en' {
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  const liked = { zh: 0, en: 0 };
  for (const part of (accepted ?? '').slice(0, 400).split(',')) {
    const [tag = '', ...params] = part.trim().toLowerCase().split(';');
    const weight = Number(params.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean) ?? 1);
    const language = tag.split('-')[0];
    if ((language === 'zh' || language === 'en') && weight > liked[language]) liked[language] = weight;
  }
  return liked.en > liked.zh ? 'en' : 'zh-CN';
}
