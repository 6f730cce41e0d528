import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import type { Span } from '../../../wall/replay-address.ts';
import { momentText, type SpanFault, spanOf } from './span.ts';

export interface SpanFormProps {
  /** What stands in the fields at first. */
  readonly begin: Span;
  /** Below the fields: what is done with the span as it is written. */
  readonly children: (asked: { readonly span: Span | undefined; readonly fault: string | undefined }) => ReactNode;
}

/** From when to when, as text that can be typed, corrected and pasted. */
export function SpanForm({ begin, children }: SpanFormProps) {
  const { t } = useTranslation('drill');
  const clock = useClock();
  const [from, setFrom] = useState(() => momentText(begin.fromMs));
  const [to, setTo] = useState(() => momentText(begin.toMs + 59_999));
  const asked = spanOf(from, to, Math.max(begin.toMs + 60_000, clock.now()));
  const fault = typeof asked === 'string' ? asked : undefined;
  const at = (which: readonly SpanFault[]): string | undefined =>
    fault !== undefined && which.includes(fault) ? t(`replay.span.fault.${fault}`) : undefined;
  return (
    <>
      <div className="grid grid-cols-2 max-sm:grid-cols-1 gap-4">
        <TextField
          label={t('replay.span.from')}
          placeholder={t('replay.span.how')}
          value={from}
          onChange={setFrom}
          error={at(['unreadable_from', 'to_come'])}
          maxLength={30}
          autoFocus
        />
        <TextField
          label={t('replay.span.to')}
          placeholder={t('replay.span.how')}
          value={to}
          onChange={setTo}
          error={at(['unreadable_to', 'backwards', 'too_long'])}
          maxLength={30}
        />
      </div>
      {children({
        span: typeof asked === 'string' ? undefined : asked,
        fault: fault === undefined ? undefined : t(`replay.span.fault.${fault}`),
      })}
    </>
  );
}
