import type { IssueLog } from './issues.ts';
import { clip } from './issues.ts';
import type { CapReference } from './model.ts';
import { CAP_NAME } from './model.ts';
import { readTime } from './times.ts';
import { MAX_REFERENCES } from './vocabulary.ts';

/** CAP 1.2 §3.2.1 `references`: `sender,identifier,sent` triplets separated by white space. */
export function readReferences(raw: string, path: string, log: IssueLog): CapReference[] {
  const words = raw.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) {
    log.lenient('references_empty', path, '<references> is empty; leave it out', 'left out');
    return [];
  }
  if (words.length > MAX_REFERENCES) {
    log.error(
      { code: 'too_many', facts: { most: MAX_REFERENCES } },
      path,
      `a message may reference ${MAX_REFERENCES} messages, this one names ${words.length}`,
    );
    return [];
  }
  return words.flatMap((word) => {
    const parts = word.split(',');
    const [sender = '', identifier = '', sentRaw = ''] = parts;
    if (parts.length !== 3 || !CAP_NAME.test(sender) || !CAP_NAME.test(identifier)) {
      log.error(
        { code: 'reference_invalid', facts: { value: clip(word) } },
        path,
        `"${clip(word)}" is not sender,identifier,sent`,
      );
      return [];
    }
    const sent = readTime(sentRaw, path, log);
    return sent === null ? [] : [{ sender, identifier, sent }];
  });
}
