import type { Call, Warning } from '@sitong/shared/pillars/release/state.ts';
import { useTranslation } from 'react-i18next';
import { Prose } from '../../../plumbing/text/prose.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { formatDayMinute, formatTime } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { levelText } from '../../../ui/level/level.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import type { StepNow } from './call-stage.ts';

/** 叫应: the warning in the words to be repeated, and how far this person has come. */
export function CallCard(props: {
  call: Call;
  warning: Warning | undefined;
  place: string;
  steps: readonly StepNow[];
  figures: { moved: number | undefined; remaining: number | undefined };
}) {
  const { call, warning, place, steps, figures } = props;
  const { t } = useTranslation(['field', 'release', 'command']);
  const { span } = useFormat();
  const now = useNow();
  const content = warning?.content;
  return (
    <article
      className="overflow-hidden rounded-phone border border-hairline bg-bg-1"
      aria-label={t('field:call.title')}
    >
      <div className="grid gap-1 px-4 pt-2.5 pb-3">
        <p className="m-0 flex flex-wrap items-center gap-x-2">
          {content === undefined ? null : (
            <>
              <LevelGlyph level={content.level} size={22} />
              <span className={`font-medium ${levelText[content.level]}`}>{t(`release:colour.${content.level}`)}</span>
            </>
          )}
          <span className="ml-auto text-ink-2">
            {t('field:call.since', { span: span(Math.max(0, now - Date.parse(call.openedAt))) })}
          </span>
        </p>
        <h2 className="m-0 text-title font-bold [word-break:keep-all] [overflow-wrap:anywhere]">
          {content === undefined
            ? t('field:call.unknownWarning')
            : t('field:call.headline', { hazard: t(`command:hazard.${content.hazard}`), place })}
        </h2>
        {content === undefined ? null : (
          <>
            <p className="m-0 text-pretty">
              <Prose text={content.text} />
            </p>
            <p className="m-0 text-row font-medium text-pretty">
              <Prose text={content.instruction} />
            </p>
            <p className="m-0 text-meta text-ink-2">
              {t('field:call.until', { at: formatDayMinute(Date.parse(content.expiresAt)) })}
            </p>
          </>
        )}
      </div>
      <ol className="m-0 grid list-none grid-cols-[repeat(4,auto)] border-t border-hairline p-0">
        {steps.map((step) => (
          <StepCell key={step.step} step={step} />
        ))}
      </ol>
      {figures.moved === undefined && figures.remaining === undefined ? null : (
        <p className="m-0 flex gap-6 border-t border-hairline px-4 py-2">
          {figures.moved === undefined ? null : <span>{t('field:call.moved', { count: figures.moved })}</span>}
          {figures.remaining === undefined ? null : <b>{t('field:call.remaining', { count: figures.remaining })}</b>}
        </p>
      )}
    </article>
  );
}

const STEP_LOOK: Readonly<Record<StepNow['state'], string>> = {
  told: 'text-own',
  waiting: 'text-fault',
  next: 'text-ink-1 font-medium',
  later: 'text-ink-3',
};

function StepCell({ step }: { step: StepNow }) {
  const { t } = useTranslation(['field', 'release', 'ui']);
  const { state, atMs } = step;
  return (
    <li
      className={`grid justify-items-center border-r border-hairline px-1 py-2 last:border-r-0 ${STEP_LOOK[state]}`}
      aria-current={state === 'next' ? 'step' : undefined}
    >
      <span>{t(`field:call.step.${step.step}`)}</span>
      <span className="inline-flex items-center gap-1 text-mini">
        {state === 'told' ? <Icon name="check" /> : state === 'waiting' ? <Icon name="clock" /> : null}
        {state === 'waiting'
          ? t('ui:state.pending')
          : state === 'told' && atMs !== undefined
            ? formatTime(atMs)
            : '\u00a0'}
      </span>
    </li>
  );
}
