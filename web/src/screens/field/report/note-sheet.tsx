import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../ui/form/text-field.tsx';
import { ActButton } from '../act-button.tsx';
import { CountField } from '../count-field.tsx';
import { useFieldAct } from '../field-acts.ts';
import { useField } from '../field-context.tsx';
import { FieldSheet } from '../field-sheet.tsx';
import { PhotoPicker, type PickedPhoto } from '../photo/photo-picker.tsx';
import { fixOf } from '../position/position-now.ts';

/** 现场记录: people moved so far, words, photos, as a note on the incident. */
export function NoteSheet({ order, open, onClose }: { order: Order; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('field');
  const { position } = useField();
  const act = useFieldAct();
  const [moved, setMoved] = useState<number | null>(null);
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>([]);
  const empty = moved === null && text.trim() === '' && photos.length === 0;
  const send = (): void => {
    const fix = fixOf(position);
    const words = [moved === null ? '' : t('item.moved', { count: moved }), text.trim()].filter((part) => part !== '');
    void act(
      {
        type: 'AddNote',
        incidentId: order.incidentId,
        text: words.length === 0 ? t('note.photosOnly') : words.join('；'),
        photos: photos.map(({ id }) => id),
        observedAt: toTimestamp(Date.now()),
        ...(fix === undefined ? {} : { point: { lon: fix.lon, lat: fix.lat } }),
      },
      { photos, ...(moved === null ? {} : { moved: { orderId: order.id, count: moved } }) },
    ).then((added) => {
      if (added === 'full') return;
      setMoved(null);
      setText('');
      setPhotos([]);
      onClose();
    });
  };
  return (
    <FieldSheet
      open={open}
      onClose={onClose}
      title={t('note.title')}
      foot={
        <ActButton
          label={t('note.send')}
          note={empty ? t('note.empty') : undefined}
          look={empty ? 'off' : 'primary'}
          onPress={send}
        />
      }
    >
      <CountField label={t('note.moved')} value={moved} onChange={setMoved} />
      <PhotoPicker photos={photos} onChange={setPhotos} />
      <TextField label={t('note.text')} value={text} onChange={setText} lines={3} maxLength={500} />
    </FieldSheet>
  );
}
