import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { figureOrder, sourceWord } from '../../pillars/command/panels/incident-header.tsx';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { LevelBadge } from '../../ui/level/level-badge.tsx';

/** Space on a row: the incident's facts beside the list, which stays where it was. Ctrl+Enter opens the room. */
export function PreviewSheet({
  incident,
  onClose,
  onOpen,
}: {
  incident: Incident;
  onClose: () => void;
  onOpen: () => void;
}) {
  const { t } = useTranslation(['incident', 'command', 'ui']);
  const county = useCounty();
  const nowMs = useNow(30_000);
  const name = (person: string): string => county.persons.get(person)?.name ?? person;
  const moment = (at: string): string => formatMoment(Date.parse(at), nowMs);
  const { siteCommander: commander } = incident;
  return (
    <Dialog
      open
      onClose={onClose}
      kind="sheet"
      title={`${shownNumber('I', incident.number)} ${incident.title}`}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('ui:dialog.close')}
          </Button>
          <ActionButton
            kind="primary"
            action={{ id: 'preview.open', key: 'Ctrl+Enter', labelKey: 'incident:keys.open', run: onOpen }}
          />
        </>
      }
    >
      <p className="m-0 pb-3 flex items-center gap-3">
        <LevelBadge level={incident.grade}>{t(`command:grade.${incident.grade}`)}</LevelBadge>
        <span className="font-medium">{t(`command:incidentStatus.${incident.status}`)}</span>
        <span className="text-ink-2">{t('list.asOf', { at: formatMoment(nowMs, nowMs) })}</span>
      </p>
      <dl className="m-0 grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4">
        <Fact label={t('list.place')}>
          {incident.place.name} {county.divisionName(`${incident.division.slice(0, 9)}000`)}
        </Fact>
        <Fact label={t('list.reported')}>
          {moment(incident.reportedAt)} {sourceWord(incident.source.kind, t)}
        </Fact>
        <Fact label={t('list.owner')}>{name(incident.owner)}</Fact>
        <Fact label={t('list.commander')}>{commander === undefined ? t('header.none') : name(commander.person)}</Fact>
        {figureOrder.map((figure) => {
          const told = incident.figures[figure];
          return told === undefined ? null : (
            <Fact key={figure} label={t(`command:figure.${figure}`)}>
              <span className="font-medium">{told.value}</span>{' '}
              <span className="text-ink-2">
                {t('header.asOf', { at: moment(told.asOf), source: sourceWord(told.source, t) })}
              </span>
            </Fact>
          );
        })}
      </dl>
    </Dialog>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-1.5 text-ink-2 border-b border-row-line">{label}</dt>
      <dd className="m-0 py-1.5 border-b border-row-line">{children}</dd>
    </>
  );
}
