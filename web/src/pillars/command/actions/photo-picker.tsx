import { newId } from '@sitong/shared/kernel/ids.ts';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiError, api } from '../../../plumbing/http/api.ts';
import { Button } from '../../../ui/button.tsx';

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
  const input = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(0);
  const take = async (files: readonly File[]): Promise<void> => {
    const arrived: string[] = [];
    const room = Math.max(0, MOST - photos.length);
    const lost = files.slice(room).map(({ name }) => `${name} (${t('photo.tooMany', { most: MOST })})`);
    setSending(Math.min(files.length, room));
    try {
      for (const file of files.slice(0, room)) {
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
    } finally {
      setSending(0);
    }
    setFailed(lost);
    onChange([...photos, ...arrived]);
  };
  return (
    <div className="grid gap-1 content-start justify-items-start text-meta">
      {/* The browser's own field speaks the browser's language; a button of ours opens the same choice. */}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/jpeg,image/png,image/webp"
        aria-label={t('photo.add')}
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          // What was sent is not still chosen, and what did not arrive can be chosen again.
          event.target.value = '';
        }}
      />
      <Button pending={sending > 0} describedBy={id} onPress={() => input.current?.click()}>
        {t('photo.add')}
      </Button>
      <span id={id} className="text-ink-3">
        {t('photo.kinds')}
      </span>
      {sending > 0 ? <span role="status">{t('photo.sending', { count: sending })}</span> : null}
      {photos.length > 0 ? <span role="status">{t('photo.arrived', { count: photos.length })}</span> : null}
      {failed.length > 0 ? <span role="alert">{t('photo.failed', { names: failed.join(' ') })}</span> : null}
    </div>
  );
}
