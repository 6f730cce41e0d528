import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { reportDocx } from './report-docx.ts';
import { type PaperReport, reportPaper } from './report-paper.ts';

const fields: ReportFields = {
  title: '善化村山洪',
  occurredAt: '2026-07-18T21:05:00+08:00',
  place: '冯原镇善化村',
  hazard: 'flash_flood',
  grade: 2,
  process: '21时05分，大峪河水位上涨。\n沟口3户进水。',
  dead: 0,
  trapped: 12,
  actions: '转移117人',
  requests: '',
  asOf: '2026-07-18T21:20:00+08:00',
};
const report: PaperReport = {
  number: 7,
  incidentId: 'i',
  kind: 'update',
  fields,
  status: 'signed',
  draftedBy: 'p1',
  signature: { person: 'p2', post: 'leader', mode: 'signed', at: '2026-07-18T21:21:00+08:00' },
  sent: undefined,
};
const setting = {
  world: 'live',
  county: '澄城县',
  nameOf: (id: string) => (id === 'p2' ? '王主任' : '李值班'),
  siblings: [
    { incidentId: 'i', number: 3, kind: 'first' as const },
    { incidentId: 'i', number: 5, kind: 'update' as const },
    { incidentId: 'i', number: 7, kind: 'update' as const },
  ],
};

/** Text of each part of the file, read by a parser that takes well-formed XML only. */
async function textOf(over: Partial<PaperReport>, world = 'live'): Promise<Record<string, string>> {
  const parts = unzipSync(await reportDocx(reportPaper({ ...report, ...over }, { ...setting, world })));
  const texts: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(parts)) {
    if (!name.endsWith('.xml') && !name.endsWith('.rels')) continue;
    const parser = new SaxesParser();
    let text = '';
    parser.on('text', (more) => (text += more));
    parser.on('doctype', () => expect.fail(`${name} has a DOCTYPE`));
    parser.on('error', (error) => expect.fail(`${name}: ${error.message}`));
    parser.write(strFromU8(bytes)).close();
    texts[name] = text;
  }
  return texts;
}

describe('a report as a Word file', () => {
  it('says title, which update it is, every line as typed, who signed; what nobody knows is 正在核实 and never 0', async () => {
    const text = (await textOf({}))['word/document.xml'] ?? '';
    for (const said of [
      '关于善化村山洪的续报（二）',
      '第 7 期',
      '市应急管理局：',
      '截至2026年7月18日21时20分',
      '沟口3户进水。',
      '死亡0人，失踪正在核实，受伤正在核实，被困12人，已转移正在核实。',
      '转移117人',
      '签发人 王主任',
      '编辑 李值班',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('演练');
    expect((await textOf({ draftedBy: 'system' }))['word/document.xml']).toContain('编辑 系统');
  });

  it('of a drill says 演练 on every page, one that nobody signed 待签发', async () => {
    expect(Object.values(await textOf({}, 'drill-1')).join()).toContain('【演练】');
    const draft = await textOf({ signature: undefined });
    expect(Object.values(draft).join()).toContain('【待签发】');
    expect(draft['word/document.xml']).toContain('签发人 待签');
  });

  it('whatever was typed comes out as that text, and nothing of it is markup, field or link', async () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...'<>&"\'=+@{}\\ab王 \0\b\u202e\ud800'),
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(nasty, async (typed) => {
        const parts = await textOf({ fields: { ...fields, process: typed, title: typed, actions: typed } });
        expect(parts['word/document.xml']).toContain('签发人');
        expect(Object.keys(parts).toSorted()).toEqual(Object.keys(await textOf({})).toSorted());
      }),
      { numRuns: 25 },
    );
    const text = (await textOf({ fields: { ...fields, process: '</w:t><w:hyperlink>&x; =HYPERLINK("a")' } }))[
      'word/document.xml'
    ];
    expect(text).toContain('</w:t><w:hyperlink>&x; =HYPERLINK("a")');
  });
});
