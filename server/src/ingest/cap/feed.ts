import { readFeedTime } from './feed-times.ts';
import type { CapNote, CapRefusal } from './issues.ts';
import { clip } from './issues.ts';
import { cleanText, isWebLink } from './text.ts';
import { CAP_NAMESPACES } from './vocabulary.ts';
import type { XmlElement, XmlLimits } from './xml-reader.ts';
import { pathOf, readXml, standalone, utf8 } from './xml-reader.ts';

const ATOM = 'http://www.w3.org/2005/Atom';
const GDACS = 'http://www.gdacs.org';
const CAP_TYPE = 'application/cap+xml';
const MAX_ENTRIES = 5000;

export const FEED_LIMITS: XmlLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 64, maxElements: 400_000 };

export interface FeedEntry {
  readonly id: string;
  /** Where the message itself is: fetched by whoever knows which hosts may be asked. */
  readonly link: string | null;
  /** RFC 3339; null when the feed gives none that can be read. */
  readonly updated: string | null;
  readonly title: string;
  /** The message, where the feed carries it. */
  readonly cap?: Uint8Array;
}

/** `index`: place of the entry, from 1. */
export type EntryRefusal = CapRefusal & { readonly index: number };

export type FeedResult =
  | {
      readonly ok: true;
      readonly kind: 'atom' | 'rss';
      readonly title: string;
      readonly updated: string | null;
      readonly entries: readonly FeedEntry[];
      readonly refused: readonly EntryRefusal[];
      readonly notes: readonly CapNote[];
    }
  | { readonly ok: false; readonly errors: readonly CapRefusal[] };

interface Shape {
  readonly kind: 'atom' | 'rss';
  readonly head: XmlElement;
  readonly entries: readonly XmlElement[];
  readonly uri: string;
}

/** Atom 1.0 (RFC 4287) with or without the messages inside, and RSS 2.0. A bad entry costs only itself. */
export function readFeed(bytes: Uint8Array, limits: XmlLimits = FEED_LIMITS): FeedResult {
  const xml = readXml(bytes, limits);
  if (!xml.ok) return { ok: false, errors: [xml.error] };
  const shape = shapeOf(xml.root);
  if (shape === null) {
    const name = clip(xml.root.name);
    const message = `<${name}> is neither an Atom 1.0 feed nor RSS 2.0; send one of these`;
    return { ok: false, errors: [{ code: 'feed_unknown', facts: { name }, path: pathOf(xml.root), message }] };
  }
  const entries: FeedEntry[] = [];
  const refused: EntryRefusal[] = [];
  const notes: CapNote[] = [];
  shape.entries.slice(0, MAX_ENTRIES).forEach((element, at) => {
    const read = readEntry(element, shape, xml.text, notes);
    if ('code' in read) refused.push({ ...read, index: at + 1 });
    else entries.push(read);
  });
  if (shape.entries.length > MAX_ENTRIES) {
    const message = `only the first ${MAX_ENTRIES} of ${shape.entries.length} entries were read`;
    const facts = { most: MAX_ENTRIES };
    refused.push({ code: 'too_many', facts, path: pathOf(shape.head), message, index: MAX_ENTRIES + 1 });
  }
  const updatedText = text(shape.head, shape.kind === 'atom' ? 'updated' : 'pubDate', shape.uri);
  return {
    ok: true,
    kind: shape.kind,
    title: text(shape.head, 'title', shape.uri).slice(0, 1000),
    updated: readFeedTime(updatedText),
    entries,
    refused,
    notes: notes.slice(0, 100),
  };
}

function shapeOf(root: XmlElement): Shape | null {
  if (root.name === 'feed' && root.uri === ATOM) {
    return { kind: 'atom', head: root, entries: children(root, 'entry', ATOM), uri: ATOM };
  }
  const channel = root.name === 'rss' && root.uri === '' ? children(root, 'channel', '')[0] : undefined;
  return channel === undefined ? null : { kind: 'rss', head: channel, entries: children(channel, 'item', ''), uri: '' };
}

function children(element: XmlElement, name: string, uri: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name && child.uri === uri);
}

function text(element: XmlElement, name: string, uri: string): string {
  return cleanText(children(element, name, uri)[0]?.text ?? '');
}

function readEntry(element: XmlElement, shape: Shape, source: string, notes: CapNote[]): FeedEntry | CapRefusal {
  const path = pathOf(element);
  const cap = embedded(element, shape, source);
  const links = shape.kind === 'atom' ? atomLinks(element) : rssLinks(element);
  const link = links.find(isWebLink) ?? null;
  const id = idOf(element, shape, link);
  if (id === '')
    return {
      code: 'entry_id_missing',
      path,
      message: 'the entry has no id (Atom <id>, RSS <guid> or <link>); add one',
    };
  if (id.length > 2000)
    return { code: 'entry_id_invalid', path, message: 'the id of the entry is longer than 2000 characters' };
  if (link === null && cap === undefined) {
    const shown = links[0] === undefined ? 'no link' : `the link "${clip(links[0])}"`;
    return {
      code: 'entry_link_missing',
      path,
      message: `the entry has ${shown} and no message inside; give an http or https link`,
    };
  }
  const updatedText = shape.kind === 'atom' ? text(element, 'updated', ATOM) : text(element, 'pubDate', '');
  const updated = readFeedTime(updatedText);
  if (updated === null) {
    notes.push({
      code: 'entry_time_missing',
      path,
      message: `"${clip(updatedText)}" is no time; the entry is kept without one`,
    });
  }
  const title = text(element, 'title', shape.uri).slice(0, 1000);
  return { id, link, updated, title, ...(cap === undefined ? {} : { cap }) };
}

function idOf(element: XmlElement, shape: Shape, link: string | null): string {
  if (shape.kind === 'atom') return text(element, 'id', ATOM);
  // RSS 2.0 makes guid optional: a link names the item as well.
  return text(element, 'guid', '') || (link ?? '');
}

/** Best first: a link that says it is CAP, then the plain one. */
function atomLinks(element: XmlElement): string[] {
  const links = children(element, 'link', ATOM);
  const plain = links.filter((link) => (link.attributes.get('rel') ?? 'alternate') === 'alternate');
  const cap = links.filter((link) => link.attributes.get('type') === CAP_TYPE);
  return [...cap, ...plain, ...links]
    .map((link) => link.attributes.get('href')?.trim() ?? '')
    .filter((href) => href !== '');
}

/** GDACS names the message in an element of its own; its link is a page. */
function rssLinks(element: XmlElement): string[] {
  const enclosures = children(element, 'enclosure', '').filter((child) => child.attributes.get('type') === CAP_TYPE);
  const urls = enclosures.map((child) => child.attributes.get('url')?.trim() ?? '');
  return [text(element, 'cap', GDACS), ...urls, text(element, 'link', '')].filter((href) => href !== '');
}

/** A message inside the entry: as mark-up, or as escaped text in `content`. */
function embedded(element: XmlElement, shape: Shape, source: string): Uint8Array | undefined {
  const content = shape.kind === 'atom' ? children(element, 'content', ATOM) : [];
  for (const holder of [...content, element]) {
    const alert = holder.children.find((child) => child.name === 'alert' && CAP_NAMESPACES.has(child.uri));
    if (alert !== undefined) return standalone(source, alert);
  }
  const escaped = content[0]?.text.trim() ?? '';
  const type = content[0]?.attributes.get('type') ?? '';
  if (/^(text\/xml|application\/(cap\+)?xml)$/.test(type) && escaped.startsWith('<'))
    return utf8(escaped.toWellFormed());
  return undefined;
}
