import type { ChartModel } from '../../ui/chart/chart-model.ts';
import type { ParsedCommand } from '../../ui/command/parse.ts';
import type { FormatLanguage } from '../../ui/format/language.ts';
import type { GlyphLevel } from '../../ui/level/level.ts';
import type { LogEntry } from '../../ui/log-list.tsx';
import type { BarState } from '../../ui/state-bar.tsx';

/** The second of the storm that the pictures show. Names, phones and readings are invented. */
export const storyMs = Date.parse('2026-07-18T20:47:32+08:00');

const minute = 60_000;

export interface SampleAlarm {
  readonly id: string;
  readonly group: string | null;
  readonly level: GlyphLevel;
  readonly acked: boolean;
  readonly bar: BarState;
  readonly title: string;
  readonly detail: string;
  readonly sinceMs: number;
  readonly owner: string;
}

/** Example content in the language on screen; what a server would send, so not translated text. */
export function samples(language: FormatLanguage) {
  const say = (zh: string, en: string): string => (language === 'zh-CN' ? zh : en);
  const alarm = (
    id: string,
    group: string | null,
    level: GlyphLevel,
    bar: BarState,
    ageS: number,
    texts: readonly [string, string, string],
  ): SampleAlarm => ({
    id,
    group,
    level,
    bar,
    acked: bar === 'none',
    title: texts[0],
    detail: texts[1],
    owner: texts[2],
    sinceMs: storyMs - ageS * 1000,
  });
  const open = say('未确认', 'unacknowledged');

  return {
    say,
    county: say('澄城县应急指挥调度台', 'Chengcheng Emergency Command'),
    alarms: [
      alarm('A-2041', null, 1, 'solid', 22, [
        say('善化站 达立即转移指标', 'Shanhua gauge at evacuation mark'),
        say('大峪河873.46 m ≥ 873.40　冯原镇', 'Dayu River 873.46 m ≥ 873.40, Fengyuan'),
        open,
      ]),
      alarm('A-2040', null, 1, 'solid', 65, [
        say('叩卓村 叫应三次无应答', 'Kouzhuo: no answer to three calls'),
        say('网格员党小军　已转镇值班室敲门', 'Grid worker Dang; township knocks'),
        open,
      ]),
      alarm('A-2038', 'i142', 2, 'solid', 108, [
        say('洛城桥站 水位快涨', 'Luocheng bridge rising fast'),
        say('718.36 m　0.62 m/h　距警戒0.44 m', '718.36 m, 0.62 m/h, 0.44 m to warning'),
        open,
      ]),
      alarm('A-2033', 'i142', 1, 'none', 690, [
        say('贺家桥 3小时雨量112.4 mm', 'Hejiaqiao 112.4 mm in 3 h'),
        say('红线100 mm　已发暴雨红色预警', 'Red line 100 mm; red warning issued'),
        say('王晓燕20:36', 'Wang 20:36'),
      ]),
      alarm('A-2030', 'i142', 3, 'none', 980, [
        say('善化桥 摄像机画面静止', 'Shanhua bridge camera frozen'),
        say('末帧20:29:14　改用无人机', 'Last frame 20:29:14; drone instead'),
        say('周海波20:32', 'Zhou 20:32'),
      ]),
      alarm('A-2037', 'i143', 2, 'solid', 130, [
        say('后沟裂缝计 18 mm/h', 'Hougou crack gauge 18 mm/h'),
        say('阈值10 mm/h　2号计20:45', 'Limit 10 mm/h, gauge 2 20:45'),
        open,
      ]),
      alarm('A-2035', 'i143', 3, 'dashed', 216, [
        say('水洼 1小时雨量46.2 mm', 'Shuiwa 46.2 mm in 1 h'),
        say('20:44回落至38.0，低于40', 'Back to 38.0 at 20:44, below 40'),
        say('已恢复 未确认', 'returned, unacknowledged'),
      ]),
      alarm('A-2036', 'wz', 4, 'solid', 312, [
        say(
          '王庄中学 发电机油量15%，请物资保障组安排补给并回报预计到达时间与剩余可用时长',
          'Wangzhuang school generator fuel 15 %: supplies to arrange a refill and report time of arrival and hours left',
        ),
        say('可用3小时　物资库可补', '3 h left; depot can refill'),
        open,
      ]),
    ],
    groups: [
      { id: 'i142', name: say('I-0142　山洪 善化村', 'I-0142 Flash flood, Shanhua'), count: say('3条', '3') },
      { id: 'i143', name: say('I-0143　滑坡 水洼村', 'I-0143 Landslide, Shuiwa'), count: say('2条', '2') },
      { id: 'wz', name: say('王庄镇 其他', 'Wangzhuang, others'), count: say('1条', '1') },
    ],
    ladder: [
      {
        id: 'saved',
        label: say('存', 'Saved'),
        state: 'done',
        time: '20:46:40.112',
        proof: say('服务器落库', 'stored on the server'),
      },
      {
        id: 'sent',
        label: say('送', 'Sent'),
        state: 'done',
        time: '20:46:40.305',
        proof: say('应用推送、短信（模拟）', 'app push, SMS (simulated)'),
      },
      {
        id: 'delivered',
        label: say('达', 'Delivered'),
        state: 'done',
        time: '20:46:41.870',
        proof: say('队长韩军手机，电量62%', 'lead’s phone, battery 62 %'),
      },
      {
        id: 'read',
        label: say('读', 'Read'),
        state: 'waiting',
        time: say('等待0:50', 'waiting 0:50'),
        proof: say('屏幕未亮，无阅读回执', 'screen dark, no receipt'),
      },
      { id: 'accepted', label: say('接', 'Accepted'), state: 'pending' },
    ] as const,
    escalation: {
      label: say('红色告警升级', 'Escalation of a red alarm'),
      ticks: [
        { afterMs: 0, label: say('已响铃', 'rung') },
        { afterMs: 30_000, label: say('全台横幅', 'banner on all') },
        { afterMs: 60_000, label: say('电话带班领导', 'call duty leader') },
        { afterMs: 120_000, label: say('副职 大屏接管', 'deputy, wall takeover') },
      ],
    },
    villages: ['叩卓村', '西社村', '什二村', '迪家河村', '善化村', '牙曲村', '长宁村', '冯原村'].map((name, index) => ({
      id: `v${index}`,
      name,
      cells: (['送达', '应答', '复述', '行动', '完成'] as const).map((label, step) => ({
        id: label,
        label,
        state:
          index < 2 && step === 1
            ? ('failed' as const)
            : index === 7 || step + index < 4 || (step < 3 && index > 2)
              ? ('full' as const)
              : step + index === 4
                ? ('half' as const)
                : ('empty' as const),
      })),
      trouble: index < 2,
      text:
        index < 2
          ? say('3次未应', 'no answer ×3')
          : index === 7
            ? say('已完成', 'done')
            : say('待反馈', 'awaiting report'),
      atMs: storyMs - index * 41_000,
    })),
    log: [
      entry(
        'l1',
        22,
        say('告警', 'Alarm'),
        [
          [say('善化站873.46 m，达', 'Shanhua 873.46 m, at '), 'plain'],
          [say('立即转移', 'evacuation'), 'strong'],
          [say('指标873.40', ' mark 873.40'), 'plain'],
        ],
        'turning',
      ),
      entry('l2', 52, say('指令', 'Order'), [
        [say('D-0387路政1队 水洼村道路抢通，', 'D-0387 Road team 1 to Shuiwa, '), 'plain'],
        [say('未接0:52', 'not accepted 0:52'), 'level-3'],
      ]),
      entry('l3', 341, say('指令', 'Order'), [
        [say('D-0386急救2车 ', 'D-0386 Ambulance 2 '), 'plain'],
        [say('接令', 'accepted'), 'own'],
        [say(' 用时0:37', ' in 0:37'), 'plain'],
      ]),
      entry(
        'l4',
        445,
        say('响应', 'Response'),
        [
          [say('防汛二级应急响应启动，签发', 'Flood response II started, signed by '), 'plain'],
          [say('张明远', 'Zhang Mingyuan'), 'strong'],
          [say('（指挥长）', ' (commander)'), 'plain'],
        ],
        'turning',
      ),
      entry(
        'l5',
        560,
        say('预警', 'Warning'),
        [
          [say('暴雨红色预警', 'Red rainstorm warning'), 'level-1'],
          [say('发布，冯原镇、王庄镇', ' issued, Fengyuan and Wangzhuang'), 'plain'],
        ],
        'document',
      ),
    ],
    teams: Array.from({ length: 400 }, (_, index) => ({
      id: `t${index}`,
      name: say(`冯原${index + 1}队`, `Fengyuan team ${index + 1}`),
      people: 8 + (index % 15),
      km: 3.9 + ((index * 7) % 31) / 2,
      skills: index % 3,
      atMs: storyMs - (index % 9) * 47_000,
    })),
    chart: chartModel(say),
    choices: [
      { id: 'zz1', label: say('赵庄1队', 'Zhaozhuang 1'), detail: 'zz1', keys: ['zhaozhuang1dui', 'zz1d', 'zhao'] },
      {
        id: 'lt',
        label: say('蓝天水域', 'Blue Sky water rescue'),
        detail: 'ltsy',
        keys: ['lantianshuiyu', 'ltsy', 'blue'],
      },
      {
        id: 'yt1',
        label: say('尧头1队', 'Yaotou 1'),
        detail: 'yt1',
        keys: ['yaotou1dui', 'yt1'],
        disabledReason: say('失联12分', 'lost 12 min'),
      },
    ],
    people: [
      { id: 'p1', label: say('王晓燕（值班员）', 'Wang Xiaoyan (duty officer)') },
      { id: 'p2', label: say('李建国（带班领导）', 'Li Jianguo (duty leader)') },
      {
        id: 'p3',
        label: say('张明远（指挥长）', 'Zhang Mingyuan (commander)'),
        disabledReason: say('不在岗', 'not on duty'),
      },
    ],
    parse: (line: string): ParsedCommand => parse(line, say),
  };
}

export type Samples = ReturnType<typeof samples>;

function entry(
  id: string,
  ageS: number,
  kind: string,
  parts: readonly (readonly [string, NonNullable<LogEntry['parts'][number]['tone']>])[],
  mark: LogEntry['mark'] = 'plain',
): LogEntry {
  return { id, atMs: storyMs - ageS * 1000, kind, parts: parts.map(([text, tone]) => ({ text, tone })), mark, by: '·' };
}

function chartModel(say: (zh: string, en: string) => string): ChartModel {
  const from = storyMs - 6 * 60 * minute;
  const levels = [
    871.52, 871.52, 871.53, 871.55, 871.6, 871.68, 871.75, 871.9, 872.1, 872.35, 872.6, 872.78, 872.95, 873.1, 873.2,
    873.32, 873.4, 873.46,
  ];
  return {
    unit: 'm',
    decimals: 2,
    points: levels.map((value, index) => ({ atMs: from + index * 21 * minute, value })),
    thresholds: [
      { value: 873.4, label: say('立即转移', 'Evacuate'), level: 1 },
      { value: 872.5, label: say('准备转移', 'Prepare'), level: 3 },
    ],
    forecast: [15, 30, 45].map((ahead) => ({
      atMs: storyMs - 2 * minute + ahead * minute,
      low: 873.46 + ahead * 0.002,
      mid: 873.46 + ahead * 0.009,
      high: 873.46 + ahead * 0.018,
    })),
    bars: [0, 0, 1, 1, 2, 3, 4, 5, 6, 8, 9, 10, 9, 11, 12, 11, 12, 12].map((value, index) => ({
      atMs: from + index * 20 * minute,
      value,
    })),
    nowMs: storyMs,
  };
}

function parse(line: string, say: (zh: string, en: string) => string): ParsedCommand {
  if (line === '') return { cells: [], suggestions: [], outcome: { kind: 'empty' } };
  const verb = line.split(' ')[0] ?? '';
  if (!['派', 'p', 'd'].includes(verb)) {
    return {
      cells: [],
      suggestions: [],
      outcome: {
        kind: 'unknown',
        message: say(`不认识“${verb}”，可用：派、确认、记`, `Unknown verb “${verb}”; try 派, 确认, 记`),
      },
    };
  }
  const team = line.split(' ')[1];
  const suggestions = [
    { id: 's1', label: say('赵庄1队', 'Zhaozhuang 1'), detail: 'zz1', line: '派 zz1 I-0142 转移 21:15前' },
    { id: 's2', label: say('赵志强', 'Zhao Zhiqiang'), detail: 'zzq', line: '派 zzq I-0142' },
  ];
  const cells = [
    {
      id: 'verb',
      label: say('动作', 'Action'),
      value: say('派队', 'Dispatch'),
      detail: say('调度指令D-0388', 'order D-0388'),
    },
  ];
  if (team === undefined || team === '')
    return { cells, suggestions, outcome: { kind: 'incomplete', hint: say('派哪一队？', 'Which team?') } };
  if (team === 'zz')
    return {
      cells,
      suggestions,
      outcome: { kind: 'ambiguous', hint: say('有两个匹配，请选择', 'Two match; choose one') },
    };
  return {
    cells: [
      ...cells,
      {
        id: 'team',
        label: say('队伍', 'Team'),
        value: say('赵庄1队', 'Zhaozhuang 1'),
        detail: say('待命　15人2车', 'available, 15 people, 2 cars'),
        matched: team,
        tone: 'own' as const,
      },
      {
        id: 'incident',
        label: say('事件', 'Incident'),
        value: 'I-0142',
        detail: say('山洪 善化村', 'Flash flood, Shanhua'),
        level: 3 as const,
      },
      {
        id: 'due',
        label: say('期限', 'Deadline'),
        value: '21:15',
        detail: say('预计21:11到，早4分', 'arrives 21:11, 4 min early'),
        matched: '21:15前',
      },
    ],
    suggestions,
    outcome: { kind: 'ready' },
  };
}
