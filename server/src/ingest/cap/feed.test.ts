import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FeedResult } from './feed.ts';
import { readFeed } from './feed.ts';
import { readFeedTime } from './feed-times.ts';
import { parseCap } from './parse-cap.ts';
import { capXml, fixture } from './testing.ts';
import { utf8 } from './xml-reader.ts';

type Good = Extract<FeedResult, { ok: true }>;

function good(bytes: Uint8Array): Good {
  const result = readFeed(bytes);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

const EXPECTED: Record<
  string,
  { kind: 'atom' | 'rss'; entries: number; inside: number; refused?: string[]; first?: { id: string; link: string } }
> = {
  'cap-feeds/weather.atom': { kind: 'atom', entries: 1, inside: 1 },
  'cap-feeds/weather_invalid.atom': { kind: 'atom', entries: 1, inside: 1 },
  'cap-feeds/weather_index.atom': { kind: 'atom', entries: 2, inside: 0 },
  'cap-feeds/earthquake_index.atom': {
    kind: 'atom',
    entries: 1,
    inside: 0,
    first: {
      id: 'urn:earthquake-usgs-gov:us:2010apcd',
      link: 'http://earthquake.usgs.gov/earthquakes/catalogs/cap/us2010apcd',
    },
  },
  'cap-feeds/empty_weather_index.atom': { kind: 'atom', entries: 0, inside: 0 },
  'cap-feeds/no_id.atom': { kind: 'atom', entries: 0, inside: 0, refused: ['entry_id_missing'] },
  'cap-feeds/nws_atom_feed_example.xml': { kind: 'atom', entries: 163, inside: 0 },
  'cap-feeds/ny_index.rss': {
    kind: 'rss',
    entries: 2,
    inside: 0,
    first: {
      id: 'NYAlert-ALLHAZALERT-3167113',
      link: 'http://www.nyalert.gov/Public/News/GetCapAlert.aspx?capID=NYAlert-ALLHAZALERT-3167113',
    },
  },
  'cap-feeds/au-bom-en.rss.xml': {
    kind: 'rss',
    entries: 1,
    inside: 0,
    first: {
      id: 'AusBoM-IDW20100-2026-01-01T05:01:02+00:00',
      link: 'https://severeweather.wmo.int/v2/cap-alerts/au-bom-en/2026/01/01/05/01/02-dc6fc32e272f13d57f3fb683aa6bd3b8.xml',
    },
  },
  'gdacs/gdacs-rss.xml': {
    kind: 'rss',
    entries: 16,
    inside: 0,
    first: { id: 'TC1000643', link: 'http://www.gdacs.org/contentdata/resources/TC/1000643/cap_1000643.xml' },
  },
};

describe('sample feeds', () => {
  it('has an expectation for every file', () => {
    const files = ['cap-feeds', 'gdacs'].flatMap((folder) =>
      readdirSync(new URL(`fixtures/${folder}`, import.meta.url)).map((name) => `${folder}/${name}`),
    );
    expect(files.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(Object.entries(EXPECTED))('reads %s', (file, expected) => {
    const feed = good(fixture(file));
    expect(feed.kind).toBe(expected.kind);
    expect(feed.entries).toHaveLength(expected.entries);
    expect(feed.entries.filter(({ cap }) => cap !== undefined)).toHaveLength(expected.inside);
    expect(feed.refused.map(({ code }) => code)).toEqual(expected.refused ?? []);
    expect(feed.entries.every(({ updated, link }) => updated !== null && link !== null)).toBe(true);
    expect(new Set(feed.entries.map(({ id }) => id)).size).toBe(expected.entries);
    if (expected.first !== undefined) expect(feed.entries[0]).toMatchObject(expected.first);
  });

  it('hands out the message inside an entry, for the parser to judge', () => {
    const inside = good(fixture('cap-feeds/weather.atom')).entries[0]?.cap ?? new Uint8Array();
    const result = parseCap(inside, { profile: 'strict' });
    expect(result.ok ? result.alerts[0]?.identifier : result.errors).toBe(
      'NOAA-NWS-ALERTS-MT20120830100700TFXFlashFloodWatchTFX20120830180000MT',
    );
    const invalid = parseCap(good(fixture('cap-feeds/weather_invalid.atom')).entries[0]?.cap ?? new Uint8Array());
    expect(invalid.ok ? [] : invalid.errors.map(({ code }) => code)).toEqual(['identifier_characters']);
  });
});

const atom = (entries: string): Uint8Array =>
  utf8(`<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>${entries}</feed>`);
const entry = (inner: string): string => `<entry><id>urn:1</id><updated>2026-07-12T16:00:00Z</updated>${inner}</entry>`;

describe('one bad entry costs only itself', () => {
  it('between two good ones', () => {
    const feed = good(
      atom(
        `${entry('<link href="http://a.cn/1"/>')}<entry/>${entry('<link href="javascript:x"/>')}${entry('<link href="http://a.cn/2"/>')}`,
      ),
    );
    expect(feed.entries.map(({ link }) => link)).toEqual(['http://a.cn/1', 'http://a.cn/2']);
    expect(feed.refused.map(({ code, index, path }) => [code, index, path])).toEqual([
      ['entry_id_missing', 2, '/feed/entry[2]'],
      ['entry_link_missing', 3, '/feed/entry[3]'],
    ]);
  });

  it('an entry without a time is kept, with a note', () => {
    const feed = good(atom('<entry><id>urn:1</id><link href="http://a.cn/1"/></entry>'));
    expect(feed.entries[0]?.updated).toBeNull();
    expect(feed.notes.map(({ code }) => code)).toEqual(['entry_time_missing']);
  });

  it('reads a message that is carried as escaped text', () => {
    const escaped = capXml().replace(/&/g, '&amp;').replace(/</g, '&lt;');
    const feed = good(atom(entry(`<content type="text/xml">${escaped}</content>`)));
    expect(parseCap(feed.entries[0]?.cap ?? new Uint8Array(), { profile: 'strict' }).ok).toBe(true);
  });

  it('an RSS item without guid is named by its link', () => {
    const feed = good(utf8('<rss version="2.0"><channel><item><link>http://a.cn/1</link></item></channel></rss>'));
    expect(feed.entries[0]).toMatchObject({ id: 'http://a.cn/1', link: 'http://a.cn/1' });
  });

  it('more than 5000 entries: the first are read, and it says so', () => {
    const feed = good(atom('<entry><id>a</id><link href="http://a.cn"/></entry>'.repeat(5001)));
    expect(feed.entries).toHaveLength(5000);
    expect(feed.refused.map(({ code }) => code)).toEqual(['too_many']);
    expect(feed.notes.length).toBeLessThanOrEqual(100);
  });
});

describe('refused as a whole', () => {
  it.each([
    ['<!DOCTYPE feed><feed xmlns="http://www.w3.org/2005/Atom"/>', 'doctype_refused'],
    ['<feed/>', 'feed_unknown'],
    ['<rss/>', 'feed_unknown'],
    ['<html/>', 'feed_unknown'],
    ['<feed xmlns="http://www.w3.org/2005/Atom">', 'xml_malformed'],
  ])('%s', (xml, code) => {
    const result = readFeed(utf8(xml));
    expect(result.ok ? [] : result.errors.map((error) => error.code)).toEqual([code]);
  });
});

describe('times of feeds', () => {
  it.each([
    ['2010-08-30T23:25:40Z', '2010-08-31T07:25:40.000+08:00'],
    ['Thu, 01 Jan 2026 16:05:14 +0000', '2026-01-02T00:05:14.000+08:00'],
    ['Fri, 04 Feb 2011 20:20:00 GMT', '2011-02-05T04:20:00.000+08:00'],
    ['4 Feb 2011 20:20 EST', '2011-02-05T09:20:00.000+08:00'],
    ['yesterday', null],
    ['2010-99-30T23:25:40Z', null],
    ['Thu, 99 Foo 2026 16:05:14 +0000', null],
  ])('%s is %s', (raw, expected) => {
    expect(readFeedTime(raw)).toBe(expected);
  });
});
