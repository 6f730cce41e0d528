import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Chart } from '../../ui/chart/chart.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { LogList } from '../../ui/log-list.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { PanelState } from '../../ui/panel-state.tsx';
import { DenseList } from '../../ui/table/dense-list.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { type Samples, storyMs } from './samples.ts';
import { Line, Section } from './section.tsx';

/** What each part shows in each state that ux.md §6 names: lists, tables, logs and charts among them. */
export function StatesSection({ sample }: { sample: Samples }) {
  return (
    <>
      <StatesOf name="DenseList · states" sample={sample} part={<AlarmList sample={sample} />} />
      <StatesOf name="DenseTable · states" sample={sample} part={<VillageTable sample={sample} />} />
      <StatesOf name="LogList · states" sample={sample} part={<Log sample={sample} />} />
      <StatesOf name="Chart · states" sample={sample} part={<Trend sample={sample} />} />
      <LongText sample={sample} />
      <NotNow sample={sample} />
    </>
  );
}

/** `with`: old data stays on screen; `without`: there is none. */
function statesOf({ say }: Samples): readonly (readonly [PanelState, 'with' | 'without'])[] {
  const error = {
    kind: 'error',
    what: say('没有更新', 'Not updated'),
    stillWorks: say('确认与派队', 'acknowledging and dispatching'),
    code: 'NET-504',
    onRetry: () => undefined,
  } as const;
  return [
    [{ kind: 'loading' }, 'without'],
    [{ kind: 'empty', text: say('当前没有', 'None now'), checkedAtMs: storyMs - 2000 }, 'without'],
    [error, 'with'],
    [{ kind: 'reconnecting', sinceMs: storyMs - 7000 }, 'with'],
    [{ kind: 'offline', sinceMs: storyMs - 95_000 }, 'with'],
    [{ kind: 'stale', sinceMs: storyMs - 900_000 }, 'with'],
    [{ kind: 'lost', sinceMs: storyMs - 3_900_000 }, 'with'],
    [{ kind: 'denied', role: say('带班领导', 'duty leader') }, 'without'],
  ];
}

function StatesOf({ name, sample, part }: { name: string; sample: Samples; part: ReactNode }) {
  return (
    <Section name={name} wide>
      <div className="grid gap-gutter grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] bg-bg-0 p-gutter">
        {statesOf(sample).map(([state, data]) => (
          <Panel key={state.kind} title={state.kind} state={state} headingLevel={3} className="h-46">
            {data === 'with' ? <div className="h-full overflow-hidden">{part}</div> : null}
          </Panel>
        ))}
      </div>
    </Section>
  );
}

function AlarmList({ sample }: { sample: Samples }) {
  const { say } = sample;
  return (
    <DenseList
      label={say('告警（状态）', 'Alarms (states)')}
      rows={sample.alarms.slice(0, 3)}
      rowHeight="alarm"
      textOf={(row) => row.title}
      barOf={(row) => row.bar}
      selectedId={null}
      onSelect={() => undefined}
    >
      {(row) => <span className="min-w-0 truncate">{row.title}</span>}
    </DenseList>
  );
}

type Village = Samples['villages'][number];

function VillageTable({ sample }: { sample: Samples }) {
  const { say } = sample;
  const columns: DenseColumn<Village>[] = [
    { id: 'name', header: say('村', 'Village'), cell: ({ name }) => name, isRowHeader: true, width: 110 },
    { id: 'text', header: say('状态', 'State'), cell: ({ text }) => text },
  ];
  return (
    <DenseTable
      label={say('叫应矩阵（状态）', 'Call board (states)')}
      columns={columns}
      rows={sample.villages.slice(0, 4)}
      textOf={({ name }) => name}
      rowHeight="matrix"
      selectedId={null}
      onSelect={() => undefined}
    />
  );
}

function Log({ sample }: { sample: Samples }) {
  const { say } = sample;
  return <LogList label={say('日志（状态）', 'Log (states)')} entries={sample.log.slice(0, 4)} />;
}

function Trend({ sample }: { sample: Samples }) {
  const { say } = sample;
  return <Chart label={say('善化站水位（状态）', 'Level at Shanhua (states)')} model={sample.chart} height={84} />;
}

/** Words longer than their place: cut with the whole of it on hover, or on a second line; never over what is beside. */
function LongText({ sample }: { sample: Samples }) {
  const { say } = sample;
  const long = say(
    '陕西省渭南市澄城县冯原镇善化村沟口组与桥西组沿河低洼地带全部住户及临时借住人员',
    'Every household and everybody staying for the night in the low riverside parts of Goukou and Qiaoxi, Shanhua',
  );
  const alarms = sample.alarms.slice(0, 2).map((row) => ({ ...row, id: `long-${row.id}`, title: long }));
  return (
    <Section name="Long text" wide>
      <div className="grid gap-gutter grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] bg-bg-0 p-gutter">
        <Panel title={long} meta={long} headingLevel={3} className="h-46">
          <DenseList
            label={say('长文字', 'Long text')}
            rows={alarms}
            rowHeight="alarm"
            grows
            textOf={(row) => row.title}
            barOf={(row) => row.bar}
            selectedId={null}
            onSelect={() => undefined}
          >
            {(row) => <span className="min-w-0 py-1 break-words">{row.title}</span>}
          </DenseList>
        </Panel>
        <Panel title={say('表单', 'Form')} headingLevel={3} padded>
          <div className="grid gap-3">
            <TextField label={long} value={long} onChange={() => undefined} error={long} />
            <Select
              label={say('队伍', 'Team')}
              choices={[{ id: 'a', label: long }]}
              value="a"
              onChange={() => undefined}
            />
          </div>
        </Panel>
        <Panel title={say('按钮与标签', 'Buttons and chips')} headingLevel={3} padded>
          <Line>
            <Button onPress={() => undefined}>{long}</Button>
            <Chip>{long}</Chip>
          </Line>
        </Panel>
      </div>
      <div className="pt-3">
        <Banner
          level={2}
          title={long}
          detail={long}
          actions={<Button onPress={() => undefined}>{say('查看', 'Show')}</Button>}
        />
      </div>
    </Section>
  );
}

/** Not allowed, not possible now, and on its way: each says so where it stands. */
function NotNow({ sample }: { sample: Samples }) {
  const { say, choices } = sample;
  const why = say('需要带班领导或指挥长', 'for the duty leader or the commander');
  return (
    <Section name="Denied · offline · pending" wide>
      <Line>
        <Button disabledReason={why} onPress={() => undefined}>
          {say('签发', 'Sign')}
        </Button>
        <Button disabledReason={say('断线，不能下达', 'no line: cannot be sent')} onPress={() => undefined}>
          {say('下达', 'Send')}
        </Button>
        <Button kind="primary" pending onPress={() => undefined}>
          {say('保存', 'Save')}
        </Button>
      </Line>
      <div className="grid gap-4 grid-cols-[repeat(auto-fill,minmax(16rem,1fr))]">
        <TextField label={say('地点', 'Place')} value="" onChange={() => undefined} description={why} disabled />
        <NumberField label={say('转移人数', 'Moved')} value={117} onChange={() => undefined} disabled />
        <Select
          label={say('队伍', 'Team')}
          choices={choices}
          value={null}
          onChange={() => undefined}
          error={say('先选一支队伍', 'choose a team first')}
        />
        <ComboBox
          label={say('队伍（检索）', 'Team (search)')}
          choices={choices}
          value={null}
          onChange={() => undefined}
          error={say('没有这支队伍', 'no such team')}
        />
      </div>
    </Section>
  );
}
