import { newId } from '@sitong/shared/kernel/ids.ts';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiError, api } from '../../../plumbing/http/api.ts';

const AnswerSchema = z.object({ id: z.string(), outcome: z.enum(['stored', 'duplicate']) });
const MOST = 10;

/** Sends chosen pictures at once, each under an id made here; what did not arrive is named and can be chosen again. */
export function PhotoPicker({
  photos,
  onChange,
}: {
  photos: readonly string[];
  onChange: (photos: readonly string[]) => void;
}) {
  const { t } = useTranslation('incident');
  const id = useId();
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(0);
  const take = async (files: readonly File[]): Promise<void> => {
    const arrived: string[] = [];
    const lost: string[] = [];
    setSending(files.length);
    for (const file of files.slice(0, MOST - photos.length)) {
      const form = new FormData();
      form.set('file', file);
      const photo = newId();
      try {
        await api(`/api/photos?id=${photo}`, { method: 'POST', body: form, schema: AnswerSchema });
        arrived.push(photo);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // What the virus scanner found is a name to be told onward.
        lost.push(`${file.name} (${error.code === 'infected' ? error.message : error.code})`);
      }
    }
    setSending(0);
    setFailed(lost);
    onChange([...photos, ...arrived]);
  };
  return (
    <div className="grid gap-1 text-meta">
      <label htmlFor={id} className="text-ink-2">
        {t('photo.add')}
      </label>
      <input
        id={id}
        type="file"
        multiple
        accept="image/jpeg,image/png,image/webp"
        className="text-ink-2"
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          // What was sent is not still chosen, and what did not arrive can be chosen again.
          event.target.value = '';
        }}
      />
      {sending > 0 ? <span role="status">{t('photo.sending', { count: sending })}</span> : null}
      {photos.length > 0 ? <span role="status">{t('photo.arrived', { count: photos.length })}</span> : null}
      {failed.length > 0 ? <span role="alert">{t('photo.failed', { names: failed.join(' ') })}</span> : null}
    </div>
  );
}
