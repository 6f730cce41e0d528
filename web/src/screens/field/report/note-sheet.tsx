import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { showNotice } from '../../../ui/feedback/toast.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActButton } from '../act-button.tsx';
import { CountField } from '../count-field.tsx';
import { useFieldAct } from '../field-acts.ts';
import { useField } from '../field-context.tsx';
import { FieldSheet } from '../field-sheet.tsx';
import { PhotoPicker } from '../photo/photo-picker.tsx';
import { usePhotos } from '../photo/use-photos.ts';
import { fixOf } from '../position/position-now.ts';

/** 现场记录: people moved so far, words, photos, as a note on the incident. */
export function NoteSheet({ order, open, onClose }: { order: Order; open: boolean; onClose: () => void }) {
  const { t } = useTranslation(['field', 'phone']);
  const { position, line } = useField();
  const act = useFieldAct();
  const [moved, setMoved] = useState<number | null>(null);
  const [text, setText] = useState('');
  const picked = usePhotos();
  const clock = useClock();
  const [phase, setPhase] = useState<'open' | 'sending'>('open');
  const empty = moved === null && text.trim() === '' && picked.photos.length + picked.working === 0;
  const send = async (): Promise<void> => {
    if (empty || phase === 'sending') return;
    setPhase('sending');
    const fix = fixOf(position);
    const words = [moved === null ? '' : t('phone:item.moved', { count: moved }), text.trim()].filter(
      (part) => part !== '',
    );
    const observedAt = toTimestamp(clock.now());
    const { photos, trouble } = await picked.stack.settled();
    if (trouble === 'some_unread') showNotice({ kind: 'fault', title: t('phone:photo.failed') });
    // Nothing but a picture that cannot be read: there is nothing to send.
    if (words.length === 0 && photos.length === 0) return setPhase('open');
    const added = await act(
      {
        type: 'AddNote',
        incidentId: order.incidentId,
        text: words.length === 0 ? t('phone:note.photosOnly') : words.join('；'),
        photos: photos.map(({ id }) => id),
        observedAt,
        ...(fix === undefined ? {} : { point: { lon: fix.lon, lat: fix.lat } }),
      },
      { photos, ...(moved === null ? {} : { moved: { orderId: order.id, count: moved } }) },
    );
    if (added === 'full') return setPhase('open');
    onClose();
  };
  return (
    <FieldSheet
      open={open}
      onClose={onClose}
      outside="stays"
      title={t('phone:note.title')}
      foot={
        <ActButton
          label={t('phone:note.send')}
          note={
            phase === 'sending'
              ? t(picked.working > 0 ? 'phone:photo.thenSent' : 'act.storing')
              : empty
                ? t('phone:note.empty')
                : line.kind === 'live'
                  ? undefined
                  : t('act.keptFirst')
          }
          look={empty || phase === 'sending' ? 'off' : 'primary'}
          onPress={() => void send()}
        />
      }
    >
      <CountField label={t('phone:note.moved')} value={moved} onChange={setMoved} />
      <PhotoPicker {...picked} />
      <TextField label={t('phone:note.text')} value={text} onChange={setText} lines={3} maxLength={500} />
    </FieldSheet>
  );
}
