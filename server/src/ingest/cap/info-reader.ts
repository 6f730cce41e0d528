import { readArea } from './area-reader.ts';
import { severityOfColour } from './colour.ts';
import { Fields } from './fields.ts';
import type { IssueLog } from './issues.ts';
import { clip } from './issues.ts';
import type { CapAlert, CapInfo, CapResource } from './model.ts';
import { isWebLink } from './text.ts';
import * as words from './vocabulary.ts';
import type { XmlElement } from './xml-reader.ts';

const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8}){0,4}$/;

/** Keeps the entries that are there, so that an absent field stays absent in the model. */
export function present<T extends object>(fields: T): Partial<T> {
  const kept: Partial<T> = { ...fields };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}

/** One `<info>`: null when something required was wrong (then the log says what). */
export function readInfo(element: XmlElement, form: CapAlert['form'], log: IssueLog): CapInfo | null {
  const fields = new Fields(element, words.INFO_ORDER, log);
  const categories = readCategories(fields, log);
  const event = fields.requiredText('event', 1000);
  const urgency = fields.word('urgency', words.URGENCIES);
  const severity = fields.word('severity', words.SEVERITIES, (raw) =>
    severityOfColour(raw, fields.path('severity'), log),
  );
  const certainty = readCertainty(fields, log);
  const rest = {
    responseTypes: fields.words('responseType', words.RESPONSE_TYPES),
    eventCodes: fields.pairs('eventCode'),
    parameters: fields.pairs('parameter'),
    resources: fields.all('resource').flatMap((child) => readResource(child, form, log)),
    areas: fields.all('area').flatMap((child) => readArea(child, log) ?? []),
    language: readLanguage(fields, log),
  };
  const texts = readTexts(fields);
  const web = readLink(fields, 'web', log);
  if (event === null || urgency === null || severity === null || certainty === null || categories.length === 0)
    return null;
  return { ...rest, ...texts, ...present({ web }), categories, event, urgency, severity, certainty };
}

function readTexts(fields: Fields) {
  return present({
    audience: fields.text('audience', 4000),
    effective: fields.time('effective'),
    onset: fields.time('onset'),
    expires: fields.time('expires'),
    senderName: fields.text('senderName', 1000),
    headline: fields.text('headline', 4000),
    description: fields.text('description', 100_000),
    instruction: fields.text('instruction', 100_000),
    contact: fields.text('contact', 4000),
  });
}

function readCategories(fields: Fields, log: IssueLog): CapInfo['categories'] {
  if (fields.first('category') !== undefined) return fields.words('category', words.CATEGORIES);
  const path = fields.path('category');
  return log.lenient('category_missing', path, 'required element <category> is missing; add it', 'read as Other')
    ? ['Other']
    : [];
}

function readCertainty(fields: Fields, log: IssueLog): CapInfo['certainty'] | null {
  if (fields.first('certainty') !== undefined || !log.allows('certainty_missing')) {
    return fields.word('certainty', words.CERTAINTIES);
  }
  log.lenient(
    'certainty_missing',
    fields.path('certainty'),
    'required element <certainty> is missing',
    'read as Unknown',
  );
  return 'Unknown';
}

/** RFC 3066; the schema's default is en-US. */
function readLanguage(fields: Fields, log: IssueLog): string {
  const raw = fields.text('language', 1000);
  if (raw === undefined) return 'en-US';
  if (LANGUAGE.test(raw)) return raw;
  log.error(
    { code: 'language_invalid', facts: { value: clip(raw) } },
    fields.path('language'),
    `"${clip(raw)}" is not a language tag; write zh-CN`,
  );
  return 'en-US';
}

/** A link that is not http(s) is dropped, never refused: it must not cost a warning, nor run in a browser. */
export function readLink(fields: Fields, name: string, log: IssueLog): string | undefined {
  const raw = fields.text(name, 20_000);
  if (raw === undefined || isWebLink(raw)) return raw;
  log.note({
    code: 'link_dropped',
    path: fields.path(name),
    message: `"${clip(raw)}" is no http or https link and was left out`,
  });
  return undefined;
}

function readResource(element: XmlElement, form: CapAlert['form'], log: IssueLog): CapResource[] {
  const fields = new Fields(element, words.RESOURCE_ORDER, log);
  const resourceDesc = fields.requiredText('resourceDesc', 4000);
  // mimeType became required in CAP 1.2.
  const mimeType = form === '1.2' ? (fields.requiredText('mimeType', 200) ?? undefined) : fields.text('mimeType', 200);
  const uri = readLink(fields, 'uri', log);
  const size = fields.number('size');
  if (fields.first('derefUri') !== undefined) {
    log.note({
      code: 'resource_content_dropped',
      path: fields.path('derefUri'),
      message: 'content carried inside the message is not kept',
    });
  }
  const sizeBytes = size !== undefined && Number.isInteger(size) && size >= 0 ? size : undefined;
  if (resourceDesc === null) return [];
  return [{ resourceDesc, ...present({ mimeType, sizeBytes, uri, digest: fields.text('digest', 200) }) }];
}
