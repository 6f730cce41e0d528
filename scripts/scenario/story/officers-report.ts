import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import type { Beat, Situation } from './beat.ts';
import { FLOOD, SLIDE } from './places.ts';

const UPWARD = '渭南市应急管理局';

type ReportKind = 'first' | 'final';

function reportOf({ state, id }: Situation, incident: string, kind: ReportKind) {
  const incidentId = id(incident);
  return Object.values(state.release.reports).find((one) => one.incidentId === incidentId && one.kind === kind);
}

interface Paper {
  incident: string;
  kind: ReportKind;
  phoned?: string;
  written: string;
  checked: string;
  signed: string;
  sent: string;
  received: string;
  process: string;
  actions: string;
}

const PAPERS: readonly Paper[] = [
  {
    incident: FLOOD,
    kind: 'first',
    phoned: '20:39:10',
    written: '21:05:00',
    checked: '21:07:00',
    signed: '21:10:00',
    sent: '21:12:00',
    received: '21:20:00',
    process: '受短时强降雨影响，大峪河善化段水位快速上涨，善化桥西 3 人被困桥墩，沟口组 94 户 386 人受威胁。',
    actions: '启动防汛二级应急响应，派出 4 支队伍施救和转移，发布暴雨红色、山洪橙色预警并逐人叫应。',
  },
  {
    incident: SLIDE,
    kind: 'first',
    phoned: '20:58:30',
    written: '21:15:30',
    checked: '21:17:30',
    signed: '21:20:00',
    sent: '21:22:00',
    received: '21:30:00',
    process: '水洼村后沟坡体位移加快，坡下 2 户 7 人受威胁，进村路局部塌方。',
    actions: '7 人转移到王庄中学，路政队抢通道路并设警戒，专人观察坡体。',
  },
  {
    incident: FLOOD,
    kind: 'final',
    written: '22:07:00',
    checked: '22:08:30',
    signed: '22:10:00',
    sent: '22:11:00',
    received: '22:15:00',
    process: '降雨停止，大峪河水位回落到警戒以下。3 名被困群众全部救出，1 人轻伤；386 人全部安全转移安置。',
    actions: '继续值守，组织返回前安全评估和损失核查。',
  },
  {
    incident: SLIDE,
    kind: 'final',
    written: '22:07:30',
    checked: '22:09:00',
    signed: '22:10:30',
    sent: '22:11:30',
    received: '22:16:00',
    process: '坡体位移停止，7 人妥善安置，道路抢通，无人员伤亡。',
    actions: '坡下住户在专家评估前不返回，设观察点。',
  },
];

function fieldsOf(situation: Situation, paper: Paper, before: ReportFields | undefined): ReportFields | undefined {
  const incident = situation.state.command.incidents[situation.id(paper.incident)];
  if (incident === undefined) return undefined;
  const figures = incident.figures;
  const told = (['dead', 'missing', 'injured', 'trapped', 'evacuated'] as const).flatMap((figure) => {
    const value = figures[figure]?.value ?? before?.[figure];
    return value === undefined ? [] : [[figure, value] as const];
  });
  return {
    ...before,
    title: `关于${incident.place.name}${paper.kind === 'final' ? '处置终结' : '险情'}的报告`,
    place: `澄城县${incident.place.name}`,
    hazard: incident.hazard,
    grade: incident.grade,
    process: paper.process,
    actions: paper.actions,
    requests: '',
    ...Object.fromEntries(told),
    asOf: incident.figures.evacuated?.asOf ?? incident.statusAt,
  };
}

function beatsOf(paper: Paper): Beat[] {
  const { incident, kind } = paper;
  const name = `${kind}-${incident}`;
  const on = (step: string, clock: string, as: string, intent: Beat['intent']): Beat => ({
    name: `${name}-${step}`,
    clock,
    as,
    intent,
  });
  const written: Beat =
    kind === 'final'
      ? on('draft', paper.written, 'duty', (situation) => {
          const fields = fieldsOf(situation, paper, reportOf(situation, incident, 'first')?.fields);
          if (fields === undefined) return undefined;
          return {
            type: 'DraftReport',
            reportId: situation.id(name),
            incidentId: situation.id(incident),
            kind,
            fields,
          };
        })
      : on('revise', paper.written, 'duty', (situation) => {
          const report = reportOf(situation, incident, kind);
          const fields = report === undefined ? undefined : fieldsOf(situation, paper, report.fields);
          if (report === undefined || fields === undefined) return undefined;
          return { type: 'ReviseReport', reportId: report.id, fields, reason: '按现场最新情况核对' };
        });
  const at = (situation: Situation) => reportOf(situation, incident, kind);
  const phoned: Beat[] =
    paper.phoned === undefined
      ? []
      : [
          on('phone', paper.phoned, 'duty', (situation) => {
            const report = at(situation);
            return report === undefined
              ? undefined
              : { type: 'LogPhoneReport', reportId: report.id, to: UPWARD, answeredBy: '市局值班员 郭志勇' };
          }),
        ];
  return [
    ...phoned,
    written,
    on('check', paper.checked, 'leader', (situation) => {
      const report = at(situation);
      return report?.status === 'draft' ? { type: 'CheckReport', reportId: report.id } : undefined;
    }),
    on('sign', paper.signed, 'commander', (situation) => {
      const report = at(situation);
      if (report?.status !== 'checked') return undefined;
      return { type: 'SignReport', reportId: report.id, signing: { mode: 'signed', post: 'commander' } };
    }),
    on('send', paper.sent, 'duty', (situation) => {
      const report = at(situation);
      return report?.status === 'signed' ? { type: 'SendReport', reportId: report.id, to: UPWARD } : undefined;
    }),
    on('receipt', paper.received, 'duty', (situation) => {
      const report = at(situation);
      return report?.status === 'sent'
        ? { type: 'RecordReceipt', reportId: report.id, receipt: '市局值班室已签收' }
        : undefined;
    }),
  ];
}

/** Phoned first; written, checked, signed and sent by different people; answered by the city. */
export function reportBeats(): Beat[] {
  return PAPERS.flatMap(beatsOf);
}
