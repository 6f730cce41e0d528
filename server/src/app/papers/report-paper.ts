import { LIVE, type WorldId } from '@sitong/shared/kernel/ids.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import {
  ordinalText,
  REPORT_FIGURES,
  type ReportFigure,
  updateOrdinal,
} from '@sitong/shared/pillars/release/report-names.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { chineseTime } from '@sitong/shared/pillars/release/templates.ts';

/** Paper has one language. Kept beside the screen's `release.paper`, which prints the same sheet. */
const KIND: Record<Report['kind'], string> = { first: '初报', update: '续报', final: '终报' };
const FIGURE: Record<ReportFigure, string> = {
  dead: '死亡',
  missing: '失踪',
  injured: '受伤',
  trapped: '被困',
  evacuated: '已转移',
};

export type PaperReport = Pick<
  Report,
  'number' | 'incidentId' | 'kind' | 'fields' | 'status' | 'draftedBy' | 'signature' | 'sent'
>;

export interface ReportPaper {
  /** Written large behind the words; undefined: a signed report of the live world. */
  mark: '演练' | '待签发' | undefined;
  issue: string;
  unit: string;
  date: string;
  title: string;
  to: string;
  lead: string;
  process: string;
  figures: string;
  actions: string;
  requests: string;
  office: string;
  signer: string;
  copy: string;
  editor: string;
  sentAt: string;
}

interface Setting {
  world: WorldId;
  /** County name without what a demo adds in brackets. */
  county: string;
  nameOf: (person: string) => string;
  /** Reports of the same incident, for counting updates. */
  siblings: readonly Pick<Report, 'incidentId' | 'number' | 'kind'>[];
}

const told = (at: string): string => chineseTime(toMs(at));

function figures(fields: ReportFields): string {
  const list = REPORT_FIGURES.map((figure) => {
    const value = fields[figure];
    // Unknown is written out as such, never 0 (domain §5).
    return value === undefined ? `${FIGURE[figure]}正在核实` : `${FIGURE[figure]}${value}人`;
  });
  return `数据：${list.join('，')}。`;
}

/** 值班信息快报, the words of the sheet in their order (GB/T 9704 style). Pure. */
export function reportPaper(report: PaperReport, { world, county, nameOf, siblings }: Setting): ReportPaper {
  const { fields, signature, sent } = report;
  const ordinal = report.kind === 'update' ? ordinalText(updateOrdinal(report, siblings), 'hanzi') : '';
  const to = sent?.to ?? '市应急管理局';
  const where = [fields.occurredAt === undefined ? '' : told(fields.occurredAt), fields.place].filter(Boolean);
  return {
    mark: world !== LIVE ? '演练' : signature === undefined ? '待签发' : undefined,
    issue: `第 ${report.number} 期`,
    unit: `${county}应急管理局`,
    date: told(sent?.at ?? fields.asOf).replace(/日.*$/, '日'),
    title: `关于${fields.title}的${KIND[report.kind]}${ordinal}`,
    to,
    lead: `现将${fields.title}有关情况报告如下（截至${told(fields.asOf)}）。`,
    process: `${where.join('，')}。${fields.process}`,
    figures: figures(fields),
    actions: fields.actions || '无',
    requests: fields.requests || '无',
    office: `${county}应急指挥部办公室`,
    signer: signature === undefined ? '待签' : nameOf(signature.person),
    copy: '抄送：县委办、县政府办',
    // A first report is drafted by the system itself, which is no person of the county.
    editor: `编辑 ${report.draftedBy === 'system' ? '系统' : nameOf(report.draftedBy)}`,
    sentAt: `${sent?.simulated === true ? '模拟报送 ' : ''}${told(sent?.at ?? fields.asOf)}`,
  };
}
