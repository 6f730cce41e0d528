import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isDimmed, PanelNotice, PanelPlaceholder, type PanelState } from './panel-state.tsx';

export interface PanelProps {
  title: ReactNode;
  /** Beside the title, quieter: counts, time of the data. */
  meta?: ReactNode;
  /** At the right end of the title row. */
  actions?: ReactNode;
  footer?: ReactNode;
  state?: PanelState;
  /** The data. Null or undefined only when there is none at all; then the state fills the body. */
  children?: ReactNode;
  /** Padding around the body; lists bring their own. */
  padded?: boolean;
  className?: string;
  headingLevel?: 2 | 3;
}

/**
 * A titled pane. Whatever happens to its data, what was there stays there: an error, a cut link or
 * stale values put a strip above it and dim it, and never blank it.
 */
export function Panel(props: PanelProps) {
  const { title, meta, actions, footer, state = { kind: 'ready' }, children, padded = false } = props;
  const { t } = useTranslation('ui');
  const titleId = useId();
  const Heading = props.headingLevel === 3 ? 'h3' : 'h2';
  const hasData = children !== undefined && children !== null && state.kind !== 'empty';
  return (
    <section
      aria-labelledby={titleId}
      data-pane
      data-state={state.kind}
      aria-busy={state.kind === 'loading'}
      className={`flex flex-col min-h-0 min-w-0 bg-bg-1 ${props.className ?? ''}`}
    >
      <header className="flex items-center gap-3 min-h-panel-title px-pad border-b border-hairline shrink-0">
        {/* Facts beside the title go below it, and the title into a second line, where one line is too short for them. */}
        <div className="flex flex-wrap items-baseline gap-x-3 flex-1 min-w-0 py-0.5 text-meta leading-[1.35] text-ink-3">
          <Heading id={titleId} className="m-0 min-w-0 text-body leading-[1.35] font-medium text-ink-1">
            {title}
          </Heading>
          {typeof meta === 'string' ? <span>{meta}</span> : meta}
        </div>
        <div className="ml-auto flex items-center gap-2 text-meta text-ink-3 shrink-0">
          {state.kind === 'loading' && hasData ? <span role="status">{t('state.refreshing')}</span> : null}
          {actions}
        </div>
      </header>
      <PanelNotice state={state} />
      <div className={`flex-1 min-h-0 ${padded && hasData ? 'p-pad' : ''} ${isDimmed(state) ? 'dimmed' : ''}`}>
        {hasData ? children : <PanelPlaceholder state={state} />}
      </div>
      {footer === undefined ? null : (
        <footer
          data-acts
          className="flex items-center gap-3 max-md:flex-wrap max-md:max-h-[35%] max-md:overflow-y-auto px-pad py-2 [@media(max-height:50rem)]:py-1 border-t border-hairline shrink-0"
        >
          {footer}
        </footer>
      )}
    </section>
  );
}
