import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import { needsCheck } from '@sitong/shared/pillars/release/can-warning.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { formatDayMinute, formatMinute } from '../../../ui/format/time.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { smsParts, voiceSeconds } from '../../warnings/draft-form.ts';

/** Everything that goes out under a signature: level, words, area, until when, and as each channel will carry it. */
export function WarningText({ warning, places }: { warning: Warning; places: readonly DivisionCode[] }) {
  const { t } = useTranslation(['warning', 'field', 'release', 'command']);
  const county = useCounty();
  const { content, checked } = warning;
  const nameOf = (person: string): string => county.persons.get(person)?.name ?? person;
  const short = `【${content.headline}】${content.instruction}`;
  const spoken = `${content.headline}。${content.instruction}。${t('warning:preview.reply')}`;
  return (
    <>
      <div className="flex items-start gap-3">
        <LevelGlyph level={content.level} size={40} />
        <div className="min-w-0">
          <p className="m-0 text-key font-medium">
            {t(`release:colour.${content.level}`)} {t(`command:hazard.${content.hazard}`)}
          </p>
          <p className="m-0 text-meta text-ink-2">
            {t('warning:signSheet.draftedBy', { names: warning.authors.map(nameOf).join(' ') })}{' '}
            {checked === undefined
              ? t(needsCheck(warning) ? 'warning:sign.notChecked' : 'warning:sign.notNeeded')
              : t('warning:sign.checked', { name: nameOf(checked.by), at: formatMinute(Date.parse(checked.at)) })}
          </p>
        </div>
      </div>
      <p className="m-0 font-medium">{content.headline}</p>
      <p className="m-0 whitespace-pre-line">{content.text}</p>
      <p className="m-0 whitespace-pre-line border-l-4 border-ink-1 pl-3 font-medium">{content.instruction}</p>
      <dl className="m-0 grid gap-3 [&_dd]:m-0 [&_dt]:text-meta [&_dt]:text-ink-3">
        <Fact name={t('warning:signSheet.area', { count: places.length })}>
          {content.scope.areaText === '' ? null : <span className="block">{content.scope.areaText}</span>}
          <span className="block text-ink-2">{places.map((code) => county.divisionName(code)).join(' ')}</span>
        </Fact>
        <Fact name={t('warning:signSheet.until')}>{formatDayMinute(Date.parse(content.expiresAt))}</Fact>
        <Fact name={t('warning:preview.sms', { n: [...short].length, parts: smsParts(short) })}>{short}</Fact>
        <Fact name={t('warning:preview.voice', { n: voiceSeconds(spoken) })}>{spoken}</Fact>
        <Fact name={t('warning:preview.broadcast')}>{content.instruction}</Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 break-words">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
