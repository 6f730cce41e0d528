import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDayMinute } from '../../../ui/format/time.ts';
import { ActButton } from '../act-button.tsx';
import { FieldSheet } from '../field-sheet.tsx';

/** 复述: the points one by one; each is touched as it is said. */
export function RepeatSheet(props: {
  warning: Warning | undefined;
  place: string;
  onClose: () => void;
  onRepeated: (text: string) => void;
}) {
  const { warning, place, onClose, onRepeated } = props;
  const { t } = useTranslation(['field', 'phone', 'release', 'command']);
  const [said, setSaid] = useState<ReadonlySet<string>>(new Set());
  const content = warning?.content;
  const points: readonly (readonly [key: string, text: string])[] =
    content === undefined
      ? [['place', t('phone:repeat.place', { place })]]
      : [
          [
            'what',
            t('phone:repeat.what', {
              colour: t(`release:colour.${content.level}`),
              hazard: t(`command:hazard.${content.hazard}`),
            }),
          ],
          ['place', t('phone:repeat.place', { place })],
          ['do', content.instruction],
          ['until', t('phone:repeat.until', { at: formatDayMinute(Date.parse(content.expiresAt)) })],
        ];
  const left = points.length - said.size;
  return (
    <FieldSheet
      open
      onClose={onClose}
      title={t('phone:repeat.title')}
      foot={
        <ActButton
          label={t('phone:repeat.send')}
          note={left > 0 ? t('phone:repeat.left', { count: left }) : undefined}
          look={left > 0 ? 'off' : 'primary'}
          onPress={() =>
            onRepeated(
              points
                .map(([, text]) => text)
                .join('；')
                .slice(0, 500),
            )
          }
        />
      }
    >
      <p className="m-0 text-ink-2">{t('phone:repeat.lead')}</p>
      {points.map(([key, text]) => (
        <button
          key={key}
          type="button"
          className="field-button justify-start px-4 py-3 text-left"
          aria-pressed={said.has(key)}
          onClick={() => {
            const next = new Set(said);
            if (!next.delete(key)) next.add(key);
            setSaid(next);
          }}
        >
          <Tick checked={said.has(key) ? 'yes' : 'no'} />
          <span className="min-w-0 flex-1">{text}</span>
        </button>
      ))}
    </FieldSheet>
  );
}

function Tick({ checked }: { checked: 'yes' | 'no' }) {
  return (
    <svg
      viewBox="0 0 20 20"
      className="size-6 flex-none"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      aria-hidden="true"
    >
      <rect x={2} y={2} width={16} height={16} rx={2} />
      {checked === 'yes' ? <path d="M5.5 10.5 9 14l6-7.5" /> : null}
    </svg>
  );
}
