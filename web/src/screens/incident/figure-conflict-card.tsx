import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useTranslation } from 'react-i18next';
import { conflictOf, type FigureConflict } from '../../pillars/command/actions/figure-form.tsx';
import { sourceWord } from '../../pillars/command/panels/incident-header.tsx';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { ConflictCard } from '../../ui/feedback/conflict-card.tsx';
import { useAct } from '../../wall/use-act.ts';

/** Two numbers for one thing, side by side: take one, or have it checked on the spot. Neither is lost meanwhile. */
export function FigureConflictCard(props: {
  incident: Incident;
  conflict: FigureConflict;
  onSettled: () => void;
  onRecheck: () => void;
}) {
  const { incident, conflict, onSettled, onRecheck } = props;
  const { t } = useTranslation(['incident', 'command']);
  const county = useCounty();
  const session = useSession();
  const clock = useClock();
  const act = useAct();
  const present = incident.figures[conflict.figure];
  const theirs = present ?? { value: conflict.now, asOf: conflict.asOf, source: conflict.source, by: conflict.by };
  const unit = t(`command:unit.${conflict.figure === 'houses_collapsed' ? 'rooms' : 'people'}`);
  const take = async (id: string): Promise<void> => {
    if (id === 'theirs') {
      onSettled();
      return;
    }
    const answer = await act({
      type: 'RecordFigure',
      incidentId: incident.id,
      figure: conflict.figure,
      value: conflict.yours,
      // Taken in sight of theirs, so never older than theirs: their clock may run ahead of ours, and an older
      // figure is refused for as long as it does.
      asOf: toTimestamp(Math.max(clock.now(), Date.parse(theirs.asOf))),
      source: conflict.yourSource,
      reason: t('conflict.reason', { value: theirs.value }),
      sawValue: theirs.value,
    });
    // Another value again: the card shows it by itself, from the state.
    if (answer.ok || conflictOf(answer.refused, { source: '', asOf: '' }) === undefined) onSettled();
  };
  return (
    <div className="px-pad pb-2">
      <ConflictCard
        title={t('conflict.title', { figure: t(`command:figure.${conflict.figure}`) })}
        atMs={Date.parse(conflict.yourAsOf)}
        sides={[
          {
            id: 'theirs',
            value: `${theirs.value} ${unit}`,
            by: county.persons.get(theirs.by)?.name ?? theirs.by,
            atMs: Date.parse(theirs.asOf),
            detail: sourceWord(theirs.source, t),
            takeLabel: t('conflict.take', { value: theirs.value }),
          },
          {
            id: 'yours',
            value: `${conflict.yours} ${unit}`,
            by: session.name,
            atMs: Date.parse(conflict.yourAsOf),
            detail: sourceWord(conflict.yourSource, t),
            takeLabel: t('conflict.take', { value: conflict.yours }),
          },
        ]}
        onTake={(id) => void take(id)}
        merge={{
          detail: t('conflict.differ', { by: Math.abs(theirs.value - conflict.yours), unit }),
          label: t('conflict.recheck'),
          onPress: onRecheck,
        }}
      />
    </div>
  );
}
