import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

export type StepState = 'done' | 'waiting' | 'pending' | 'failed';

export interface LadderStep {
  readonly id: string;
  readonly label: string;
  readonly state: StepState;
  /** When it was reached, or how long it has been waited for. */
  readonly time?: string;
  /** How we know: the receipt, the phone, the person. */
  readonly proof?: string;
}

const bar: Readonly<Record<StepState, string>> = {
  done: 'bg-own',
  waiting: 'dashes-x text-level-3',
  pending: 'bg-track',
  failed: 'bg-level-1-fill',
};

const word: Readonly<Record<StepState, string>> = {
  done: 'text-ink-1',
  waiting: 'text-level-3',
  pending: 'text-ink-3',
  failed: 'text-level-1',
};

/** Steps as one line of segments, for cards and the wall. */
export function Ladder({ steps, compact = false }: { steps: readonly LadderStep[]; compact?: boolean }) {
  const { t } = useTranslation('ui');
  return (
    <ol className="flex gap-0.5 m-0 p-0 list-none">
      {steps.map((step) => (
        <li key={step.id} className="flex-auto min-w-0" data-state={step.state}>
          <div className={`relative h-[0.22em] min-h-[3px] ${bar[step.state]}`}>
            {/* Told apart from a step that was reached without its colour. */}
            {step.state === 'failed' ? (
              <Icon
                name="cross"
                className="absolute left-1/2 top-1/2 -translate-1/2 text-[0.9em] stroke-[2.6] text-level-1 bg-bg-1"
              />
            ) : null}
          </div>
          <span
            className={`block text-center truncate ${compact ? 'sr-only' : ''} ${word[step.state]}`}
            title={step.label}
          >
            <span aria-hidden="true">{step.label}</span>
            <span className="sr-only">{t('ladder.step', { label: step.label, state: t(`ladder.${step.state}`) })}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

const dot: Readonly<Record<StepState, string>> = {
  done: 'bg-own border-own',
  waiting: 'border-dashed border-level-3',
  pending: 'border-control',
  failed: 'border-level-1-fill text-level-1',
};

/** Steps one under the other, each with its time and its proof. */
export function VerticalLadder({ steps }: { steps: readonly LadderStep[] }) {
  const { t } = useTranslation('ui');
  return (
    <ol className="m-0 p-0 list-none grid grid-cols-[1.25rem_auto_auto_minmax(0,1fr)] gap-x-3 max-2xl:gap-x-2.5">
      {steps.map((step, index) => (
        <li
          key={step.id}
          data-state={step.state}
          className="relative grid grid-cols-subgrid col-span-4 items-center min-h-row-plan [@media(max-height:60rem)_and_(min-height:50.0625rem)]:min-h-7 [@media(max-height:50rem)]:min-h-5.5 [@media(max-height:60rem)]:leading-[1.35]"
        >
          {index < steps.length - 1 ? (
            <span
              aria-hidden="true"
              className={`absolute left-[0.4375rem] top-1/2 h-full w-0.5 ${step.state === 'done' ? 'bg-own' : 'bg-track'}`}
            />
          ) : null}
          <span className={`relative grid place-items-center size-4 rounded-full border-2 bg-bg-1 ${dot[step.state]}`}>
            {step.state === 'failed' ? <Icon name="cross" className="text-[0.7rem]" /> : null}
            {step.state === 'done' ? <span className="size-full rounded-full bg-own" /> : null}
          </span>
          <span className={step.state === 'pending' ? 'text-ink-2' : `font-medium ${word[step.state]}`}>
            {step.label}
            <span className="sr-only">{t(`ladder.${step.state}`)}</span>
          </span>
          <span className={step.state === 'done' ? 'text-ink-2' : word[step.state]}>{step.time}</span>
          <span
            className="text-ink-2 min-w-0 break-words [@media(max-height:50rem)]:leading-[1.25]"
            {...(step.proof === undefined ? {} : { title: step.proof })}
          >
            {step.proof}
          </span>
        </li>
      ))}
    </ol>
  );
}
