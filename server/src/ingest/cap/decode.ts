import type { IngestReason } from '@sitong/shared/kernel/ingest-reasons.ts';
import iconv from 'iconv-lite';
import type { CapRefusal } from './issues.ts';
import { clip } from './issues.ts';

export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: CapRefusal };

/** What a sender may declare. All others (UTF-7, UTF-32, EBCDIC …) are refused: they hide mark-up. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['gb18030', 'gb18030'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['cp936', 'gb18030'],
  ['iso-8859-1', 'iso-8859-1'],
  ['windows-1252', 'windows-1252'],
]);

const DECLARATION = /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']/;

function fault(reason: IngestReason, message: string): Decoded {
  return { ok: false, error: { ...reason, message, path: '' } };
}

/** The encoding the first bytes show: byte order mark, or `<` in 16 bits (XML 1.0 appendix F). */
function byMark(bytes: Uint8Array): { encoding: string; skip: number } | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', skip: 2 };
  if (a === 0x3c && b === 0x00) return { encoding: 'utf-16le', skip: 0 };
  if (a === 0x00 && b === 0x3c) return { encoding: 'utf-16be', skip: 0 };
  return null;
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  if (encoding === 'utf-8' || encoding === 'utf-16le') {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);
  // iconv-lite replaces what it cannot read instead of failing.
  return text.includes('\ufffd') ? null : text;
}

/** Bytes of an XML document to text. A byte order mark wins over the declaration. */
export function decodeXml(bytes: Uint8Array, maxBytes: number): Decoded {
  if (bytes.byteLength > maxBytes) {
    return fault(
      { code: 'too_large', facts: { most: maxBytes } },
      `the message has ${bytes.byteLength} bytes, at most ${maxBytes} are read; send it in parts`,
    );
  }
  if (bytes.byteLength === 0) return fault({ code: 'empty' }, 'the message has no bytes; send one XML document');
  const mark = byMark(bytes);
  const head = Buffer.from(bytes.subarray(0, 300)).toString('latin1');
  const declared = mark === null ? DECLARATION.exec(head)?.[1] : undefined;
  const encoding = mark?.encoding ?? ENCODINGS.get((declared ?? 'utf-8').toLowerCase());
  if (encoding === undefined || (encoding === 'utf-16' && mark === null)) {
    const name = clip(declared ?? '');
    return fault(
      { code: 'encoding_unsupported', facts: { encoding: name } },
      `encoding "${name}" is not read; send UTF-8 or GB18030`,
    );
  }
  const text = decodeAs(encoding, bytes.subarray(mark?.skip ?? 0));
  if (text === null)
    return fault(
      { code: 'encoding_broken', facts: { encoding } },
      `the bytes are not valid ${encoding}; send the encoding that is declared`,
    );
  return { ok: true, text };
}
