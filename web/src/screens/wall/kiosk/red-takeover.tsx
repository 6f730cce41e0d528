import { townOf } from '@sitong/shared/kernel/division.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { useTranslation } from 'react-i18next';
import { causeWords } from '../../../pillars/monitoring/selectors/cause-words.ts';
import { useShownCounty } from '../../../plumbing/privacy/name-mask.ts';
import { Elapsed } from '../../../ui/clock/countdown.tsx';
import { formatTime } from '../../../ui/format/time.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';

/**
 * A red alarm that nobody acknowledged takes the whole wall: what, where, since when, and who has it. What the wall
 * showed before stays as a tile (`wall-screen.tsx`). It goes when somebody acknowledges at a console. On a wall of
 * six screens the words stand whole on the upper middle one.
 */
export function RedTakeover({ alarm, glyphPx, tiles }: { alarm: Alarm; glyphPx: number; tiles: 'one' | '3x2' }) {
  const { t } = useTranslation('wall');
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const county = useShownCounty();
  const { title, detail } = causeWords(alarm.cause, county, causeT);
  const owner = county.persons.get(alarm.owner)?.name ?? alarm.owner;
  const room = county.data.contacts.find(({ division }) => division === county.county)?.phone;
  const sinceMs = Date.parse(alarm.changedAt);
  const box = tiles === '3x2' ? 'absolute top-0 left-1/3 w-1/3 h-1/2' : 'absolute inset-0';
  return (
    <section
      role="alert"
      className="fixed inset-0 z-takeover bg-bg-0 text-ink-1 border-[0.5rem] border-level-1-fill overflow-hidden"
    >
      <div className={`${box} grid content-start gap-5 p-[2.5rem] overflow-hidden`}>
        <p className="m-0 flex items-center gap-6 text-title text-level-1 font-medium">
          <LevelGlyph level={1} size={glyphPx} blinking />
          {t('takeover.title')}
        </p>
        <h1 className="m-0 text-[3.2rem] leading-[1.2] font-medium">{title}</h1>
        <dl className="m-0 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-title leading-[1.35]">
          <dt className="text-ink-2">{t('takeover.what')}</dt>
          <dd className="m-0">{detail}</dd>
          <dt className="text-ink-2">{t('takeover.where')}</dt>
          <dd className="m-0">{placeOf(alarm, county)}</dd>
          <dt className="text-ink-2">{t('takeover.since')}</dt>
          <dd className="m-0">
            {formatTime(sinceMs)}
            {/* Seen, not heard: running inside an alert it would have the whole of it read out every second. */}
            <span aria-hidden="true" className="ml-3 text-level-1 font-medium">
              <Elapsed sinceMs={sinceMs} />
            </span>
          </dd>
          <dt className="text-ink-2">{t('takeover.owner')}</dt>
          <dd className="m-0">
            {owner} <span className="text-ink-2">{room}</span>
          </dd>
        </dl>
        <p className="m-0 text-row text-ink-2 max-w-[32rem]">{t('takeover.how')}</p>
      </div>
    </section>
  );
}

/** Town and village; a place that is the whole county is called so. */
function placeOf({ division }: Alarm, county: CountyIndex): string {
  const town = townOf(division);
  const names = division === town ? [town] : [town, division];
  return names.map(county.divisionName).join(' ');
}
