import { AlignmentType, Document, Header, Packer, Paragraph, Tab, TabStopType, TextRun } from 'docx';
import { outgoingText } from '../../channels/cap-feed/xml-text.ts';
import type { ReportPaper } from './report-paper.ts';

/** GB/T 9704-2012 §5: A4, 版心 156 × 225 mm, margins 37/35/28/26 mm, body 三号仿宋, twips and half-points. */
const MM = 56.7;
const MARGIN = { top: 37 * MM, bottom: 35 * MM, left: 28 * MM, right: 26 * MM };
const BODY = { font: { eastAsia: '仿宋', ascii: 'FangSong', hAnsi: 'FangSong' }, size: 32 };
const HEAD = { font: { eastAsia: '黑体', ascii: 'SimHei', hAnsi: 'SimHei' }, size: 32 };
const TITLE = { font: { eastAsia: '方正小标宋简体', ascii: 'SimSun', hAnsi: 'SimSun' }, size: 44 };
const INDENT = { firstLine: 640 };
const RIGHT_EDGE = 156 * MM;

/** Characters that XML has no place for are left out; the rest stays as it was typed. */
const run = (text: string, look: object = BODY): TextRun => new TextRun({ text: outgoingText(text), ...look });

/** Typed lines stay lines. */
function typed(text: string): Paragraph[] {
  return text.split(/\r?\n/).map((line) => new Paragraph({ indent: INDENT, children: [run(line)] }));
}

function twoEnds(left: string, right: string): Paragraph {
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: RIGHT_EDGE }],
    children: [run(left), new TextRun({ ...BODY, children: [new Tab()] }), run(right)],
  });
}

function section(head: string, text: string): Paragraph[] {
  return [new Paragraph({ indent: INDENT, children: [run(head, HEAD)] }), ...typed(text)];
}

/** A report upward as a Word file that the office may send on by its own means. */
export async function reportDocx(paper: ReportPaper): Promise<Buffer> {
  const marked =
    paper.mark === undefined
      ? []
      : [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [run(`【${paper.mark}】`, { ...HEAD, color: '8A1F9C' })],
          }),
        ];
  const children = [
    new Paragraph({ children: [run('加急', { ...HEAD })] }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 200, after: 200 },
      children: [run('值班信息快报', { ...TITLE, size: 56, color: 'C00000' })],
    }),
    new Paragraph({ alignment: AlignmentType.CENTER, children: [run(paper.issue)] }),
    twoEnds(paper.unit, paper.date),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 400, after: 400 },
      children: [run(paper.title, TITLE)],
    }),
    new Paragraph({ children: [run(`${paper.to}：`)] }),
    ...typed(paper.lead),
    ...section('一、险情处置', paper.process),
    ...typed(paper.figures),
    ...section('二、当前情况与措施', paper.actions),
    ...section('三、请求事项与下步工作', paper.requests),
    new Paragraph({ spacing: { before: 400 }, children: [] }),
    twoEnds(`报送单位 ${paper.office}`, `签发人 ${paper.signer}`),
    new Paragraph({ children: [run(`报：${paper.to}`)] }),
    new Paragraph({ children: [run(paper.copy)] }),
    twoEnds(paper.editor, paper.sentAt),
  ];
  const file = new Document({
    title: outgoingText(paper.title),
    creator: outgoingText(paper.unit),
    styles: { default: { document: { run: BODY, paragraph: { spacing: { line: 560, lineRule: 'exact' } } } } },
    sections: [
      {
        properties: { page: { size: { width: 210 * MM, height: 297 * MM }, margin: MARGIN } },
        ...(marked.length === 0 ? {} : { headers: { default: new Header({ children: marked }) } }),
        children,
      },
    ],
  });
  return Packer.toBuffer(file);
}
