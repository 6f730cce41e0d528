import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import { type Hazard, HazardSchema, symbolCode } from '@sitong/shared/kernel/hazard.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';
import { HOUR_MS, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { draftWarningContent } from '@sitong/shared/pillars/release/templates.ts';

/** What the form holds: the content, with the end as hours until it is saved. */
export interface DraftForm {
  content: WarningContent;
  validH: number;
  unit: string;
  /** `template`: nobody has touched the words, so they follow hazard, level and area by themselves. */
  words: 'template' | 'own';
}

/** Hazards that may carry a colour warning: social-security events never do (domain §3). */
export const WARNABLE: readonly Hazard[] = HazardSchema.options.filter(
  (hazard) => !symbolCode(hazard).startsWith('A4'),
);

export interface DraftFrom {
  county: CountyIndex;
  practice: Practice;
  nowMs: number;
  unit: string;
}

/** 按模板: the words follow hazard, level and area; a person reads and changes them. */
export function templated(form: DraftForm, { county, practice, nowMs }: DraftFrom, situation?: string): DraftForm {
  const { hazard, level, scope } = form.content;
  const made = draftWarningContent(
    {
      hazard,
      level,
      divisions: scope.divisions,
      rings: scope.rings,
      unit: form.unit,
      ...(situation === undefined ? {} : { situation }),
    },
    county,
    practice,
    nowMs,
  );
  return { ...form, words: 'template', content: { ...made, expiresAt: endOf(form.validH, nowMs) } };
}

export function endOf(validH: number, nowMs: number): string {
  return toTimestamp(nowMs + validH * HOUR_MS);
}

/** What of an alarm a first draft can be made of. */
export interface AlarmSource {
  readonly hazard: Hazard;
  readonly level: Level;
  readonly division: DivisionCode;
}

/** What is known of the incident, once: a title that names the place already needs no place before it. */
export function situationOf({ place, title }: Pick<Incident, 'place' | 'title'>): string {
  return title.includes(place.name) ? title : `${place.name}${title}`;
}

/** A new draft: from what it updates, from an incident, from an alarm nobody has made an incident of, or empty. */
export function newDraft(
  from: DraftFrom,
  source: { incident?: Incident | undefined; replaced?: Warning | undefined; alarm?: AlarmSource | undefined },
): DraftForm {
  const { replaced, incident, alarm } = source;
  const validH = from.practice.warning.defaultValidH;
  if (replaced !== undefined) {
    const content = { ...replaced.content, expiresAt: endOf(validH, from.nowMs) };
    return { content, validH, unit: unitOf(content, from.unit), words: 'own' };
  }
  const hazard = incident?.hazard ?? alarm?.hazard ?? 'rainstorm';
  const division = incident?.place.division ?? alarm?.division;
  const blank: DraftForm = {
    content: {
      hazard: WARNABLE.includes(hazard) ? hazard : 'rainstorm',
      level: incident?.grade ?? alarm?.level ?? 3,
      headline: '',
      text: '',
      instruction: '',
      scope: {
        divisions: division === undefined ? [] : [division],
        rings: [],
        areaText: division === undefined ? '' : from.county.divisionName(division),
      },
      expiresAt: endOf(validH, from.nowMs),
    },
    validH,
    unit: from.unit,
    words: 'template',
  };
  return templated(blank, from, incident === undefined ? undefined : situationOf(incident));
}

export function formOf(warning: Warning, unit: string): DraftForm {
  const { content } = warning;
  const validH = Math.max(1, Math.round((toMs(content.expiresAt) - toMs(warning.draftedAt)) / HOUR_MS));
  return { content, validH, unit: unitOf(content, unit), words: 'own' };
}

/** 发布单位: what stands before 发布 in the headline (national pattern). */
export function unitOf(content: Pick<WarningContent, 'headline'>, fallback: string): string {
  const [unit = '', rest] = content.headline.split('发布');
  return rest === undefined || unit === '' ? fallback : unit;
}

/** Long SMS are cut into parts of 67 hanzi; one alone holds 70 (3GPP TS 23.040, UCS-2). */
export function smsParts(text: string): number {
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

/** Read aloud at four hanzi a second. */
export function voiceSeconds(text: string): number {
  return Math.ceil([...text].length / 4);
}

/** The county's own bureau, which issues when nobody else is named. Content, the same in every screen language. */
export function bureauOf(countyName: string): string {
  return `${countyName}应急管理局`;
}

/** Red and orange, dam danger and 立即转移 are called by name (REL-11); the same rule as at the server. */
export function calledByName({ level, hazard, instruction, text }: WarningContent, practice: Practice): 'yes' | 'no' {
  const always = hazard === 'reservoir_danger' || hazard === 'dike_danger';
  const now = `${instruction}${text}`.includes('立即转移');
  return level <= practice.call.fromLevel || always || now ? 'yes' : 'no';
}
