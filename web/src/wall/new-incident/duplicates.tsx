import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { Button } from '../../ui/button.tsx';
import { Elapsed } from '../../ui/clock/countdown.tsx';
import { LevelGlyph } from '../../ui/level/level-glyph.tsx';

/** Open incidents of the same kind, near in place and time (CMD-4): the same one, or another? A person says. */
export function Duplicates(props: {
  near: readonly Incident[];
  setAside: readonly string[];
  onMerge: (incident: Incident) => void;
  /** Set aside, or back when it was. */
  onSetAside: (id: string) => void;
}) {
  const { near, setAside, onMerge, onSetAside } = props;
  const { t } = useTranslation(['duty', 'command']);
  const county = useCounty();
  if (near.length === 0) return null;
  return (
    <section aria-label={t('duty:new.near')} className="border-2 border-control rounded-control">
      <p className="m-0 px-3 py-2 font-medium border-b border-hairline" role="alert">
        {t('duty:new.nearTitle', { count: near.length })}
      </p>
      <ul className="m-0 p-0 list-none">
        {near.map((incident) => (
          <li key={incident.id} className="flex flex-wrap items-center gap-3 px-3 py-2 border-b border-row-line">
            <LevelGlyph level={incident.grade} size={20} variant="outline" />
            <div className="flex-1 min-w-0">
              <p className="m-0 break-words">
                {shownNumber('I', incident.number)} {incident.title}
              </p>
              <p className="m-0 text-meta text-ink-3">
                {t(`command:incidentStatus.${incident.status}`)}{' '}
                {county.persons.get(incident.owner)?.name ?? incident.owner}{' '}
                <Elapsed sinceMs={Date.parse(incident.reportedAt)} />
              </p>
            </div>
            {/* The buttons stay: the focus is on one of them, and what was judged in haste can be judged again. */}
            {setAside.includes(incident.id) ? (
              <span className="text-meta text-ink-2">{t('duty:new.other')}</span>
            ) : (
              <Button onPress={() => onMerge(incident)}>{t('duty:new.merge')}</Button>
            )}
            <Button onPress={() => onSetAside(incident.id)}>
              {t(setAside.includes(incident.id) ? 'duty:new.judgeAgain' : 'duty:new.notSame')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
