import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../ingest/cap/feed.ts';
import { utf8 } from '../../ingest/cap/xml-reader.ts';
import { arbitraryText } from './arbitrary-warning.ts';
import { writeAtomFeed } from './write-atom-feed.ts';
import { outgoingText } from './xml-text.ts';

const head = {
  id: 'http://10.0.0.2:8080/api/cap/feed.atom',
  title: '澄城县预警',
  author: '澄城县应急管理局',
  selfUrl: 'http://10.0.0.2:8080/api/cap/feed.atom',
  updated: '2026-07-12T16:15:00+08:00',
};
const entry = (identifier: string, title = '暴雨橙色预警') => ({
  identifier,
  title,
  summary: '冯原镇 & 赵庄镇',
  updated: '2026-07-12T16:15:00+08:00',
  capUrl: `http://10.0.0.2:8080/api/cap/${identifier}.xml`,
});

describe('writeAtomFeed', () => {
  it('an empty feed is a feed', () => {
    expect(readFeed(utf8(writeAtomFeed(head, [])))).toMatchObject({
      ok: true,
      kind: 'atom',
      title: '澄城县预警',
      entries: [],
      refused: [],
    });
  });

  it('is read back by our own feed door: id, link to the message, time', () => {
    const feed = readFeed(utf8(writeAtomFeed(head, [entry('61052541600000_20260712161500')])));
    expect(feed.ok ? feed.entries : feed.errors).toEqual([
      {
        id: 'http://10.0.0.2:8080/api/cap/61052541600000_20260712161500.xml',
        link: 'http://10.0.0.2:8080/api/cap/61052541600000_20260712161500.xml',
        title: '暴雨橙色预警',
        updated: '2026-07-12T16:15:00.000+08:00',
      },
    ]);
  });

  it('property: no title can break the feed', () => {
    fc.assert(
      fc.property(fc.array(arbitraryText, { maxLength: 5 }), (titles) => {
        const feed = readFeed(
          utf8(
            writeAtomFeed(
              head,
              titles.map((title, i) => entry(`61052541600000_2026071216150${i}`, title)),
            ),
          ),
        );
        expect(feed.ok ? feed.refused : feed.errors).toEqual([]);
        const read = feed.ok ? feed.entries.map(({ title }) => title) : [];
        expect(read).toEqual(titles.map((title, i) => outgoingText(title) || `61052541600000_2026071216150${i}`));
      }),
    );
  });
});
