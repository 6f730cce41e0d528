import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActSheet } from '../../pillars/command/actions/act-sheet.tsx';
import { usePostChoices } from '../../pillars/command/actions/use-post-choices.ts';
import { sendIntent } from '../../plumbing/live/use-live-world.ts';
import { useClock } from '../../ui/clock/clock-context.tsx';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { dueIn } from '../../wall/command-line/due.ts';

/** A matter of the day that belongs to no incident: a roll call, a re-check, the daily report. */
export function DutyTaskForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['duty', 'incident']);
  const clock = useClock();
  const [taskId] = useState(newId);
  const [title, setTitle] = useState('');
  const [post, setPost] = useState<string | null>(null);
  const [due, setDue] = useState('');
  const read = dueIn(due.trim().normalize('NFKC'), clock.now());
  const wrongDue = due.trim() === '' || read?.kind === 'due' ? undefined : t('duty:quiet.badDue');
  const missing =
    title.trim() === ''
      ? t('incident:task.needTitle')
      : post === null
        ? t('incident:task.needPost')
        : read?.kind === 'due'
          ? undefined
          : t('duty:quiet.badDue');
  return (
    <ActSheet
      title={t('duty:quiet.enter')}
      send={t('incident:task.createSend')}
      missing={missing}
      onClose={onClose}
      onSend={() =>
        sendIntent({
          type: 'CreateTask',
          taskId,
          title: title.trim(),
          group: t('duty:quiet.group'),
          ownerPost: post ?? '',
          dueAt: toTimestamp(read?.kind === 'due' ? read.dueMs : clock.now()),
          proof: 'none',
        })
      }
    >
      <TextField
        label={t('incident:task.title')}
        value={title}
        onChange={setTitle}
        maxLength={200}
        required
        autoFocus
        description={t('duty:quiet.titleHow')}
      />
      <ComboBox label={t('incident:task.owner')} choices={usePostChoices()} value={post} onChange={setPost} required />
      <TextField
        label={t('incident:task.due')}
        value={due}
        onChange={setDue}
        maxLength={12}
        required
        description={t('duty:quiet.dueHow')}
        {...(wrongDue === undefined ? {} : { error: wrongDue })}
      />
    </ActSheet>
  );
}
