import { Fields, leafText } from './fields.ts';
import { present, readInfo } from './info-reader.ts';
import type { IssueLog } from './issues.ts';
import { clip } from './issues.ts';
import type { CapAlert, CapReference } from './model.ts';
import { CAP_NAME, CapAlertSchema } from './model.ts';
import { readReferences } from './reference-reader.ts';
import * as words from './vocabulary.ts';
import type { XmlElement } from './xml-reader.ts';
import { pathOf } from './xml-reader.ts';

/** An `<alert>` of CAP 1.1 or 1.2; null when the log holds an error. */
export function readAlert(element: XmlElement, form: '1.1' | '1.2', log: IssueLog): CapAlert | null {
  const fields = new Fields(element, words.ALERT_ORDER, log);
  const msgType = fields.word('msgType', words.MSG_TYPES);
  const scope = fields.word('scope', words.SCOPES);
  const restriction = fields.text('restriction', 4000);
  const addresses = fields.text('addresses', 20_000);
  if (scope === 'Restricted' && restriction === undefined) {
    log.lenient('restriction_missing', fields.path('restriction'), 'scope Restricted needs <restriction>', 'kept');
  }
  if (scope === 'Private' && addresses === undefined) {
    log.lenient('addresses_missing', fields.path('addresses'), 'scope Private needs <addresses>', 'kept');
  }
  const infos = fields.all('info').flatMap((child) => readInfo(child, form, log) ?? []);
  if (infos.length === 0 && (msgType === 'Alert' || msgType === 'Update')) {
    log.note({
      code: 'info_missing',
      path: pathOf(element, 'info'),
      message: `an ${msgType} without <info> tells nobody anything`,
    });
  }
  return settle(
    {
      form,
      identifier: readName(fields, 'identifier', log),
      sender: readName(fields, 'sender', log),
      sent: fields.requiredTime('sent'),
      status: fields.word('status', words.STATUSES),
      msgType,
      scope,
      codes: fields
        .all('code')
        .map((child) => leafText(child, 1000, log))
        .filter((code) => code !== ''),
      references: readReferenceField(fields, msgType, log),
      infos,
      signature: element.children.some((child) => child.uri === words.DSIG_NAMESPACE && child.name === 'Signature')
        ? 'present'
        : 'absent',
      ...present({ restriction, addresses }),
      ...present({
        source: fields.text('source', 4000),
        note: fields.text('note', 20_000),
        incidents: fields.text('incidents', 4000),
      }),
    },
    element,
    log,
  );
}

/** The typed model, checked once more by its schema; reached only with a clean log. */
export function settle(read: unknown, element: XmlElement, log: IssueLog): CapAlert | null {
  if (log.errors.length > 0) return null;
  const checked = CapAlertSchema.safeParse(read);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const name = issue?.path.join('.') ?? '';
  log.error(
    { code: 'alert_invalid', facts: { name } },
    pathOf(element),
    `${name}: ${issue?.message ?? 'does not fit'}`,
  );
  return null;
}

/** `identifier` and `sender`: no spaces, commas, `<`, `&` (CAP 1.2 §3.2.1), no hidden characters (ours). */
export function readName(fields: Fields, name: 'identifier' | 'sender', log: IssueLog): string | null {
  const child = fields.first(name);
  const raw = child?.text ?? '';
  if (raw.trim() === '') return fields.requiredText(name, 256);
  const path = fields.path(name);
  if (!CAP_NAME.test(raw.trim())) {
    const rule = 'no spaces, commas, "<", "&" or hidden characters, at most 256 characters';
    log.error(
      { code: `${name}_characters`, facts: { value: clip(raw) } },
      path,
      `"${clip(raw)}" is not allowed in <${name}>: ${rule}`,
    );
    return null;
  }
  if (raw === raw.trim()) return raw;
  return log.lenient('whitespace_around', path, 'white space stands around the value', 'removed') ? raw.trim() : null;
}

export function readReferenceField(fields: Fields, msgType: CapAlert['msgType'] | null, log: IssueLog): CapReference[] {
  const child = fields.first('references');
  const references = child === undefined ? [] : readReferences(child.text, pathOf(child), log);
  if (
    references.length === 0 &&
    msgType !== null &&
    msgType !== 'Alert' &&
    (child === undefined || child.text.trim() === '')
  ) {
    log.lenient(
      'references_missing',
      fields.path('references'),
      `${msgType} must name the messages it is about`,
      'kept; it acts on none',
    );
  }
  return references;
}
