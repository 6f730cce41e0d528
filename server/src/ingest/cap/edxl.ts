import type { CapNote, CapRefusal } from './issues.ts';
import { clip, IssueLog } from './issues.ts';
import { cleanText } from './text.ts';
import { readTime } from './times.ts';
import { CAP_NAMESPACES } from './vocabulary.ts';
import type { XmlElement, XmlLimits } from './xml-reader.ts';
import { pathOf, readXml, standalone, XML_LIMITS } from './xml-reader.ts';

/** OASIS EDXL-DE 1.0 (2006). */
export const EDXL_NAMESPACE = 'urn:oasis:names:tc:emergency:EDXL:DE:1.0';

const STATUSES: ReadonlySet<string> = new Set(['Actual', 'Exercise', 'System', 'Test']);
const MAX_CONTENTS = 1000;

export type EdxlStatus = 'Actual' | 'Exercise' | 'System' | 'Test';

export interface EdxlContent {
  /** Place of the content object, from 1. */
  readonly index: number;
  readonly description: string;
  readonly element: XmlElement;
  /** The embedded message as a document of its own. */
  readonly cap: Uint8Array;
}

export interface EdxlEnvelope {
  readonly distributionId: string;
  readonly senderId: string;
  readonly sent: string;
  /** Anything but Actual makes every message inside not live. */
  readonly status: EdxlStatus;
  readonly type: string;
}

export type EdxlResult =
  | {
      readonly ok: true;
      readonly envelope: EdxlEnvelope;
      readonly contents: readonly EdxlContent[];
      readonly refused: readonly CapRefusal[];
      readonly notes: readonly CapNote[];
    }
  | { readonly ok: false; readonly errors: readonly CapRefusal[] };

export function readEdxl(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): EdxlResult {
  const xml = readXml(bytes, limits);
  return xml.ok ? readEnvelope(xml.root, xml.text) : { ok: false, errors: [xml.error] };
}

export function readEnvelope(root: XmlElement, text: string): EdxlResult {
  const log = new IssueLog(['whitespace_around', 'time_zulu', 'time_fraction']);
  if (root.name !== 'EDXLDistribution' || root.uri !== EDXL_NAMESPACE) {
    const reason = { code: 'namespace_unknown', facts: { name: clip(root.name) } } as const;
    log.error(reason, pathOf(root), `<${clip(root.name)}> is no EDXL-DE 1.0 envelope (${EDXL_NAMESPACE})`);
    return { ok: false, errors: log.errors };
  }
  const envelope = {
    distributionId: required(root, 'distributionID', log),
    senderId: required(root, 'senderID', log),
    sent: readTime(required(root, 'dateTimeSent', log), pathOf(root, 'dateTimeSent'), log) ?? '',
    status: required(root, 'distributionStatus', log),
    type: required(root, 'distributionType', log),
  };
  if (!isStatus(envelope.status)) {
    const path = pathOf(root, 'distributionStatus');
    const value = clip(envelope.status);
    log.error(
      {
        code: 'value_invalid',
        facts: { name: 'distributionStatus', value, allowed: 'Actual, Exercise, System, Test' },
      },
      path,
      `"${value}" is not Actual, Exercise, System or Test`,
    );
    return { ok: false, errors: log.errors };
  }
  if (log.errors.length > 0) return { ok: false, errors: log.errors };
  const contents: EdxlContent[] = [];
  const objects = children(root, 'contentObject');
  objects.slice(0, MAX_CONTENTS).forEach((object, at) => {
    contents.push(...readContent(object, at + 1, text, log));
  });
  if (objects.length > MAX_CONTENTS) {
    log.error(
      { code: 'too_many', facts: { most: MAX_CONTENTS } },
      pathOf(root),
      `only the first ${MAX_CONTENTS} of ${objects.length} content objects were read`,
    );
  }
  return {
    ok: true,
    envelope: { ...envelope, status: envelope.status },
    contents,
    refused: log.errors,
    notes: log.notes,
  };
}

function isStatus(value: string): value is EdxlStatus {
  return STATUSES.has(value);
}

function readContent(object: XmlElement, index: number, text: string, log: IssueLog): EdxlContent[] {
  const description = cleanText(children(object, 'contentDescription')[0]?.text ?? '').slice(0, 1000);
  const xmlContents = children(object, 'xmlContent').flatMap((content) => children(content, 'embeddedXMLContent'));
  const embedded = xmlContents.flatMap((content) => content.children);
  const alerts = embedded.filter((child) => child.name === 'alert' && CAP_NAMESPACES.has(child.uri));
  if (alerts.length === 0) {
    log.note({
      code: 'content_not_cap',
      path: pathOf(object),
      message: 'the content object holds no CAP message and was left out',
    });
  }
  return alerts.map((element) => ({ index, description, element, cap: standalone(text, element) }));
}

function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name && child.uri === EDXL_NAMESPACE);
}

function required(root: XmlElement, name: string, log: IssueLog): string {
  const value = cleanText(children(root, name)[0]?.text ?? '').slice(0, 1000);
  if (value === '')
    log.error(
      { code: 'element_missing', facts: { name } },
      pathOf(root, name),
      `required element <${name}> is missing or empty; add it`,
    );
  return value;
}
