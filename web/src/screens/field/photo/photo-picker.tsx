import { newId } from '@sitong/shared/kernel/ids.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../ui/format/number.ts';
import { reducePhoto } from './reduce-photo.ts';

export interface PickedPhoto {
  id: string;
  bytes: ArrayBuffer;
  type: string;
}

const MOST = 10;

/** Takes or chooses photos; each is made small before it is kept. */
export function PhotoPicker({
  photos,
  onChange,
}: {
  photos: readonly PickedPhoto[];
  onChange: (photos: readonly PickedPhoto[]) => void;
}) {
  const { t } = useTranslation('field');
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');
  const take = async (files: readonly File[]): Promise<void> => {
    setState('working');
    const taken: PickedPhoto[] = [];
    let failed: 'none' | 'some' = 'none';
    for (const file of files.slice(0, MOST - photos.length)) {
      try {
        taken.push({ id: newId(), ...(await reducePhoto(file)) });
      } catch (error) {
        // One broken picture must not cost the others; the person is told below.
        console.warn('a photo could not be read', error);
        failed = 'some';
      }
    }
    onChange([...photos, ...taken]);
    setState(failed === 'some' ? 'failed' : 'idle');
  };
  return (
    <div className="grid gap-2">
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={t('photo.add')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void take(files);
        }}
      />
      <div className="flex flex-wrap gap-2">
        {photos.map((photo, i) => (
          <Thumb
            key={photo.id}
            photo={photo}
            index={i + 1}
            onRemove={() => onChange(photos.filter(({ id }) => id !== photo.id))}
          />
        ))}
        <button
          type="button"
          className="field-button min-h-18 min-w-24"
          aria-disabled={photos.length >= MOST || undefined}
          onClick={() => {
            if (photos.length < MOST) input.current?.click();
          }}
        >
          {state === 'working' ? t('photo.working') : t('photo.add')}
        </button>
      </div>
      <p role="status" className="m-0 text-meta text-ink-2 empty:hidden">
        {state === 'failed'
          ? t('photo.failed')
          : photos.length === 0
            ? ''
            : t('photo.size', {
                count: photos.length,
                bytes: formatBytes(photos.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)),
              })}
      </p>
    </div>
  );
}

function Thumb({ photo, index, onRemove }: { photo: PickedPhoto; index: number; onRemove: () => void }) {
  const { t } = useTranslation('field');
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
      aria-label={t('photo.remove', { index })}
    >
      {url === undefined ? null : <img src={url} alt="" className="size-full object-cover" />}
      <span className="absolute right-0 bottom-0 bg-bg-0 px-1 text-mini text-ink-1">{t('photo.removeShort')}</span>
    </button>
  );
}
