import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { useTranslation } from 'react-i18next';
import { causeWords } from '../../../pillars/monitoring/selectors/cause-words.ts';
import { useShownCounty } from '../../../plumbing/privacy/name-mask.ts';
import { Elapsed } from '../../../ui/clock/countdown.tsx';
import { formatTime } from '../../../ui/format/time.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';

/**
 * A red alarm that nobody acknowledged takes the whole wall: what, where, since when, and who has it. What the wall
 * showed before stays as a tile (`wall-screen.tsx`). It goes when somebody acknowledges at a console.
 */
export function RedTakeover({ alarm, glyphPx }: { alarm: Alarm; glyphPx: number }) {
  const { t } = useTranslation('wall');
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const county = useShownCounty();
  const { title, detail } = causeWords(alarm.cause, county, causeT);
  const owner = county.persons.get(alarm.owner)?.name ?? alarm.owner;
  return (
    <section
      role="alert"
      className="fixed inset-0 z-takeover grid content-start gap-6 p-[3rem] bg-bg-0 text-ink-1 border-[0.5rem] border-level-1-fill"
    >
      <p className="m-0 flex items-center gap-6 text-title text-level-1 font-medium">
        <LevelGlyph level={1} size={glyphPx} blinking />
        {t('takeover.title')}
      </p>
      <h1 className="m-0 text-[3.2rem] leading-[1.2] font-medium">{title}</h1>
      <p className="m-0 text-figure text-ink-2">{detail}</p>
      <p className="m-0 text-figure">
        {t('takeover.since', { at: formatTime(Date.parse(alarm.changedAt)) })}{' '}
        <Elapsed sinceMs={Date.parse(alarm.changedAt)} className="text-level-1 font-medium" />
      </p>
      <p className="m-0 text-figure">{t('takeover.owner', { owner })}</p>
      <p className="m-0 text-row text-ink-2 max-w-[40rem]">{t('takeover.how')}</p>
    </section>
  );
}
