import { readName, settle } from './alert-reader.ts';
import { severityOfColour } from './colour.ts';
import { readCircle, readPolygon } from './coordinates.ts';
import { eventTypeOfCode } from './event-types.ts';
import { Fields, leafText } from './fields.ts';
import { present } from './info-reader.ts';
import type { IssueLog } from './issues.ts';
import { clip } from './issues.ts';
import type { CapAlert, CapArea, CapInfo, CapReference } from './model.ts';
import { readReferences } from './reference-reader.ts';
import * as words from './vocabulary.ts';
import type { XmlElement } from './xml-reader.ts';
import { pathOf } from './xml-reader.ts';

/*
 * The structure seen in messages of the national platform (GB/T 35965.1-2018; domain.md §3). It is
 * close to CAP but not CAP: sendTime, senderCode, code/method, eventType, colours as severity,
 * geocode as bare digits. The names are known, their order is not relied on.
 */
const ALERT = [
  'identifier',
  'sender',
  'senderCode',
  'sendTime',
  'sent',
  'status',
  'msgType',
  'scope',
  'code',
  'secClassification',
  'note',
  'references',
  'info',
] as const;
const INFO = [
  'language',
  'eventType',
  'urgency',
  'severity',
  'certainty',
  'effective',
  'onset',
  'expires',
  'senderName',
  'headline',
  'description',
  'instruction',
  'web',
  'contact',
  'area',
] as const;
const AREA = ['areaDesc', 'polygon', 'circle', 'geocode'] as const;

/** `{14-digit sender code}_{yyyyMMddHHmmss}` */
const IDENTIFIER = /^(\d{14})_(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

export function isNational(root: XmlElement): boolean {
  if (root.name !== 'alert') return false;
  return root.children.some((child) => child.name === 'sendTime' || child.name === 'senderCode');
}

export function readNational(element: XmlElement, log: IssueLog): CapAlert | null {
  log.lenient('national_structure', pathOf(element), 'the message has the national structure, not that of CAP', 'read');
  const fields = new Fields(element, ALERT, log);
  const identifier = readName(fields, 'identifier', log);
  const sender = readName(fields, 'sender', log);
  const senderCode = fields.text('senderCode', 100);
  if (identifier !== null && senderCode !== undefined && IDENTIFIER.exec(identifier)?.[1] !== senderCode) {
    const message = `identifier "${clip(identifier)}" does not begin with the sender code ${clip(senderCode)}`;
    log.note({ code: 'identifier_form', path: fields.path('identifier'), message });
  }
  const msgType = fields.word('msgType', words.MSG_TYPES);
  const infos = fields.all('info').flatMap((child) => readNationalInfo(child, log) ?? []);
  return settle(
    {
      form: 'national',
      identifier,
      sender,
      sent: fields.requiredTime(
        fields.first('sendTime') === undefined && fields.first('sent') !== undefined ? 'sent' : 'sendTime',
      ),
      status: fields.word('status', words.STATUSES),
      msgType,
      scope: fields.first('scope') === undefined ? 'Public' : fields.word('scope', words.SCOPES),
      codes: [],
      references: nationalReferences(fields, sender, msgType, log),
      infos,
      signature: 'absent',
      ...present({ note: fields.text('note', 20_000) }),
    },
    element,
    log,
  );
}

/** Either CAP triplets or bare identifiers, whose last part is the time of sending at +08:00. */
function nationalReferences(
  fields: Fields,
  sender: string | null,
  msgType: CapAlert['msgType'] | null,
  log: IssueLog,
): CapReference[] {
  const child = fields.first('references');
  const raw = child?.text.trim() ?? '';
  if (raw === '') {
    if (msgType !== null && msgType !== 'Alert') {
      log.lenient(
        'references_missing',
        fields.path('references'),
        `${msgType} must name the messages it is about`,
        'kept; it acts on none',
      );
    }
    return [];
  }
  const bare = raw.split(/[\s,;]+/).map((word) => IDENTIFIER.exec(word));
  if (bare.some((match) => match === null)) return readReferences(raw, fields.path('references'), log);
  return bare.flatMap((match) => {
    if (match === null || sender === null) return [];
    const [identifier, , year, month, day, hour, minute, second] = match;
    return [{ sender, identifier, sent: `${year}-${month}-${day}T${hour}:${minute}:${second}+08:00` }];
  });
}

function readNationalInfo(element: XmlElement, log: IssueLog): CapInfo | null {
  const fields = new Fields(element, INFO, log);
  const code = fields.requiredText('eventType', 1000);
  const urgency = fields.first('urgency') === undefined ? 'Unknown' : fields.word('urgency', words.URGENCIES);
  const certainty = fields.first('certainty') === undefined ? 'Unknown' : fields.word('certainty', words.CERTAINTIES);
  const severity = fields.word('severity', words.SEVERITIES, (raw) =>
    severityOfColour(raw, fields.path('severity'), log),
  );
  const areas = fields.all('area').flatMap((child) => readNationalArea(child, log) ?? []);
  if (code === null || urgency === null || severity === null || certainty === null) return null;
  return {
    language: fields.text('language', 40) ?? 'zh-CN',
    // The national structure has no category; 11B… are the weather signals.
    categories: [code.startsWith('11B') ? 'Met' : 'Other'],
    event: eventTypeOfCode(code)?.word ?? code,
    responseTypes: [],
    urgency,
    severity,
    certainty,
    eventCodes: [{ valueName: 'eventType', value: code }],
    parameters: [],
    resources: [],
    areas,
    ...present({
      effective: fields.time('effective'),
      onset: fields.time('onset'),
      expires: fields.time('expires'),
      senderName: fields.text('senderName', 1000),
      headline: fields.text('headline', 4000),
      description: fields.text('description', 100_000),
      instruction: fields.text('instruction', 100_000),
    }),
  };
}

function readNationalArea(element: XmlElement, log: IssueLog): CapArea | null {
  const fields = new Fields(element, AREA, log);
  const areaDesc = fields.requiredText('areaDesc', 20_000);
  const geocodes = fields.all('geocode').flatMap((child) => {
    const values = leafText(child, 20_000, log)
      .split(/[\s,;，、]+/)
      .filter((value) => value !== '');
    return values.map((value) => ({ valueName: 'GB/T 2260', value }));
  });
  const polygons = fields
    .all('polygon')
    .flatMap((child) => readFilled(child, (raw, path) => readPolygon(raw, path, log)));
  const circles = fields.all('circle').flatMap((child) => readFilled(child, (raw, path) => readCircle(raw, path, log)));
  if (areaDesc === null) return null;
  return { areaDesc, polygons, circles, geocodes };
}

/** Empty polygon and circle elements are usual in this structure and mean nothing. */
function readFilled<T>(child: XmlElement, read: (raw: string, path: string) => T | null): T[] {
  if (child.text.trim() === '') return [];
  const value = read(child.text, pathOf(child));
  return value === null ? [] : [value];
}
