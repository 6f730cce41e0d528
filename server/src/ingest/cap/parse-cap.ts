import { readAlert } from './alert-reader.ts';
import type { EdxlEnvelope } from './edxl.ts';
import { EDXL_NAMESPACE, readEnvelope } from './edxl.ts';
import type { CapNote, CapRefusal } from './issues.ts';
import { clip, IssueLog } from './issues.ts';
import type { CapAlert } from './model.ts';
import { isNational, readNational } from './national-reader.ts';
import type { ProfileName } from './profiles.ts';
import { PROFILES } from './profiles.ts';
import type { HomeBounds } from './suspect-swap.ts';
import { noteSuspectSwaps } from './suspect-swap.ts';
import { CAP_NAMESPACES } from './vocabulary.ts';
import type { XmlElement, XmlLimits } from './xml-reader.ts';
import { pathOf, readXml, XML_LIMITS } from './xml-reader.ts';

export interface CapOptions {
  /** `field` when not given: harmless repairs only. A source may be set to another by a person. */
  readonly profile?: ProfileName;
  readonly limits?: XmlLimits;
  /** Where our own ground lies: geometry that only lands there turned round is noted. */
  readonly homeBounds?: HomeBounds;
}

export type CapResult =
  | {
      readonly ok: true;
      readonly alerts: readonly CapAlert[];
      readonly notes: readonly CapNote[];
      /** Messages of an envelope that were refused while others were good. */
      readonly refused: readonly CapRefusal[];
      readonly envelope?: EdxlEnvelope;
    }
  | { readonly ok: false; readonly errors: readonly CapRefusal[] };

/**
 * One CAP 1.1 or 1.2 message, one message of the national structure (profile `national`), or one
 * EDXL-DE 1.0 envelope. Never throws on any bytes; refusals name code, place and remedy.
 */
export function parseCap(bytes: Uint8Array, options: CapOptions = {}): CapResult {
  const xml = readXml(bytes, options.limits ?? XML_LIMITS);
  if (!xml.ok) return { ok: false, errors: [xml.error] };
  const profile = options.profile ?? 'field';
  if (xml.root.uri === EDXL_NAMESPACE) return parseEnvelope(xml.root, xml.text, profile, options);
  const log = new IssueLog(PROFILES[profile]);
  const alert = parseAlertElement(xml.root, log, options);
  return alert === null
    ? { ok: false, errors: log.errors }
    : { ok: true, alerts: [alert], notes: log.notes, refused: [] };
}

function parseAlertElement(element: XmlElement, log: IssueLog, options: CapOptions): CapAlert | null {
  const form = CAP_NAMESPACES.get(element.uri);
  let alert: CapAlert | null = null;
  if (log.allows('national_structure') && isNational(element)) alert = readNational(element, log);
  else if (element.name === 'alert' && form !== undefined) alert = readAlert(element, form, log);
  else {
    const wrong = `<${clip(element.name)}> in namespace "${clip(element.uri)}" is no CAP alert`;
    const reason = { code: 'namespace_unknown', facts: { name: clip(element.name) } } as const;
    log.error(reason, pathOf(element), `${wrong}; use urn:oasis:names:tc:emergency:cap:1.2`);
  }
  if (alert !== null && options.homeBounds !== undefined) noteSuspectSwaps(alert, options.homeBounds, log);
  return alert;
}

function parseEnvelope(root: XmlElement, text: string, profile: ProfileName, options: CapOptions): CapResult {
  const read = readEnvelope(root, text);
  if (!read.ok) return read;
  const { envelope } = read;
  const alerts: CapAlert[] = [];
  const notes: CapNote[] = [...read.notes];
  const refused: CapRefusal[] = [...read.refused];
  for (const content of read.contents) {
    const log = new IssueLog(PROFILES[profile]);
    const alert = parseAlertElement(content.element, log, options);
    refused.push(...log.errors);
    notes.push(...log.notes);
    if (alert !== null) alerts.push(alert.status === 'Actual' ? { ...alert, status: envelope.status } : alert);
  }
  if (envelope.status !== 'Actual') {
    const message = `the envelope is ${envelope.status}: nothing inside it is live`;
    notes.push({ code: 'envelope_not_live', path: pathOf(root, 'distributionStatus'), message });
  }
  if (alerts.length > 0)
    return { ok: true, alerts, notes: notes.slice(0, 200), refused: refused.slice(0, 200), envelope };
  const none: CapRefusal = {
    code: 'content_missing',
    path: pathOf(root),
    message: 'the envelope holds no CAP message that could be read',
  };
  return { ok: false, errors: refused.length > 0 ? refused.slice(0, 200) : [none] };
}
