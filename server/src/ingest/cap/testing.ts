import { readFileSync } from 'node:fs';
import type { CapAlert } from './model.ts';
import { parseCap } from './parse-cap.ts';
import type { ProfileName } from './profiles.ts';
import { utf8 } from './xml-reader.ts';

/** Factories for the tests of this room. */

export function fixture(path: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${path}`, import.meta.url));
}

/** 澄城县 and its towns, with 2023 statistical codes. */
export const CHENGCHENG: ReadonlyMap<string, string> = new Map([
  ['610525000000', '澄城县'],
  ['610525001000', '城关街道'],
  ['610525101000', '冯原镇'],
  ['610525102000', '王庄镇'],
  ['610525103000', '尧头镇'],
  ['610525104000', '赵庄镇'],
  ['610525101200', '冯原村委会'],
]);

export interface CapParts {
  readonly identifier?: string;
  readonly sender?: string;
  readonly sent?: string;
  readonly status?: string;
  readonly msgType?: string;
  readonly scope?: string;
  readonly references?: string;
  readonly headline?: string;
  readonly severity?: string;
  readonly expires?: string;
  readonly area?: string;
  /** Put before `</info>`, replacing the area. */
  readonly infoTail?: string;
}

export function capXml(parts: CapParts = {}): string {
  const references = parts.references === undefined ? '' : `<references>${parts.references}</references>`;
  const expires = parts.expires === undefined ? '' : `<expires>${parts.expires}</expires>`;
  const headline = parts.headline === undefined ? '' : `<headline>${parts.headline}</headline>`;
  const area = parts.area ?? '<polygon>35.1,109.9 35.2,109.9 35.2,110.0 35.1,109.9</polygon>';
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${parts.identifier ?? 'A-1'}</identifier><sender>${
    parts.sender ?? 'sender@example.org'
  }</sender><sent>${parts.sent ?? '2026-07-12T16:15:00+08:00'}</sent><status>${parts.status ?? 'Actual'}</status><msgType>${
    parts.msgType ?? 'Alert'
  }</msgType><scope>${parts.scope ?? 'Public'}</scope>${references}<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>${
    parts.severity ?? 'Severe'
  }</severity><certainty>Likely</certainty>${expires}${headline}${
    parts.infoTail ?? `<area><areaDesc>澄城县</areaDesc>${area}</area>`
  }</info></alert>`;
}

export function capBytes(parts: CapParts = {}): Uint8Array {
  return utf8(capXml(parts));
}

/** A good alert, or a failing test that says why it was not. */
export function alertOf(parts: CapParts, profile: ProfileName = 'strict'): CapAlert {
  const result = parseCap(capBytes(parts), { profile });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const [alert] = result.alerts;
  if (alert === undefined) throw new Error('no alert');
  return alert;
}

/** Codes of what a parse refused, or `[]` when it took the message. */
export function refusalCodes(bytes: Uint8Array, profile: ProfileName): string[] {
  const result = parseCap(bytes, { profile });
  return result.ok ? [] : result.errors.map(({ code }) => code);
}

export function noteCodes(bytes: Uint8Array, profile: ProfileName): string[] {
  const result = parseCap(bytes, { profile });
  return result.ok ? result.notes.map(({ code }) => code) : ['refused'];
}
