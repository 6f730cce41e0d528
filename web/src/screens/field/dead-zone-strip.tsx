import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { SaidOnce } from '../../ui/feedback/said-once.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useField, useOutboxNow } from './field-context.tsx';
import { useFieldLock } from './lock/idle-touch.ts';

const QUIET_MS = 3000;

/** Says that the server is not heard, since when, and that nothing pressed is lost. */
export function DeadZoneStrip() {
  const { line } = useField();
  const { line: way, storage } = useOutboxNow();
  const { t } = useTranslation('field');
  const { span } = useFormat();
  useNow();
  const awayMs = line.kind === 'away' ? Date.now() - line.sinceMs : 0;
  const locked = useFieldLock(({ desk }) => desk === 'locked');
  const signedOut = way === 'signed_out' && !locked;
  if (!signedOut && awayMs < QUIET_MS) return null;
  return (
    <div
      role="status"
      className="hatch-fault flex min-h-12 flex-wrap items-center gap-x-3 border-y-2 border-fault px-5 py-2 text-ink-1"
    >
      <NoSignal />
      <SaidOnce
        key={signedOut ? 'out' : 'away'}
        className="font-medium"
        text={signedOut ? t('strip.signedOut') : t('strip.away', { span: span(awayMs) })}
      />
      <span className="ml-auto">{storage === 'failing' ? t('strip.notStored') : t('strip.stored')}</span>
    </div>
  );
}

function NoSignal() {
  return (
    <svg
      viewBox="0 0 20 16"
      className="h-5 w-6 flex-none text-fault"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      aria-hidden="true"
    >
      <path d="M2 14v-3h3v3zM8.5 14V7h3v7zM15 14V3h3v11zM1 1l18 14" />
    </svg>
  );
}
