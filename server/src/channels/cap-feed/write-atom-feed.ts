import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { element, escapeXml } from './xml-text.ts';

export interface AtomFeedHead {
  /** A URI that stays the same for ever (RFC 4287 §4.2.6). */
  readonly id: string;
  readonly title: string;
  readonly author: string;
  /** Where this feed is read. */
  readonly selfUrl: string;
  readonly updated: string;
}

export interface AtomFeedEntry {
  readonly identifier: string;
  readonly title: string;
  readonly summary: string;
  readonly updated: string;
  /** Where the CAP message is read: `/api/cap/<identifier>.xml` under the public address. */
  readonly capUrl: string;
}

function time(name: string, value: string): string {
  return element(name, toTimestamp(toMs(value)));
}

function entry(from: AtomFeedEntry): string {
  return [
    '<entry>',
    element('id', from.capUrl),
    element('title', from.title) || element('title', from.identifier),
    time('updated', from.updated),
    `<link rel="alternate" type="application/cap+xml" href="${escapeXml(from.capUrl)}"/>`,
    element('summary', from.summary),
    '</entry>',
  ].join('');
}

/** Atom 1.0 index of warnings (RFC 4287), newest first as given; the messages are linked, not carried. */
export function writeAtomFeed(head: AtomFeedHead, entries: readonly AtomFeedEntry[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    element('id', head.id),
    element('title', head.title),
    time('updated', head.updated),
    `<author>${element('name', head.author)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${escapeXml(head.selfUrl)}"/>`,
    ...entries.map(entry),
    '</feed>\n',
  ].join('');
}
