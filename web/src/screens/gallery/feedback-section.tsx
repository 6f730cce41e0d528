import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CommandLine } from '../../ui/command/command-line.tsx';
import { Banner, LinkStrip } from '../../ui/feedback/banner.tsx';
import { ConflictCard } from '../../ui/feedback/conflict-card.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { useAnnouncer } from '../../ui/feedback/live-regions.tsx';
import { showNotice } from '../../ui/feedback/toast.tsx';
import { TwoPersonConfirm } from '../../ui/feedback/two-person-confirm.tsx';
import { UndoBar } from '../../ui/feedback/undo-bar.tsx';
import { HelpTable } from '../../ui/keys/help-table.tsx';
import { useKeyAction, useKeyRows } from '../../ui/keys/keys-context.tsx';
import { DrillFrame } from '../../ui/shell/drill-frame.tsx';
import { type Samples, storyMs } from './samples.ts';
import { Line, Section } from './section.tsx';

type Open = 'none' | 'dialog' | 'sheet' | 'confirm';

export function FeedbackSection({ sample }: { sample: Samples }) {
  const { say } = sample;
  const announcer = useAnnouncer();
  const [open, setOpen] = useState<Open>('none');
  const [drill, setDrill] = useState(false);
  const rows = useKeyRows();
  useKeyAction({
    id: 'gallery.ack',
    key: 'F4',
    labelKey: 'ui:dialog.confirm',
    enabledWhen: () => ({ enabled: false, reason: say('没有未确认告警', 'nothing to acknowledge') }),
    run: () => undefined,
  });
  useKeyAction({ id: 'gallery.map', key: 'M', labelKey: 'ui:rows.show', scope: 'list', run: () => undefined });
  return (
    <>
      {drill ? <DrillFrame /> : null}
      <Section name="CommandLine" wide>
        <div className="pt-20">
          <CommandLine
            parse={sample.parse}
            onRun={async () => ({
              refused: say('赵庄1队已被派往I-0143', 'Zhaozhuang 1 is already on its way to I-0143'),
            })}
            onLeave={() => undefined}
          />
        </div>
      </Section>
      <Section name="Banner · LinkStrip · UndoBar" wide>
        <div className="grid gap-3">
          <LinkStrip link={{ kind: 'reconnecting', sinceMs: storyMs - 7_000 }} />
          <LinkStrip
            link={{ kind: 'offline', sinceMs: storyMs - 360_000 }}
            detail={say('已存本机，自动补发', 'kept here, sent when back')}
          />
          <Banner
            level={1}
            blinking
            title={say('善化站 达立即转移指标 未确认0:32', 'Shanhua at evacuation mark, unacknowledged 0:32')}
            detail={say('冯原镇 大峪河873.46 m', 'Fengyuan, Dayu River 873.46 m')}
            actions={
              <Button keys="F3" onPress={() => undefined}>
                {say('查看', 'Show')}
              </Button>
            }
          />
          <UndoBar
            undoMs={10_000}
            text={say('D-0388已下达赵庄1队', 'D-0388 sent to Zhaozhuang 1')}
            doneAtMs={storyMs - 3_000}
            onUndo={() => undefined}
          />
        </div>
      </Section>
      <Section name="ConflictCard">
        <ConflictCard
          title={say('倒塌房屋 数据不一致', 'Collapsed houses: numbers differ')}
          atMs={storyMs}
          sides={[
            {
              id: 'a',
              value: say('7间', '7'),
              by: say('冯原镇孙莉', 'Sun Li'),
              atMs: storyMs - 900_000,
              detail: say('逐户登记5户', '5 households visited'),
              takeLabel: say('采用7', 'Use 7'),
            },
            {
              id: 'b',
              value: say('9间', '9'),
              by: say('灾评组刘博', 'Liu Bo'),
              atMs: storyMs - 240_000,
              detail: say('含桥西组2间未登记', '2 not registered yet'),
              takeLabel: say('采用9', 'Use 9'),
            },
          ]}
          onTake={() => undefined}
          merge={{
            detail: say('差2间，请冯原镇复核桥西组', 'Two apart: ask for a recount'),
            label: say('发复核任务', 'Send recount'),
            onPress: () => undefined,
          }}
        />
      </Section>
      <Section name="Dialog · Toast · DrillFrame">
        <Line>
          <Button onPress={() => setOpen('dialog')}>{say('对话框', 'Dialog')}</Button>
          <Button onPress={() => setOpen('sheet')}>{say('侧栏', 'Sheet')}</Button>
          <Button kind="danger" onPress={() => setOpen('confirm')}>
            {say('双人确认', 'Two persons')}
          </Button>
        </Line>
        <Line>
          <Button onPress={() => showNotice({ kind: 'done', title: say('已存', 'Saved') })}>
            {say('通知', 'Notice')}
          </Button>
          <Button
            onPress={() =>
              showNotice({
                kind: 'refused',
                title: say('未下达', 'Not sent'),
                detail: say('该队已有专属任务', 'the team has an exclusive task'),
              })
            }
          >
            {say('拒绝', 'Refusal')}
          </Button>
          <Button onPress={() => announcer.say(say('善化站达立即转移指标', 'Shanhua at evacuation mark'), 'assertive')}>
            {say('朗读', 'Say')}
          </Button>
          <Button onPress={() => setDrill((on) => !on)}>{say('演练框', 'Drill frame')}</Button>
        </Line>
      </Section>
      <Section name="HelpTable">
        <HelpTable rows={rows} />
      </Section>
      <Dialog
        open={open === 'dialog' || open === 'sheet'}
        kind={open === 'sheet' ? 'sheet' : 'dialog'}
        onClose={() => setOpen('none')}
        title={say('改任务或期限', 'Change task or deadline')}
        actions={
          <Button kind="primary" onPress={() => setOpen('none')}>
            {say('保存', 'Save')}
          </Button>
        }
      >
        <p className="m-0">{say('转移沟口组、桥西组117人，期限21:15。', 'Move 117 people by 21:15.')}</p>
      </Dialog>
      <TwoPersonConfirm
        open={open === 'confirm'}
        onClose={() => setOpen('none')}
        title={say('发布暴雨红色预警', 'Issue a red rainstorm warning')}
        consequence={say(
          '将向冯原镇、王庄镇43个村发布，发出后不能收回，只能解除。',
          'Goes to 43 villages; it cannot be recalled, only cancelled.',
        )}
        first={{ id: 'p1', name: say('王晓燕（值班员）', 'Wang Xiaoyan (duty officer)') }}
        others={sample.people}
        phrase={say('红色', 'RED')}
        confirmLabel={say('发布', 'Issue')}
        onConfirm={async () => ({ refused: say('口令不正确', 'Wrong password') })}
      />
    </>
  );
}
