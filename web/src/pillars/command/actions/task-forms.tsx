import { newId } from '@sitong/shared/kernel/ids.ts';
import { MINUTE_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { hasProof } from '@sitong/shared/pillars/command/can-task.ts';
import type { Incident, Task } from '@sitong/shared/pillars/command/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendIntent } from '../../../plumbing/live/use-live-world.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { ComboBox } from '../../../ui/form/combo-box.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActSheet } from './act-sheet.tsx';
import { PhotoPicker } from './photo-picker.tsx';
import { usePostChoices } from './use-post-choices.ts';
import { WholeNumberField } from './whole-number-field.tsx';

const proofs: readonly Task['proof'][] = ['none', 'text', 'photo', 'figure'];

export function CreateTaskForm(props: {
  incident: Incident;
  groups: readonly string[];
  title?: string;
  onClose: () => void;
}) {
  const { incident, groups, onClose } = props;
  const { t } = useTranslation('incident');
  const clock = useClock();
  const [taskId] = useState(newId);
  const [title, setTitle] = useState(props.title ?? '');
  const [group, setGroup] = useState('');
  const [post, setPost] = useState<string | null>(null);
  const [minutes, setMinutes] = useState<number | null>(60);
  const [proof, setProof] = useState<Task['proof']>('text');
  const missing =
    title.trim() === ''
      ? t('task.needTitle')
      : post === null
        ? t('task.needPost')
        : minutes === null
          ? t('task.needDue')
          : undefined;
  return (
    <ActSheet
      title={t('task.create')}
      send={t('task.createSend')}
      missing={missing}
      onClose={onClose}
      onSend={() =>
        sendIntent({
          type: 'CreateTask',
          taskId,
          title: title.trim(),
          group: group.trim() === '' ? t('task.noGroup') : group.trim(),
          ownerPost: post ?? '',
          dueAt: toTimestamp(clock.now() + (minutes ?? 60) * MINUTE_MS),
          proof,
          incidentId: incident.id,
        })
      }
    >
      <TextField label={t('task.title')} value={title} onChange={setTitle} maxLength={200} required autoFocus />
      <ComboBox label={t('task.owner')} choices={usePostChoices()} value={post} onChange={setPost} required />
      <TextField
        label={t('task.group')}
        value={group}
        onChange={setGroup}
        maxLength={80}
        description={groups.join(' / ')}
      />
      <WholeNumberField label={t('task.dueIn')} unit={t('task.minutes')} value={minutes} onChange={setMinutes} />
      <Select
        label={t('task.proof')}
        choices={proofs.map((id) => ({ id, label: t(`proof.${id}`) }))}
        value={proof}
        onChange={setProof}
      />
    </ActSheet>
  );
}

/** Finished with what it asks for: text, photo or a figure (CMD-21). */
export function FinishTaskForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation('incident');
  const [result, setResult] = useState('');
  const [photos, setPhotos] = useState<readonly string[]>([]);
  const enough = hasProof(task.proof, result, photos.length);
  return (
    <ActSheet
      title={t('task.finishTitle', { title: task.title })}
      send={t('task.finish')}
      missing={enough ? undefined : t('task.needProof', { proof: t(`proof.${task.proof}`) })}
      onClose={onClose}
      onSend={() => sendIntent({ type: 'FinishTask', taskId: task.id, result: result.trim(), photos: [...photos] })}
    >
      <p className="m-0 text-ink-2">{t('task.asks', { proof: t(`proof.${task.proof}`) })}</p>
      <TextField label={t('task.result')} value={result} onChange={setResult} lines={3} maxLength={1000} autoFocus />
      <PhotoPicker photos={photos} onChange={setPhotos} />
    </ActSheet>
  );
}

export function ReassignTaskForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation('incident');
  const clock = useClock();
  const [post, setPost] = useState<string | null>(task.ownerPost);
  const [minutes, setMinutes] = useState<number | null>(30);
  return (
    <ActSheet
      title={t('task.reassignTitle', { title: task.title })}
      send={t('task.reassign')}
      missing={post === null ? t('task.needPost') : minutes === null ? t('task.needDue') : undefined}
      onClose={onClose}
      onSend={() =>
        sendIntent({
          type: 'ReassignTask',
          taskId: task.id,
          ownerPost: post ?? '',
          dueAt: toTimestamp(clock.now() + (minutes ?? 30) * MINUTE_MS),
        })
      }
    >
      <ComboBox label={t('task.owner')} choices={usePostChoices()} value={post} onChange={setPost} required />
      <WholeNumberField label={t('task.dueIn')} unit={t('task.minutes')} value={minutes} onChange={setMinutes} />
    </ActSheet>
  );
}

export function CancelTaskForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation('incident');
  const [reason, setReason] = useState('');
  return (
    <ActSheet
      title={t('task.cancelTitle', { title: task.title })}
      send={t('task.cancel')}
      missing={reason.trim() === '' ? t('act.needReason') : undefined}
      onClose={onClose}
      onSend={() => sendIntent({ type: 'CancelTask', taskId: task.id, reason: reason.trim() })}
    >
      <TextField label={t('act.reason')} value={reason} onChange={setReason} maxLength={300} required autoFocus />
    </ActSheet>
  );
}
