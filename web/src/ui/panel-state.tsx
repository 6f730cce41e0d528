import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { useNow } from './clock/clock-context.tsx';
import { formatMoment } from './format/time.ts';
import { Icon } from './icon.tsx';
import { useFormat } from './use-format.ts';

/** What a panel's data is worth now. Old data stays on screen in every one of these. */
export type PanelState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  /** Says what is normal ("当前无未处置警情") and when that was last true. */
  | { readonly kind: 'empty'; readonly text: string; readonly detail?: ReactNode; readonly checkedAtMs?: number }
  | {
      readonly kind: 'error';
      readonly what: string;
      readonly stillWorks?: string;
      readonly next?: string;
      readonly code: string;
      readonly onRetry?: () => void;
    }
  | { readonly kind: 'reconnecting'; readonly sinceMs: number }
  | { readonly kind: 'offline'; readonly sinceMs: number }
  | { readonly kind: 'stale' | 'lost'; readonly sinceMs: number }
  /** Names the role that may. */
  | { readonly kind: 'denied'; readonly role: string };

/** States in which what is shown is old: it is dimmed, not hidden. */
export function isDimmed(state: PanelState): boolean {
  return ['reconnecting', 'offline', 'stale', 'lost', 'error'].includes(state.kind);
}

/** The strip under a panel's title, for states that leave the data standing. */
export function PanelNotice({ state }: { state: PanelState }) {
  const { t } = useTranslation('ui');
  switch (state.kind) {
    case 'ready':
    case 'loading':
    case 'empty':
      return null;
    case 'error':
      return <ErrorNotice {...state} />;
    case 'reconnecting':
    case 'offline':
    case 'stale':
    case 'lost':
      return <LinkNotice kind={state.kind} sinceMs={state.sinceMs} />;
    case 'denied':
      return (
        <p className="m-0 px-pad py-3 text-ink-2 border-b border-row-line">{t('state.denied', { role: state.role })}</p>
      );
    default:
      return state satisfies never;
  }
}

function LinkNotice({ kind, sinceMs }: { kind: 'reconnecting' | 'offline' | 'stale' | 'lost'; sinceMs: number }) {
  const { t } = useTranslation('ui');
  const { span } = useFormat();
  const passed = span(useNow() - sinceMs);
  const text =
    kind === 'reconnecting' || kind === 'offline' ? t(`state.${kind}`, { span: passed }) : t(`state.${kind}`);
  const hatched = kind === 'reconnecting' || kind === 'offline';
  return (
    <p
      className={`m-0 flex items-center gap-2 px-pad min-h-row-group text-meta border-b border-fault ${hatched ? 'hatch-fault text-ink-1' : 'text-fault'}`}
    >
      <Icon name={kind === 'stale' ? 'clock' : kind === 'lost' ? 'lost' : 'noLink'} className="text-fault" />
      {text}
      {hatched ? null : <span className="text-ink-2">{passed}</span>}
    </p>
  );
}

function ErrorNotice(props: Extract<PanelState, { kind: 'error' }>) {
  const { t } = useTranslation('ui');
  const { what, stillWorks, next, code, onRetry } = props;
  return (
    <div className="px-pad py-2 grid grid-cols-[1fr_auto] items-center gap-x-3 border-b border-fault text-meta">
      <div>
        <p className="m-0 flex items-center gap-2 text-body text-fault font-medium">
          <Icon name="alert" />
          {what}
        </p>
        {stillWorks === undefined ? null : (
          <p className="m-0 text-ink-2">{t('state.stillWorks', { what: stillWorks })}</p>
        )}
        {next === undefined ? null : <p className="m-0 text-ink-2">{t('state.next', { what: next })}</p>}
        <p className="m-0 text-ink-3">{t('state.errorCode', { code })}</p>
      </div>
      {onRetry === undefined ? null : <Button onPress={onRetry}>{t('state.retry')}</Button>}
    </div>
  );
}

/** What stands in a panel that has no data at all yet, or for a good reason none. */
export function PanelPlaceholder({ state }: { state: PanelState }) {
  const { t } = useTranslation('ui');
  const now = useNow(60_000);
  if (state.kind === 'loading') return <Skeleton label={t('state.loading')} />;
  if (state.kind !== 'empty') return null;
  return (
    <div className="p-pad">
      <p className="m-0 text-key font-medium">{state.text}</p>
      {state.detail === undefined ? null : <div className="text-ink-2">{state.detail}</div>}
      {state.checkedAtMs === undefined ? null : (
        <p className="m-0 text-meta text-ink-3">{t('state.checked', { at: formatMoment(state.checkedAtMs, now) })}</p>
      )}
    </div>
  );
}

/** Grey bars, but only after 300 ms: a flash of skeleton on every change is worse than none. */
function Skeleton({ label }: { label: string }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="p-pad grid gap-3 min-h-24">
      <span className="sr-only">{label}</span>
      {due
        ? ['w-3/5', 'w-4/5', 'w-2/5'].map((width) => (
            <span key={width} className={`block h-4 rounded-cell bg-bg-2 ${width}`} />
          ))
        : null}
    </div>
  );
}
