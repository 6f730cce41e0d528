import type { IngestReason } from '@sitong/shared/kernel/ingest-reasons.ts';
import { SaxesParser } from 'saxes';
import type { Refusal } from '../contract.ts';

/** A file from a stranger: no DOCTYPE (so no entities of its own), bounded in size and depth. */
export const MAX_XML_CHARS = 16 * 1024 * 1024;
export const MAX_XML_DEPTH = 64;

export interface XmlVisitor {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** `text`: the element's own text; `parent`: the element it stands in. */
  close(name: string, text: string, parent: string): void;
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Walks once, in order, without a tree. Names come without their prefix. Null when the file was whole. */
export function walkXml(text: string, visitor: XmlVisitor): Refusal | null {
  if (text.length > MAX_XML_CHARS)
    return {
      code: 'too_large',
      facts: { most: MAX_XML_CHARS },
      message: `a track file may hold ${MAX_XML_CHARS} characters; split it`,
      path: '',
    };
  const stack: Array<{ name: string; text: string }> = [];
  const parser = new SaxesParser();
  const at = () => `line ${parser.line}, column ${parser.column}`;
  const refuse = (reason: IngestReason, message: string) => {
    throw new Refused({ ...reason, message, path: at() });
  };
  parser.on('doctype', () =>
    refuse({ code: 'doctype_refused' }, 'a document type declaration is never taken; save the file without it'),
  );
  parser.on('error', (error) => refuse({ code: 'xml_malformed' }, error.message));
  parser.on('opentag', ({ name, attributes }) => {
    const local = localName(name);
    stack.push({ name: local, text: '' });
    if (stack.length > MAX_XML_DEPTH)
      refuse({ code: 'too_deep', facts: { most: MAX_XML_DEPTH } }, `elements stand more than ${MAX_XML_DEPTH} deep`);
    visitor.open(local, attributes);
  });
  const addText = (part: string) => {
    const top = stack.at(-1);
    if (top !== undefined) top.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = stack.pop();
    if (closed !== undefined) visitor.close(closed.name, closed.text.trim(), stack.at(-1)?.name ?? '');
  });
  try {
    parser.write(text).close();
    return null;
  } catch (cause) {
    if (cause instanceof Refused) return cause.refusal;
    throw cause;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
