import type { IngestReason, PlainReasonCode } from '@sitong/shared/kernel/ingest-reasons.ts';
import { SaxesParser } from 'saxes';
import { decodeXml } from './decode.ts';
import type { CapRefusal } from './issues.ts';
import { clip } from './issues.ts';

/** One element. Plain objects are never keyed by a name that came from outside. */
export interface XmlElement {
  readonly name: string;
  readonly uri: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly parent: XmlElement | null;
  /** 1-based place among the siblings of the same name. */
  readonly place: number;
  /** Text of this element alone, in order, CDATA included. */
  text: string;
  /** Where the element stands in the decoded text: `text.slice(start, end)`. */
  readonly start: number;
  end: number;
  /** Namespace declarations in scope here that the element does not make itself. */
  readonly inherited: ReadonlyMap<string, string>;
}

export interface XmlLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxElements: number;
}

export const XML_LIMITS: XmlLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 64, maxElements: 100_000 };

/** Each declaring element copies the scope it stands in: the product is what this bounds. */
const MAX_NAMESPACES = 1000;
const MAX_ATTRIBUTES = 200;

export type XmlResult =
  | { readonly ok: true; readonly root: XmlElement; readonly text: string }
  | { readonly ok: false; readonly error: CapRefusal };

/** Ends the parse from inside a handler; never leaves this file. */
class Stop extends Error {
  readonly refusal: CapRefusal;
  constructor(reason: PlainReasonCode | IngestReason, message: string, path: string) {
    super(message);
    const named: IngestReason = typeof reason === 'string' ? { code: reason } : reason;
    this.refusal = { ...named, message, path };
  }
}

const ALWAYS_NUMBERED = new Set(['info', 'area', 'resource', 'entry', 'item', 'contentObject']);

/** XPath-like place of an element: `/alert/info[1]/area[2]/polygon`. */
export function pathOf(element: XmlElement | null, child?: string): string {
  const steps: string[] = child === undefined ? [] : [child];
  for (let at = element; at !== null; at = at.parent) {
    const numbered = at.place > 1 || ALWAYS_NUMBERED.has(at.name);
    steps.push(numbered ? `${clip(at.name, 40)}[${at.place}]` : clip(at.name, 40));
  }
  return `/${steps.reverse().slice(0, 64).join('/')}`;
}

const DOCTYPE = 'a DOCTYPE is never read (it can hide entities and outside files); send the document without it';

export function readXml(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlResult {
  const decoded = decodeXml(bytes, limits.maxBytes);
  if (!decoded.ok) return decoded;
  try {
    return { ok: true, root: buildTree(decoded.text, limits), text: decoded.text };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, error: error.refusal };
    throw error;
  }
}

function buildTree(text: string, limits: XmlLimits): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const counts: Map<string, number>[] = [new Map()];
  const open: XmlElement[] = [];
  const scopes: ReadonlyMap<string, string>[] = [new Map()];
  let namespaces = 0;
  let root: XmlElement | null = null;
  let elements = 0;
  let tagStart = 0;

  const here = (): XmlElement | null => open.at(-1) ?? null;
  parser.on('error', (error) => {
    // An unfinished or lower-case DOCTYPE reaches saxes only as a syntax error.
    if (root === null && /<!doctype/i.test(text)) throw new Stop('doctype_refused', DOCTYPE, '');
    throw new Stop(
      'xml_malformed',
      `not well-formed XML: ${clip(error.message, 160)}; mend the document`,
      pathOf(here()),
    );
  });
  parser.on('doctype', () => {
    throw new Stop('doctype_refused', DOCTYPE, '');
  });
  parser.on('xmldecl', (declaration) => {
    if (declaration.version !== '1.0') throw new Stop('xml_version', 'only XML 1.0 is read; send version="1.0"', '');
  });
  parser.on('opentagstart', () => {
    // No attribute has been read yet, so the last "<" is the one that opened this tag.
    tagStart = text.lastIndexOf('<', parser.position - 1);
    elements += 1;
    if (elements > limits.maxElements) {
      const reason = { code: 'too_many_elements', facts: { most: limits.maxElements } } as const;
      throw new Stop(reason, `more than ${limits.maxElements} elements; send a smaller document`, '');
    }
    if (open.length >= limits.maxDepth) {
      throw new Stop(
        { code: 'too_deep', facts: { most: limits.maxDepth } },
        `elements nest deeper than ${limits.maxDepth}; no CAP message needs that`,
        pathOf(here()),
      );
    }
  });
  parser.on('opentag', (tag) => {
    const parent = here();
    const siblings = counts.at(-1) ?? new Map<string, number>();
    const place = (siblings.get(tag.local) ?? 0) + 1;
    siblings.set(tag.local, place);
    const attributes = new Map<string, string>();
    for (const attribute of Object.values(tag.attributes)) attributes.set(attribute.name, attribute.value);
    const inherited = scopes.at(-1) ?? new Map<string, string>();
    const declared = declarations(attributes);
    namespaces += declared.length;
    if (namespaces > MAX_NAMESPACES || attributes.size > MAX_ATTRIBUTES) {
      throw new Stop(
        'too_many_attributes',
        'more attributes or namespace declarations than any CAP message needs',
        pathOf(parent),
      );
    }
    scopes.push(declared.length === 0 ? inherited : new Map([...inherited, ...declared]));
    const element: XmlElement = {
      name: tag.local,
      uri: tag.uri,
      attributes,
      children: [],
      parent,
      place,
      text: '',
      start: tagStart,
      end: tagStart,
      inherited,
    };
    if (parent === null) root = element;
    else parent.children.push(element);
    open.push(element);
    counts.push(new Map());
  });
  parser.on('closetag', () => {
    const element = open.pop();
    counts.pop();
    scopes.pop();
    if (element !== undefined) element.end = parser.position;
  });
  const addText = (part: string): void => {
    const element = here();
    if (element !== null) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);

  parser.write(text).close();
  if (root === null) throw new Stop('xml_malformed', 'the document has no element; send one XML document', '');
  return root;
}

function declarations(attributes: ReadonlyMap<string, string>): [string, string][] {
  return [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** An element as a document of its own: its text as sent, with the namespace declarations it stood under. */
export function standalone(text: string, element: XmlElement): Uint8Array {
  const slice = text.slice(element.start, element.end);
  const nameEnd = slice.search(/[\s/>]/);
  let inherited = '';
  for (const [name, value] of element.inherited) {
    if (!element.attributes.has(name))
      inherited += ` ${name}="${value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')}"`;
  }
  return utf8(`<?xml version="1.0" encoding="UTF-8"?>\n${slice.slice(0, nameEnd)}${inherited}${slice.slice(nameEnd)}`);
}
