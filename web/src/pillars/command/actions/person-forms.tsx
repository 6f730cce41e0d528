import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { ComboBox } from '../../../ui/form/combo-box.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActSheet } from './act-sheet.tsx';
import type { IncidentFormProps } from './incident-form-props.ts';

function usePersonChoices(incident: Incident) {
  const county = useCounty();
  const town = incident.division.slice(0, 9);
  // Those of the place first; of 700 persons nobody scrolls to the right one.
  return [...county.data.persons]
    .sort((a, b) => Number(b.division.startsWith(town)) - Number(a.division.startsWith(town)))
    .map(({ id, name, unit, title }) => ({ id, label: name, detail: `${unit} ${title}` }));
}

export function CommanderForm({ incident, onClose }: IncidentFormProps) {
  const { t } = useTranslation('incident');
  const [person, setPerson] = useState<string | null>(incident.siteCommander?.person ?? null);
  const [channel, setChannel] = useState(incident.siteCommander?.channel ?? '');
  return (
    <ActSheet
      title={t('act.commander')}
      send={t('act.commanderSend')}
      missing={person === null ? t('act.needPerson') : undefined}
      onClose={onClose}
      onSend={() =>
        sendIntent({
          type: 'NameSiteCommander',
          incidentId: incident.id,
          person: person ?? '',
          channel: channel.trim(),
        })
      }
    >
      <ComboBox
        label={t('act.commanderWho')}
        choices={usePersonChoices(incident)}
        value={person}
        onChange={setPerson}
        required
      />
      <TextField label={t('act.channel')} value={channel} onChange={setChannel} maxLength={16} />
    </ActSheet>
  );
}

export function OwnerForm({ incident, onClose }: IncidentFormProps) {
  const { t } = useTranslation('incident');
  const session = useSession();
  const [person, setPerson] = useState<string | null>(session.person);
  const [seat, setSeat] = useState('');
  return (
    <ActSheet
      title={t('act.owner')}
      send={t('act.ownerSend')}
      missing={person === null ? t('act.needPerson') : undefined}
      onClose={onClose}
      onSend={() =>
        sendIntent({ type: 'TakeIncident', incidentId: incident.id, owner: person ?? '', seat: seat.trim() })
      }
    >
      <p className="m-0 text-ink-2">{t('act.ownerHow')}</p>
      <ComboBox
        label={t('act.ownerWho')}
        choices={usePersonChoices(incident)}
        value={person}
        onChange={setPerson}
        required
      />
      <TextField label={t('act.seat')} value={seat} onChange={setSeat} maxLength={64} />
    </ActSheet>
  );
}
