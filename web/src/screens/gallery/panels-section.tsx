import { Panel } from '../../ui/panel.tsx';
import type { PanelState } from '../../ui/panel-state.tsx';
import { type Samples, storyMs } from './samples.ts';
import { Section } from './section.tsx';

export function PanelsSection({ sample }: { sample: Samples }) {
  const { say } = sample;
  const states: readonly (readonly [PanelState, boolean])[] = [
    [{ kind: 'ready' }, true],
    [{ kind: 'loading' }, false],
    [{ kind: 'loading' }, true],
    [
      {
        kind: 'empty',
        text: say('当前无未处置警情', 'No open incidents'),
        detail: say('上一起7月6日 道路塌陷', 'Last: 6 July, road collapse'),
        checkedAtMs: storyMs - 2_000,
      },
      false,
    ],
    [
      {
        kind: 'error',
        what: say('水情未能更新', 'Water levels could not be updated'),
        stillWorks: say('告警与指令', 'alarms and orders'),
        next: say('致电县水文站0913-555 0162', 'call the gauge office'),
        code: 'SRC-504',
        onRetry: () => undefined,
      },
      true,
    ],
    [{ kind: 'reconnecting', sinceMs: storyMs - 7_000 }, true],
    [{ kind: 'offline', sinceMs: storyMs - 95_000 }, true],
    [{ kind: 'stale', sinceMs: storyMs - 900_000 }, true],
    [{ kind: 'lost', sinceMs: storyMs - 3_900_000 }, true],
    [{ kind: 'denied', role: say('带班领导', 'duty leader') }, false],
  ];
  return (
    <Section name="Panel" wide>
      <div className="grid gap-gutter grid-cols-[repeat(auto-fill,minmax(19rem,1fr))] bg-bg-0 p-gutter">
        {states.map(([state, filled]) => (
          <Panel
            key={state.kind + String(filled)}
            title={state.kind}
            meta={say('近6小时', 'last 6 h')}
            state={state}
            headingLevel={3}
            padded
            className="min-h-44"
          >
            {filled ? (
              <ul className="m-0 p-0 list-none grid gap-2">
                <li>{say('大峪河 善化　873.46 m', 'Dayu River, Shanhua 873.46 m')}</li>
                <li className="text-ink-2">{say('洛城桥　718.36 m', 'Luocheng bridge 718.36 m')}</li>
                <li className="text-meta text-ink-3">{say('20:45遥测', '20:45 telemetry')}</li>
              </ul>
            ) : null}
          </Panel>
        ))}
      </div>
    </Section>
  );
}
