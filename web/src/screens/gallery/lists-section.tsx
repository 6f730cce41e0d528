import { useMemo, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Chart } from '../../ui/chart/chart.tsx';
import { Sparkline } from '../../ui/chart/sparkline.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Age } from '../../ui/clock/age.tsx';
import { Elapsed } from '../../ui/clock/countdown.tsx';
import { FiveCells } from '../../ui/five-cells.tsx';
import { formatDistance } from '../../ui/format/number.ts';
import { formatTime } from '../../ui/format/time.ts';
import { levelText } from '../../ui/level/level.ts';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { LogList } from '../../ui/log-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SplitPanes } from '../../ui/split-panes.tsx';
import { DenseList } from '../../ui/table/dense-list.tsx';
import { type DenseColumn, DenseTable, type SortBy } from '../../ui/table/dense-table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { type SampleAlarm, type Samples, storyMs } from './samples.ts';
import { Section } from './section.tsx';

type Team = Samples['teams'][number];
type Village = Samples['villages'][number];

export function ListsSection({ sample }: { sample: Samples }) {
  const { say } = sample;
  const [selected, setSelected] = useState<string | null>('A-2041');
  const [more, setMore] = useState(0);
  const alarms = useMemo(() => [...newAlarms(more), ...sample.alarms], [more, sample]);
  return (
    <>
      <Section name="SplitPanes" wide>
        <div className="h-[38rem]">
          <SplitPanes
            panes={[
              {
                id: 'alarms',
                size: 552,
                content: (
                  <Panel
                    className="h-full"
                    title={say(`告警 ${alarms.length}`, `Alarms ${alarms.length}`)}
                    meta={say('未确认6　已确认2', '6 unacknowledged, 2 acknowledged')}
                    actions={
                      <Button kind="quiet" onPress={() => setMore((count) => count + 1)}>
                        {say('来一条', 'One more')}
                      </Button>
                    }
                  >
                    <DenseList
                      label={say('告警', 'Alarms')}
                      rows={alarms}
                      rowHeight="alarm"
                      grows
                      textOf={(row) => row.title}
                      barOf={(row) => row.bar}
                      groups={sample.groups.map((group) => ({
                        id: group.id,
                        heading: <GroupHeading name={group.name} count={group.count} />,
                      }))}
                      groupOf={(row) => row.group}
                      selectedId={selected}
                      onSelect={setSelected}
                    >
                      {alarmRow}
                    </DenseList>
                  </Panel>
                ),
              },
              { id: 'detail', content: <Detail sample={sample} /> },
              {
                id: 'log',
                size: 460,
                content: (
                  <Panel
                    className="h-full"
                    title={say('值班日志', 'Duty log')}
                    meta={say('自动96　人工11', '96 automatic, 11 by hand')}
                  >
                    <LogList label={say('值班日志', 'Duty log')} entries={sample.log} />
                  </Panel>
                ),
              },
            ]}
          />
        </div>
      </Section>
      <Tables sample={sample} />
    </>
  );
}

const newAlarms = (count: number): SampleAlarm[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `new${count - index}`,
    group: null,
    level: 4,
    acked: false,
    bar: 'solid',
    title: `#${count - index}`,
    detail: '·',
    owner: '',
    sinceMs: storyMs,
  }));

function alarmRow(row: SampleAlarm) {
  return (
    <>
      <LevelGlyph level={row.level} variant={row.acked ? 'outline' : 'filled'} size={20} />
      <div className="min-w-0 flex-1 py-0.5 leading-[1.35] break-words">
        <p className={`m-0 ${row.acked ? '' : 'text-row font-medium'}`}>{row.title}</p>
        <p className="m-0 text-meta text-ink-3">{row.detail}</p>
      </div>
      <div className="text-right leading-[1.35] shrink-0">
        <Elapsed
          sinceMs={row.sinceMs}
          className={row.acked ? 'block' : `block text-row font-medium ${levelText[row.level]}`}
        />
        <span className={`text-meta ${row.acked ? 'text-ink-3' : 'text-ink-1'}`}>{row.owner}</span>
      </div>
    </>
  );
}

function GroupHeading({ name, count }: { name: string; count: string }) {
  return (
    <>
      <span className="text-ink-1">{name}</span>
      <span>{count}</span>
    </>
  );
}

function Detail({ sample }: { sample: Samples }) {
  const { say } = sample;
  const [tab, setTab] = useState<'trend' | 'people' | 'plan'>('trend');
  const trend = (
    <div className="p-pad">
      <Chart
        label={say('大峪河善化站近6小时水位', 'Dayu River at Shanhua, level of the last 6 hours')}
        model={sample.chart}
        height={260}
      />
      <p className="flex flex-wrap items-center gap-x-4 text-ink-2">
        {say('善化', 'Shanhua')}
        <Sparkline
          label={say('善化水位上涨', 'Shanhua rising')}
          points={sample.chart.points}
          thresholds={sample.chart.thresholds}
          level={1}
        />
        <span className="text-key text-level-1 font-medium">{'873.46'}</span> m
        <Age atMs={storyMs - 152_000} cadenceMs={300_000} />
      </p>
    </div>
  );
  return (
    <Panel className="h-full" title={say('善化站 达立即转移指标', 'Shanhua gauge at evacuation mark')}>
      <Tabs
        label={say('详情', 'Detail')}
        value={tab}
        onChange={setTab}
        className="h-full"
        items={[
          { id: 'trend', label: say('水位与雨量', 'Level and rain'), content: trend },
          {
            id: 'people',
            label: say('受影响', 'Affected'),
            count: 172,
            content: <LogList label={say('时间线', 'Timeline')} variant="timeline" entries={sample.log} />,
          },
          { id: 'plan', label: say('预案', 'Plan'), count: 3, content: null },
        ]}
      />
    </Panel>
  );
}

function Tables({ sample }: { sample: Samples }) {
  const { say } = sample;
  const [selected, setSelected] = useState<string | null>(null);
  const [sort, setSort] = useState<SortBy>({ column: 'km', direction: 'ascending' });
  const teams = useMemo(
    () =>
      [...sample.teams].sort(
        (a, b) =>
          (sort.column === 'km' ? a.km - b.km : a.people - b.people) * (sort.direction === 'ascending' ? 1 : -1),
      ),
    [sample, sort],
  );
  const villageColumns: DenseColumn<Village>[] = [
    {
      id: 'name',
      header: say('村', 'Village'),
      cell: (row) => <span className="font-medium">{row.name}</span>,
      isRowHeader: true,
      width: 110,
    },
    {
      id: 'cells',
      header: say('送达 应答 复述 行动 完成', 'delivered … done'),
      cell: (row) => <FiveCells cells={row.cells} />,
      width: '2fr',
      minWidth: 230,
    },
    {
      id: 'text',
      header: say('状态', 'State'),
      cell: (row) => <span className={row.trouble ? 'text-level-1' : 'text-ink-2'}>{row.text}</span>,
    },
    {
      id: 'at',
      header: say('最近', 'Last'),
      cell: (row) => <span className="text-ink-3">{formatTime(row.atMs)}</span>,
      align: 'end',
      width: 100,
    },
  ];
  const teamColumns: DenseColumn<Team>[] = [
    { id: 'name', header: say('队伍', 'Team'), cell: (row) => row.name, isRowHeader: true, minWidth: 164 },
    { id: 'people', header: say('人数', 'People'), cell: (row) => row.people, align: 'end', width: 90, sortable: true },
    {
      id: 'km',
      header: say('路程', 'By road'),
      cell: (row) => formatDistance(row.km * 1000),
      align: 'end',
      width: 110,
      sortable: true,
    },
    {
      id: 'skill',
      header: say('能力', 'Skills'),
      cell: (row) => (
        <Chip kind={row.skills === 0 ? 'has' : row.skills === 1 ? 'lacks' : 'partly'}>{say('照明', 'lighting')}</Chip>
      ),
      width: 110,
    },
    {
      id: 'age',
      header: say('定位', 'Position'),
      cell: (row) => <Age atMs={row.atMs} cadenceMs={5_000} of="position" />,
      width: 140,
    },
  ];
  return (
    <>
      <Section name="DenseTable">
        <div className="h-80">
          <DenseTable
            label={say('叫应矩阵', 'Call board')}
            columns={villageColumns}
            rows={sample.villages}
            textOf={(row) => row.name}
            rowHeight="matrix"
            selectedId={selected}
            onSelect={setSelected}
            toneOf={(row) => (row.trouble ? 'trouble' : 'none')}
          />
        </div>
      </Section>
      <Section name="DenseTable">
        <div className="h-80">
          <DenseTable
            label={say('四百支队伍', 'Four hundred teams')}
            columns={teamColumns}
            rows={teams}
            textOf={(row) => row.name}
            rowHeight="plan"
            selectedId={selected}
            onSelect={setSelected}
            sort={sort}
            onSort={setSort}
          />
        </div>
      </Section>
    </>
  );
}
