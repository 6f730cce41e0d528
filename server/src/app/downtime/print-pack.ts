import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Pack, PackTable } from './pack.ts';
import { unpackFont } from './unpack-font.ts';

/** A4 in points. */
const MARGIN = 36;
const SIZE = { heading: 14, row: 9, foot: 8 };
const PAD = 3;
/** A line that a hand can write in. */
const WRITING_HEIGHT = 26;

// Unpacked first: read as .woff the glyph table is inflated anew for every glyph (191 s a pack), read as .woff2 no
// subset is made (13.9 MB a pack).
const FONT = createRequire(import.meta.url).resolve(
  '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff',
);

/** The pack as A4 pages, the fonts inside as the subsets it needs. Takes seconds of computing: run it off the main thread. */
export function printPack(pack: Pack): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    info: { Title: `${pack.title} 停机包` },
  });
  page.registerFont('hanzi', unpackFont(readFileSync(FONT)));
  const parts: Buffer[] = [];
  page.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<Buffer>((resolve, reject) => {
    page.on('end', () => resolve(Buffer.concat(parts)));
    page.on('error', reject);
  });
  cover(page, pack);
  for (const table of pack.tables) printTable(page, table);
  number(page, pack);
  page.end();
  return done;
}

function cover(page: PDFKit.PDFDocument, { title, asOf, head }: Pack): void {
  page.font('hanzi').fontSize(22).text(`${title} 停机包`);
  page.fontSize(11).text(`生成于 ${asOf.slice(0, 10)} ${asOf.slice(11, 16)}，据日志第 ${head} 条。`);
  page.text('系统停用期间使用；新的一份印出后，旧的销毁。内含个人电话，不得外传。').moveDown(1);
}

function printTable(page: PDFKit.PDFDocument, table: PackTable): void {
  if (table.starts === 'new_page') page.addPage();
  const left = page.page.margins.left;
  const width = page.page.width - 2 * MARGIN;
  const shares = table.widths.reduce((sum, one) => sum + one, 0);
  const cells = table.widths.map((share) => (share / shares) * width);
  const bottom = (): number => page.page.height - MARGIN - 2 * SIZE.foot;
  const heightOf = (row: readonly string[]): number =>
    Math.max(
      ...row.map((text, i) => page.heightOfString(text === '' ? ' ' : text, { width: (cells[i] ?? 0) - 2 * PAD })),
    ) +
    2 * PAD;
  const line = (row: readonly string[], kind: 'head' | 'row'): void => {
    page.font('hanzi').fontSize(SIZE.row);
    const height = kind === 'row' && table.lines === 'to_write_on' ? WRITING_HEIGHT : heightOf(row);
    let x = left;
    const y = page.y;
    row.forEach((text, i) => {
      const cell = cells[i] ?? 0;
      if (kind === 'head') page.rect(x, y, cell, height).fillAndStroke('#e6e6e6', '#888888');
      else page.rect(x, y, cell, height).stroke('#888888');
      page.fillColor('#000000').text(text, x + PAD, y + PAD, { width: cell - 2 * PAD });
      x += cell;
    });
    page.x = left;
    page.y = y + height;
  };
  page.font('hanzi').fontSize(SIZE.heading).text(table.heading, left).moveDown(0.3);
  line(table.columns, 'head');
  for (const row of table.rows) {
    page.fontSize(SIZE.row);
    if (page.y + (table.lines === 'to_write_on' ? WRITING_HEIGHT : heightOf(row)) > bottom()) {
      page.addPage();
      line(table.columns, 'head');
    }
    line(row, 'row');
  }
  if (table.rows.length === 0) page.fontSize(SIZE.row).text('无', left + PAD, page.y + PAD);
  page.x = left;
  page.moveDown(1.2);
}

/** Every sheet says what it is and when it was true: sheets get apart. */
function number(page: PDFKit.PDFDocument, { title, asOf }: Pack): void {
  const { start, count } = page.bufferedPageRange();
  for (let i = start; i < start + count; i++) {
    page.switchToPage(i);
    const text = `${title} 停机包  ${asOf.slice(0, 10)} ${asOf.slice(11, 16)}  第 ${i + 1} / ${count} 页`;
    const y = page.page.height - MARGIN - SIZE.foot;
    page.page.margins.bottom = 0;
    page
      .font('hanzi')
      .fontSize(SIZE.foot)
      .text(text, MARGIN, y, { align: 'center', width: page.page.width - 2 * MARGIN, lineBreak: false });
    page.page.margins.bottom = MARGIN;
  }
}
