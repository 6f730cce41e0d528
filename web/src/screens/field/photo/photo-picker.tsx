import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../ui/format/number.ts';
import { MOST_PHOTOS_OF_ONE, type PickedPhoto } from './photo-stack.ts';
import type { usePhotos } from './use-photos.ts';

/** Takes or chooses photos; each is made small before it is kept. */
export function PhotoPicker({ photos, working, trouble, stack }: ReturnType<typeof usePhotos>) {
  const { t } = useTranslation(['field', 'phone']);
  const input = useRef<HTMLInputElement>(null);
  const full = photos.length + working >= MOST_PHOTOS_OF_ONE;
  return (
    <div className="grid gap-2">
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={t('phone:photo.add')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          stack.take(files);
        }}
      />
      <div className="flex flex-wrap gap-2">
        {photos.map((photo, i) => (
          <Thumb key={photo.id} photo={photo} index={i + 1} onRemove={() => stack.remove(photo.id)} />
        ))}
        <button
          type="button"
          className="field-button min-h-18 min-w-24"
          aria-disabled={full || undefined}
          onClick={() => {
            if (!full) input.current?.click();
          }}
        >
          {working > 0 ? t('phone:photo.working') : t('phone:photo.add')}
        </button>
      </div>
      <p role="status" className="m-0 text-meta text-ink-2 empty:hidden">
        {trouble === 'some_unread'
          ? t('phone:photo.failed')
          : photos.length === 0
            ? ''
            : t('phone:photo.size', {
                count: photos.length,
                bytes: formatBytes(photos.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)),
              })}
      </p>
    </div>
  );
}

function Thumb({ photo, index, onRemove }: { photo: PickedPhoto; index: number; onRemove: () => void }) {
  const { t } = useTranslation(['field', 'phone']);
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([photo.bytes], { type: photo.type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return (
    <button
      type="button"
      className="relative size-18 overflow-hidden rounded-phone border border-control"
      onClick={onRemove}
      aria-label={t('phone:photo.remove', { index })}
    >
      {url === undefined ? null : <img src={url} alt="" className="size-full object-cover" />}
      <span className="absolute right-0 bottom-0 bg-bg-0 px-1 text-mini text-ink-1">
        {t('phone:photo.removeShort')}
      </span>
    </button>
  );
}
