import { needsCheck } from '@sitong/shared/pillars/release/can-warning.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatStopwatch } from '../../ui/format/duration.ts';
import { formatMinute } from '../../ui/format/time.ts';
import { useNames } from './use-names.ts';

type StepId = 'draft' | 'check' | 'sign' | 'issue' | 'call' | 'end';

interface Step {
  id: StepId;
  who: string | undefined;
  at: string | undefined;
  state: 'done' | 'now' | 'later';
}

const two = (at: string): string => formatMinute(Date.parse(at));

/** 拟稿 → 审核 → 签发 → 发布 → 叫应 → 解除: who did each, and when; where it stands now. */
export function FlowBar({ warning }: { warning: Warning }) {
  const { t } = useTranslation('warning');
  const names = useNames();
  const now = useNow();
  const { checked, signature, issued, status } = warning;
  const must = needsCheck(warning);
  const steps: Step[] = [
    {
      id: 'draft',
      who: names.person(warning.draftedBy),
      at: two(warning.draftedAt),
      state: status === 'returned' ? 'now' : 'done',
    },
    {
      id: 'check',
      who: checked === undefined ? (must ? t('flow.waiting') : t('flow.none')) : names.person(checked.by),
      at: checked === undefined ? undefined : two(checked.at),
      state:
        checked !== undefined || (signature !== undefined && !must)
          ? 'done'
          : status === 'draft' && must
            ? 'now'
            : 'later',
    },
    {
      id: 'sign',
      who: signature === undefined ? t('flow.waiting') : names.person(signature.person),
      at: signature === undefined ? undefined : two(signature.at),
      state: signature !== undefined ? 'done' : status === 'checked' || (status === 'draft' && !must) ? 'now' : 'later',
    },
    {
      id: 'issue',
      who: undefined,
      at: issued === undefined ? t('flow.later') : two(issued.at),
      state: issued !== undefined ? 'done' : status === 'signed' ? 'now' : 'later',
    },
    {
      id: 'call',
      who: undefined,
      at: issued === undefined ? t('flow.later') : formatStopwatch(now - Date.parse(issued.at)),
      state: issued !== undefined ? 'now' : 'later',
    },
    { id: 'end', who: undefined, at: t('flow.later'), state: 'later' },
  ];
  return (
    <ol aria-label={t('flow.label')} className="flex flex-wrap m-0 p-0 list-none border-b border-hairline">
      {steps.map(({ id, who, at, state }) => (
        <li
          key={id}
          aria-current={state === 'now' ? 'step' : undefined}
          // Six equal shares; a longer word takes more of the line, and words too long for one line take two.
          className={`flex-[1_1_0] min-w-max px-1.5 max-2xl:px-1 py-1.5 border-t-2 leading-[1.35] ${
            state === 'done' ? 'border-ink-1' : state === 'now' ? 'border-ink-1 bg-bg-2' : 'border-hairline text-ink-3'
          }`}
        >
          <span className={`block text-body ${state === 'later' ? '' : 'font-medium'}`}>{t(`flow.${id}`)}</span>
          <span className="block text-mini text-ink-2">{who ?? at}</span>
          <span className="block text-mini text-ink-3">{who === undefined ? ' ' : (at ?? ' ')}</span>
        </li>
      ))}
    </ol>
  );
}
