import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { useTranslation } from 'react-i18next';
import { PhotoPicker } from '../../pillars/command/actions/photo-picker.tsx';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { useAct } from '../../wall/use-act.ts';
import { usePhotoScans } from './use-photo-scans.ts';

/** Pictures of an incident, with what the virus scanner said where there is something to say. */
export function Media({
  incident,
  photos,
}: {
  incident: Incident;
  photos: readonly { id: string; by: string; at: string }[];
}) {
  const { t } = useTranslation('incident');
  const county = useCounty();
  const act = useAct();
  const nowMs = useNow(60_000);
  const scans = usePhotoScans(photos);
  return (
    <div className="h-full overflow-auto p-pad [@media(max-height:60rem)]:p-3">
      {/* On a low screen two rows of pictures stand in the pane: the way to add one is a tile among them. */}
      <ul className="m-0 p-0 list-none grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3 [@media(max-height:60rem)]:grid-cols-[repeat(auto-fill,minmax(6rem,1fr))] [@media(max-height:60rem)]:gap-2">
        <li className="col-span-full [@media(max-height:60rem)]:col-span-2">
          <PhotoPicker
            photos={[]}
            onChange={(ids) => {
              if (ids.length > 0) void act({ type: 'AddNote', incidentId: incident.id, text: '', photos: [...ids] });
            }}
          />
          {photos.length === 0 ? <p className="m-0 pt-2 text-ink-2">{t('media.empty')}</p> : null}
        </li>
        {photos.map(({ id, by, at }) => {
          const caption = `${county.persons.get(by)?.name ?? by} ${formatMoment(Date.parse(at), nowMs)}`;
          const scan = scans.get(id);
          if (scan?.scan === 'infected')
            return (
              <li key={id} className="text-meta text-ink-2">
                <p className="m-0 pb-1">{caption}</p>
                <p className="m-0 grid place-items-center w-full aspect-[4/3] p-2 text-center break-words border border-dashed border-control">
                  {t('media.infected', { signature: scan.signature ?? '' })}
                </p>
              </li>
            );
          return (
            <li key={id} className="text-meta text-ink-2">
              {/* Above the picture: on a low screen its foot is out of view. */}
              <p className="m-0 pb-1 flex flex-wrap gap-x-2">
                {caption}
                {scan?.scan === 'unscanned' ? <Chip kind="fault">{t('media.unscanned')}</Chip> : null}
              </p>
              <a href={`/api/photos/${id}`} target="_blank" rel="noreferrer">
                <img
                  src={`/api/photos/${id}`}
                  alt={caption}
                  loading="lazy"
                  className="w-full aspect-[4/3] object-cover bg-bg-0"
                />
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
