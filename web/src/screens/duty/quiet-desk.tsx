import { SilentPanel } from '../../pillars/monitoring/panels/silent-panel.tsx';
import { DueList } from './due-list.tsx';
import { ShiftPanel } from './shift-panel.tsx';

/** Where an alarm's detail would stand: who is on duty, what is due today, and what the quiet rests on. */
export function QuietDesk({ checkedAtMs }: { checkedAtMs: number }) {
  return (
    <div className="grid h-full min-h-0 gap-gutter grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1.2fr)_minmax(0,1fr)]">
      <ShiftPanel />
      <DueList checkedAtMs={checkedAtMs} />
      <SilentPanel checkedAtMs={checkedAtMs} />
    </div>
  );
}
