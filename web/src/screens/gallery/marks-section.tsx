import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Chip, ChipChoice } from '../../ui/chip.tsx';
import { Age } from '../../ui/clock/age.tsx';
import { Clock, Today } from '../../ui/clock/clock.tsx';
import { Countdown, Elapsed } from '../../ui/clock/countdown.tsx';
import { EscalationBar } from '../../ui/escalation-bar.tsx';
import { FiveCells } from '../../ui/five-cells.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import { KpiTile } from '../../ui/kpi-tile.tsx';
import { Ladder, VerticalLadder } from '../../ui/ladder.tsx';
import { glyphLevels } from '../../ui/level/level.ts';
import { LevelBadge, LevelCounts } from '../../ui/level/level-badge.tsx';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';
import { StateBar } from '../../ui/state-bar.tsx';
import { type Samples, storyMs } from './samples.ts';
import { Line, Section } from './section.tsx';

export function MarksSection({ sample }: { sample: Samples }) {
  const { say } = sample;
  const [filter, setFilter] = useState<'all' | 'move' | 'water'>('all');
  return (
    <>
      <Section name="LevelGlyph">
        {([18, 20, 22, 32, 40] as const).map((size) => (
          <Line key={size}>
            {glyphLevels.map((level) => (
              <LevelGlyph key={level} level={level} size={size} />
            ))}
            {glyphLevels.map((level) => (
              <LevelGlyph key={level} level={level} size={size} variant="outline" />
            ))}
            {glyphLevels.map((level) => (
              <LevelGlyph key={level} level={level} size={size} variant="quiet" />
            ))}
          </Line>
        ))}
        <Line>
          <LevelGlyph level={1} size={32} blinking />
          <LevelGlyph level={2} size={32} blinking />
        </Line>
      </Section>
      <Section name="LevelBadge">
        {glyphLevels.map((level) => (
          <Line key={level}>
            <LevelBadge level={level} />
            <LevelBadge level={level} variant="outline" />
          </Line>
        ))}
        <LevelBadge level={1} size={32}>
          <span className="text-title">{say('暴雨红色预警 · Ⅰ级', 'Rainstorm red warning · I')}</span>
        </LevelBadge>
        <div className="mt-3 grid gap-3">
          <LevelCounts counts={{ 1: 2, 2: 2, 3: 2, 4: 1 }} />
          <LevelCounts counts={{ 1: 0, 2: 0, 3: 1, 4: 0 }} />
        </div>
      </Section>
      <Section name="Age">
        <Line>
          <Age atMs={storyMs - 3_000} cadenceMs={60_000} />
          <Age atMs={storyMs - 180_000} cadenceMs={60_000} />
          <Age atMs={storyMs - 720_000} cadenceMs={60_000} />
          <Age atMs={storyMs + 95_000} cadenceMs={60_000} />
          <Age atMs={null} cadenceMs={60_000} />
        </Line>
        <Line>
          <Age atMs={storyMs - 100_000} cadenceMs={5_000} of="position" />
          <Age atMs={storyMs - 200_000} cadenceMs={5_000} of="position" />
          <Age atMs={storyMs - 720_000} cadenceMs={5_000} of="position" />
        </Line>
        <Line>
          <Clock className="text-figure" />
          <Today className="text-ink-3" />
          <Elapsed sinceMs={storyMs - 1_584_000} className="text-key text-level-3 font-medium" />
        </Line>
        <Line>
          <Countdown dueMs={storyMs + 2_016_000} />
          <Countdown dueMs={storyMs + 4_620_000} />
          <Countdown dueMs={storyMs - 720_000} className="text-level-2 font-medium" />
        </Line>
      </Section>
      <Section name="EscalationBar">
        <EscalationBar
          startMs={storyMs - 22_000}
          level={1}
          label={sample.escalation.label}
          ticks={sample.escalation.ticks}
        />
        <div className="h-4" />
        <EscalationBar
          startMs={storyMs - 75_000}
          level={1}
          label={sample.escalation.label}
          ticks={sample.escalation.ticks}
        />
        <div className="h-4" />
        <EscalationBar
          startMs={storyMs - 400_000}
          level={2}
          label={sample.escalation.label}
          ticks={sample.escalation.ticks}
        />
      </Section>
      <Section name="Ladder">
        <div className="grid gap-4 max-w-80">
          <Ladder steps={sample.ladder} />
          <Ladder steps={sample.ladder.map((step) => ({ ...step, state: 'done' }))} />
          <Ladder
            steps={sample.ladder.map((step, index) => ({
              ...step,
              state: index === 2 ? 'failed' : index < 2 ? 'done' : 'pending',
            }))}
          />
        </div>
        <div className="mt-4">
          <VerticalLadder steps={sample.ladder} />
        </div>
      </Section>
      <Section name="Button">
        <Line>
          <Button kind="primary" keys="Ctrl+Enter" onPress={() => undefined}>
            {say('确认并下达', 'Confirm and send')}
          </Button>
          <Button keys="F7" onPress={() => undefined}>
            {say('派队', 'Dispatch')}
          </Button>
          <Button kind="danger" onPress={() => undefined}>
            {say('撤回', 'Withdraw')}
          </Button>
          <Button kind="quiet" onPress={() => undefined}>
            {say('更多', 'More')}
          </Button>
        </Line>
        <Line>
          <Button
            kind="primary"
            disabledReason={say('须由另一人审核', 'Another person must check')}
            onPress={() => undefined}
          >
            {say('签发', 'Sign')}
          </Button>
          <Button
            disabledReason={say('已离线，恢复后可用', 'Offline; back when the link is')}
            onPress={() => undefined}
          >
            {say('拨打', 'Call')}
          </Button>
          <Button pending onPress={() => undefined}>
            {say('正在下达', 'Sending')}
          </Button>
          <KeyHint keys="F9" />
          <KeyHint keys="Shift+F6" />
        </Line>
      </Section>
      <Section name="Chip">
        <Line>
          <Chip>{say('转移', 'evacuation')}</Chip>
          <Chip kind="has">{say('照明', 'lighting')}</Chip>
          <Chip kind="lacks">{say('涉水', 'wading')}</Chip>
          <Chip kind="partly">{say('医疗', 'medical')}</Chip>
          <Chip kind="simulated">{say('模拟', 'simulated')}</Chip>
          <Chip kind="own">{say('到场', 'on scene')}</Chip>
          <Chip kind="fault">{say('失联', 'lost')}</Chip>
          <Chip kind="drill">{say('演练 不外发', 'drill, nothing leaves')}</Chip>
        </Line>
        <ChipChoice
          label={say('筛选', 'Filter')}
          value={filter}
          onChange={setFilter}
          choices={[
            { id: 'all', label: say('全部', 'All') },
            { id: 'move', label: say('转移', 'Evacuation') },
            { id: 'water', label: say('水域', 'Water') },
          ]}
        />
      </Section>
      <Section name="FiveCells">
        {sample.villages.slice(0, 6).map((village) => (
          <Line key={village.id}>
            <span className="w-20">{village.name}</span>
            <FiveCells cells={village.cells} />
          </Line>
        ))}
      </Section>
      <Section name="StateBar">
        {(['solid', 'dashed', 'none'] as const).map((bar) => (
          <div key={bar} className="relative h-10 px-pad mb-2 bg-bg-2 grid items-center">
            <StateBar state={bar} />
            {bar}
          </div>
        ))}
      </Section>
      <Section name="KpiTile" wide>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] divide-x divide-hairline">
          <KpiTile
            label={say('被困', 'Trapped')}
            value="3"
            unit={say('人', 'people')}
            baseline={say('首报5', 'first report 5')}
            asOfMs={storyMs - 200_000}
            cadenceMs={300_000}
          />
          <KpiTile
            label={say('待转移', 'To evacuate')}
            value="172"
            unit={say('人', 'people')}
            baseline={say('应转386', 'of 386')}
            asOfMs={storyMs - 92_000}
            cadenceMs={300_000}
          />
          <KpiTile
            label={say('最大3小时雨量', 'Most rain in 3 h')}
            value="112.4"
            unit="mm"
            baseline={say('红线100', 'red line 100')}
            asOfMs={storyMs - 150_000}
            cadenceMs={300_000}
            level={1}
          />
          <KpiTile
            label={say('叫应未应', 'Unanswered')}
            value="4"
            unit={say('人', 'people')}
            baseline={say('应叫86', 'of 86')}
            asOfMs={storyMs - 30_000}
            cadenceMs={60_000}
            level={1}
          />
          <KpiTile
            label={say('在外力量', 'In the field')}
            value="—"
            unit={say('人', 'people')}
            baseline={say('6队', '6 teams')}
            asOfMs={storyMs - 3_000_000}
            cadenceMs={300_000}
          />
        </div>
      </Section>
    </>
  );
}
